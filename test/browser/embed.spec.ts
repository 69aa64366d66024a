/** A shell in another page's frame: it does what that page may wish, and gives it nothing. */
import { createServer } from "node:http";
import { expect, test, type FrameLocator, type Page } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { answerConsent } from "./support/consent.ts";
import { audit } from "./support/axe.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";
import { Watch } from "./support/watch.ts";

let site: StaticSite;
let cloud: RunningServer;
/** Documentation, on an origin of its own. What it hears is in `heard`. */
let docs: RunningServer;

const DOCUMENT = `<!doctype html><title>Documentation</title><input autofocus aria-label="Search"><iframe id="shell" width="900" height="500"></iframe>
<script>
  window.heard = [];
  addEventListener("message", ({ origin, data }) => heard.push({ origin, data }));
  document.getElementById("shell").src = new URLSearchParams(location.search).get("shell");
</script>`;

test.beforeAll(async () => {
  cloud = await listenOnLoopback(createServer((_, response) => response.end("reached")));
  site = await StaticSite.start({ clouds: [cloud], offline: true });
  docs = await listenOnLoopback(createServer((_, response) => response.setHeader("Content-Type", "text/html").end(DOCUMENT)));
});
test.afterAll(() => Promise.all([site.close(), docs.stop(), cloud.stop()]));

/** @param host of the page around: "localhost" is another site than that of the shell, "127.0.0.1" only another origin */
async function openDocs(page: Page, query: string, host: "localhost" | "127.0.0.1" = "localhost"): Promise<FrameLocator> {
  await page.goto(`http://${host}:${docs.port}/?shell=${encodeURIComponent(site.url + query)}`);
  const frame = page.frameLocator("#shell");
  await expect(frame.locator("#status")).toHaveText("Ready", { timeout: 100_000 });
  return frame;
}

const heard = (page: Page): Promise<unknown> => page.evaluate(() => Reflect.get(window, "heard"));
const rows = (frame: FrameLocator) => frame.locator(".session:not([hidden]) .xterm-rows");

async function untilReady(page: Page): Promise<void> {
  await expect.poll(() => heard(page)).toEqual([{ origin: new URL(site.url).origin, data: { from: "libcloud-repl", type: "ready" } }]);
}

async function send(page: Page, message: unknown): Promise<void> {
  await page.evaluate((data) => document.querySelector<HTMLIFrameElement>("#shell")?.contentWindow?.postMessage(data, "*"), message);
}

const run = (page: Page, code: string): Promise<void> => send(page, { to: "libcloud-repl", type: "run", code });

test("a page of another origin puts code at the prompt, which runs by Enter alone, and chooses the theme", async ({ page }) => {
  test.setTimeout(200_000);
  const watch = new Watch(page);
  const frame = await openDocs(page, "?embed=1&theme=dark");
  await untilReady(page);
  await expect(page.getByLabel("Search")).toBeFocused(); // the keyboard is the page's
  await expect(frame.getByRole("button")).toHaveText(["Restart"]);
  await expect(frame.locator("body")).toHaveCSS("background-color", "rgb(20, 24, 31)");
  await send(page, { to: "libcloud-repl", type: "theme", theme: "light" });
  await expect(frame.locator("body")).toHaveCSS("background-color", "rgb(255, 255, 255)");

  await run(page, "print('never', 'run')\n\n");
  await expect(rows(frame)).toContainText(">>> print('never', 'run')");
  await frame.locator(".session:not([hidden]) .xterm-screen").click();
  await page.keyboard.press("Control+c"); // the reader does not want it
  await expect(rows(frame)).toContainText(/KeyboardInterrupt\s*>>>/);
  await run(page, "for n in range(3):\n    print('n is', n)\n");
  await expect(rows(frame)).toContainText("print('n is', n)");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter"); // ends the block
  await expect(rows(frame)).toContainText(/n is 2\s*>>>/);
  await expect(rows(frame)).not.toContainText("never run");
  await run(page, "a = 40\nb = 2\nprint('sum', a + b)");
  await expect(rows(frame)).toContainText("print('sum', a + b)");
  await expect(rows(frame)).not.toContainText("sum 42");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(rows(frame)).toContainText("sum 42");
  expect(watch.errors).toEqual([]);
});

test("what is no message, or would press keys, is refused, and the page around is told why", async ({ page }) => {
  test.setTimeout(200_000);
  const frame = await openDocs(page, "?embed=1");
  await untilReady(page);
  await page.evaluate(() => void Reflect.set(window, "heard", []));
  const wrong = [
    { to: "libcloud-repl", type: "run", code: "x\u001b[201~\rprint(1)\r" },
    { to: "libcloud-repl", type: "run", code: "print(2)\rprint(3)" },
    { to: "libcloud-repl", type: "run", code: "x".repeat(10_001) },
    { to: "libcloud-repl", type: "run" },
    { to: "libcloud-repl", type: "theme", theme: "pink" },
    { to: "libcloud-repl", type: "read" },
  ];
  for (const message of wrong) await send(page, message);
  for (const other of [null, "run", [], { type: "run", code: "print(4)" }, { to: "others", type: "run", code: "print(5)" }]) await send(page, other);
  const reasons = [
    "code has control characters in it",
    "code has control characters in it",
    "code is longer than 10000 characters",
    "code is not a string",
    "theme is none of dark, light, contrast, auto",
    "type is none of run, theme",
  ];
  const origin = new URL(site.url).origin;
  await expect.poll(() => heard(page)).toEqual(reasons.map((reason) => ({ origin, data: { from: "libcloud-repl", type: "error", reason } })));
  // Another frame of the page is not the page.
  await page.evaluate(async () => {
    const sibling = document.body.appendChild(document.createElement("iframe"));
    const script = sibling.contentDocument?.createElement("script");
    if (script === undefined) throw new Error("no sibling");
    script.textContent = "parent.frames[0].postMessage({to: 'libcloud-repl', type: 'run', code: 'print(6)'}, '*')";
    sibling.contentDocument?.body.append(script);
  });
  await run(page, "last = 1");
  await expect(rows(frame)).toContainText(/>>> last = 1\s*$/);
  await expect(rows(frame)).not.toContainText("print");
});

for (const query of ["?embed=1", ""]) {
  test(`in a frame (${query === "" ? "whose address does not say so" : query}) nothing is known that the person has stored, nothing is stored, and nothing leaves`, async ({ page, context }) => {
    test.setTimeout(240_000);
    const request = `import requests; requests.get('http://${authority(cloud)}/').text`;
    const own = await Shell.open(page, site.url);
    await own.run("mine = 'a statement of the person'");
    await own.begin(request);
    await answerConsent(page, "Allow"); // the first such button: while this page is open
    await own.ready();
    await own.begin("import requests; requests.get('http://127.0.0.1:9/')");
    await page.getByRole("button", { name: "Always allow" }).click();
    await own.ready();
    const kept = (): Promise<string> => page.evaluate(() => JSON.stringify(Object.entries(localStorage).sort()));
    await expect.poll(kept).toContain("a statement of the person");
    const before = await kept();
    expect(before).toContain("libcloud-repl.allowed");

    // The same site, so that the browser gives the frame the same storage.
    const around = await context.newPage();
    const frame = await openDocs(around, query, "127.0.0.1");
    await untilReady(around);
    expect(await frame.locator("body").evaluate(() => Object.keys(localStorage).length)).toBeGreaterThan(0);
    await frame.locator(".session:not([hidden]) .xterm-screen").click();
    await around.keyboard.press("ArrowUp");
    await around.keyboard.insertText("print('first', 'statement here')");
    await around.keyboard.press("Enter");
    await expect(rows(frame)).toContainText("first statement here");
    await expect(rows(frame)).not.toContainText("a statement of the person");
    for (const address of ["127.0.0.1:9", authority(cloud)]) {
      await around.keyboard.press("Control+l");
      await around.keyboard.insertText(`import requests; requests.get('http://${address}/').text`);
      await around.keyboard.press("Enter");
      await expect(rows(frame)).toContainText("This shell is embedded in another page, so nothing leaves it");
    }
    await expect(frame.getByRole("dialog")).toHaveCount(0);
    await expect(frame.getByRole("link", { name: "Open in a tab" })).toHaveAttribute("href", site.url);
    await around.close();
    expect(await kept()).toBe(before);
  });
}

test("a frame keeps the rules of WCAG 2.2", async ({ page }) => {
  test.setTimeout(120_000);
  await Shell.open(page, `${site.url}?embed=1`); // at the top, where axe gets to it
  await expect(page.getByRole("link", { name: "Open in a tab" })).toBeVisible();
  expect(await audit(page, "embedded")).toEqual([]);
});
