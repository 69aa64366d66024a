/** Several sessions in one page, and several pages of one site: each on its own, but for the history and what is allowed. */
import { createServer } from "node:http";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { abandon, exactly, type } from "./repl/keys.ts";
import { answerConsent, consentDialog } from "./support/consent.ts";
import { sharedShell } from "./support/shared.ts";
import { Shell } from "./support/shell.ts";
import { authority, startSite } from "./support/site.ts";

/** A new interpreter's first prompt. */
const BANNER = /Tab help\.\n>>>$/;

let cloud: RunningServer;
let other: RunningServer;
/** Allowed from the beginning; answers when it is told to. */
let gate: RunningServer;
let openGate: (() => void) | null = null;
const visits: string[] = [];

const shell = sharedShell(async () => {
  const serve = (): Promise<RunningServer> =>
    listenOnLoopback(
      createServer((request, response) => {
        visits.push(request.url ?? "");
        response.end("hello");
      }),
    );
  [cloud, other] = [await serve(), await serve()];
  gate = await listenOnLoopback(createServer((_request, response) => void (openGate = () => void response.end("open"))));
  const site = await startSite(cloud, other, gate);
  return { url: site.url, close: () => Promise.all([site.close(), cloud.stop(), other.stop(), gate.stop()]) };
});

test.beforeAll(async () => {
  await beginAtGate("1");
  await answerConsent(shell().page, "Allow");
  await passGate();
  await shell().ready();
});

const tabs = (page = shell().page): Locator => page.getByRole("tab");
const terminal = (page = shell().page): Locator => page.locator(".session:not([hidden]) .xterm-helper-textarea");
const strip = (): Locator => shell().page.locator("#tabs");

/** Begins code that goes on when the gate is opened. */
function beginAtGate(code: string): Promise<void> {
  openGate = null;
  return shell().begin(`import requests; _ = requests.get('http://${authority(gate)}/'); ${code}`);
}

/** Opens the gate when somebody has come to it. */
async function passGate(): Promise<void> {
  await expect.poll(() => openGate).not.toBe(null);
  openGate?.();
}

/** What each tab says of itself, and which is seen. */
async function expectTabs(...expected: readonly string[]): Promise<void> {
  const said = (): Promise<string[]> =>
    tabs().evaluateAll((all) => all.map((tab) => `${tab.ariaSelected === "true" ? "> " : ""}${tab.ariaLabel}`));
  await expect.poll(said).toEqual(expected);
}

async function another(): Promise<void> {
  const count = Math.max(1, await tabs().count());
  await shell().press("Alt+Shift+N");
  await expect(tabs()).toHaveCount(count + 1);
  await shell().until(BANNER, { status: "ready" });
}

/** One session, at its prompt. */
test.beforeEach(async () => {
  await expect(shell().page.getByRole("dialog")).toHaveCount(0);
  while ((await tabs().count()) > 1) {
    const count = await tabs().count();
    await shell().press("Alt+Shift+W");
    const sure = shell().page.getByRole("button", { name: "End and close" });
    await expect(async () => {
      if (await sure.isVisible()) await sure.click();
      expect(await tabs().count()).toBe(count === 2 ? 0 : count - 1); // the strip is hidden then
    }).toPass();
  }
  await shell().clear();
});

test("one session has no tabs; a new one is at its prompt at once, and knows nothing of the first", async () => {
  await expect(strip()).toBeHidden();
  await shell().run("mark = 'first'");
  await another();
  await expectTabs("Session 1, ready", "> Session 2, ready");
  await expect(terminal()).toBeFocused();
  expect(await shell().run("mark")).toMatch(/NameError: name 'mark' is not defined$/);
  await shell().run("mark = 'second'");
  await shell().press("Alt+1");
  expect(await shell().run("mark")).toBe("'first'");
  await shell().press("Alt+2");
  expect(await shell().run("mark")).toBe("'second'");
});

test("the button opens one too, as many as there are digits", async () => {
  const button = shell().page.getByRole("button", { name: "New" });
  for (let count = 2; count <= 9; count += 1) {
    await button.click();
    await expect(tabs()).toHaveCount(count);
  }
  await expect(button).toBeDisabled();
  await shell().press("Alt+Shift+N");
  await shell().press("Alt+9");
  await shell().ready();
  await expect(tabs()).toHaveCount(9);
  expect(await shell().run("6 * 7")).toBe("42");
});

test("keys switch; Alt and a digit without a session behind it is the editor's", async () => {
  await another();
  await another();
  await shell().press("Alt+Shift+ArrowRight");
  await expectTabs("> Session 1, ready", "Session 2, ready", "Session 3, ready");
  await shell().press("Alt+Shift+ArrowLeft");
  await shell().press("Alt+Shift+ArrowLeft");
  await expectTabs("Session 1, ready", "> Session 2, ready", "Session 3, ready");
  await shell().clear();
  await type(shell(), "<Alt+4>x");
  await shell().until(exactly(">>> xxxx"));
  await type(shell(), "<Escape>3y");
  await shell().until(exactly(">>> xxxxyyy"));
  await abandon(shell());
});

test("what was typed stays where it was typed", async () => {
  await type(shell(), "draft of one");
  await another();
  await shell().press("Alt+1");
  await shell().until(/^>>> draft of one$/);
  await type(shell(), "!");
  await shell().until(/^>>> draft of one!$/);
  await abandon(shell());
});

test("a busy session blocks no other, and goes on while it is not seen", async () => {
  await shell().begin("print('busy'); exec('while True: pass')");
  await shell().until(/^busy$/m, { status: "running" });
  await another();
  await expectTabs("Session 1, running", "> Session 2, ready");
  expect(await shell().run("6 * 7")).toBe("42");
  await shell().begin("import time; time.sleep(0.1); print('all ' + 'done')");
  await shell().press("Alt+1");
  await shell().until(/^busy$/m, { status: "running" });
  await expectTabs("> Session 1, running", "Session 2, ready");
  await shell().interrupt();
  await shell().ready();
  await shell().press("Alt+2");
  await shell().until(/\nall done\n>>>$/, { status: "ready" });
});

test("a flood of output in one that is not seen leaves the other quick, and is bounded", async () => {
  await shell().begin("exec('n = 0\\nwhile True: n += 1; print(n)')");
  await shell().until(/\n\d{4,}$/, { status: "running" });
  await another();
  await shell().clear();
  const times: number[] = [];
  for (let at = 1; at <= 20; at += 1) {
    await shell().press("x");
    times.push((await shell().until(new RegExp(`^>>> x{${at}}$`))).sinceInput);
  }
  const median = times.sort((a, b) => a - b)[10] ?? Number.NaN;
  console.log(`  Key to echo beside a flood: ${median.toFixed(0)} ms (median), ${times.at(-1)?.toFixed(0)} ms at most`);
  expect(median).toBeLessThanOrEqual(1000); // some tens on an idle machine; this is no measurement
  await abandon(shell());
  await shell().press("Alt+1");
  await shell().interrupt();
  await shell().ready();
  expect(Number(await shell().run("n"))).toBeGreaterThan(10_000);
});

test("a terminal that is seen again, smaller, in the middle of a flood goes on at its end", async ({ context }) => {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1200, height: 1000 });
  // On a busy machine output arrives before the terminal hears that it is seen; here it always does.
  await page.addInitScript(() => {
    globalThis.IntersectionObserver = class extends IntersectionObserver {
      constructor(notify: IntersectionObserverCallback, options?: IntersectionObserverInit) {
        super((...seen) => void setTimeout(() => notify(...seen), 200), options);
      }
    };
  });
  const flooded = await Shell.open(page, shell().page.url());
  await flooded.begin("exec('n = 0\\nwhile True: n += 1; print(n)')");
  await flooded.until(/\n\d{4,}$/, { status: "running" });
  await flooded.press("Alt+Shift+N");
  await flooded.until(BANNER, { status: "ready" });
  await page.setViewportSize({ width: 1200, height: 700 });
  await flooded.press("Alt+1");
  await flooded.interrupt();
  await flooded.ready();
});

test("one that dies is replaced in its tab, and the others do not notice", async () => {
  await shell().run("mark = 'first'");
  await another();
  await shell().begin("import time, js; time.sleep(0.2); js.close()");
  await shell().press("Alt+1");
  expect(await shell().run("mark")).toBe("'first'");
  await shell().press("Alt+2");
  const { text } = await shell().until(BANNER, { status: "ready" });
  expect(text).toContain("Python crashed (the worker closed itself). This is a new one: variables and files are gone, history is kept.");
  await shell().press("Alt+1");
  expect(await shell().run("mark")).toBe("'first'");
  shell().watch.errors.splice(0);
});

test("Restart ends the session that is seen", async () => {
  await shell().run("mark = 'first'");
  await another();
  await shell().run("mark = 'second'");
  await shell().page.getByRole("button", { name: "Restart" }).click();
  await shell().until(/Restarted[^]*>>>$/, { status: "ready" });
  expect(await shell().run("mark")).toMatch(/NameError/);
  await shell().press("Alt+1");
  expect(await shell().run("mark")).toBe("'first'");
});

test("closing ends the interpreter, and shows the next one; the last is followed by a new one", async () => {
  await shell().run("mark = 'first'");
  await another();
  await shell().run("mark = 'second'");
  await another();
  await shell().press("Alt+2");
  await shell().press("Alt+Shift+W");
  await expectTabs("Session 1, ready", "> Session 2, ready");
  expect(await shell().run("mark")).toMatch(/NameError/);
  await shell().press("Alt+Shift+W");
  await expect(strip()).toBeHidden();
  expect(await shell().run("mark")).toBe("'first'");
  await shell().press("Alt+Shift+W");
  await shell().until(BANNER, { status: "ready" });
  expect(await shell().run("mark")).toMatch(/NameError/);
  await expect(shell().page.locator(".session")).toHaveCount(1);
  // One that runs, and at most one that waits to be needed.
  expect(await shell().page.locator("iframe").count()).toBeLessThanOrEqual(2);
});

test("closing asks where code runs", async () => {
  await another();
  await shell().begin("print('busy'); exec('while True: pass')");
  await shell().until(/^busy$/m, { status: "running" });
  await shell().press("Alt+Shift+W");
  const dialog = shell().page.getByRole("dialog", { name: "Session 2 is running code." });
  await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
  await shell().press("Enter");
  await expect(dialog).toHaveCount(0);
  await expect(terminal()).toBeFocused();
  await expectTabs("Session 1, ready", "> Session 2, running");
  await shell().page.getByRole("button", { name: "Close Session 2" }).click();
  await dialog.getByRole("button", { name: "End and close" }).click();
  await expect(strip()).toBeHidden();
  expect(await shell().run("6 * 7")).toBe("42");
});

test("a name is given by keys or by a double click, shown as text, and taken away", async () => {
  await another();
  const input = shell().page.getByRole("textbox", { name: "Name of Session 2" });
  await shell().press("Alt+Shift+R");
  await expect(input).toBeFocused();
  await shell().insert("  <b>prod</b>  ");
  await shell().press("Enter");
  await expectTabs("Session 1, ready", "> Session 2, <b>prod</b>, ready");
  await expect(tabs().nth(1)).toHaveText("2 <b>prod</b>");
  await expect(terminal()).toBeFocused();
  await type(shell(), "x");
  await shell().until(/help\.\n>>> x$/); // the Enter was the name's alone
  await abandon(shell());
  await tabs().nth(0).dblclick();
  await shell().insert("other");
  await shell().press("Escape");
  await expectTabs("> Session 1, ready", "Session 2, <b>prod</b>, ready");
  await tabs().nth(1).dblclick();
  await expect(input).toHaveValue("<b>prod</b>");
  await shell().press("Delete");
  await shell().press("Enter");
  await expectTabs("Session 1, ready", "> Session 2, ready");
  const kept = await shell().page.evaluate(() => Object.keys(localStorage));
  expect(kept.filter((key) => key !== "libcloud-repl.history /")).toEqual([]);
});

test("the strip is worked by keys as a tablist is", async () => {
  await another();
  await another();
  await tabs().nth(2).focus();
  await shell().press("ArrowRight");
  await expect(tabs().nth(0)).toBeFocused();
  await shell().press("End");
  await expect(tabs().nth(2)).toBeFocused();
  await shell().press("ArrowLeft");
  await shell().press("Enter");
  await expectTabs("Session 1, ready", "> Session 2, ready", "Session 3, ready");
  await expect(terminal()).toBeFocused();
  await type(shell(), "x");
  await shell().until(/help\.\n>>> x$/); // the Enter was the tab's alone
  await abandon(shell());
  await tabs().nth(1).focus();
  await shell().press("F2");
  await shell().insert("named");
  await shell().press("Enter");
  await expectTabs("Session 1, ready", "> Session 2, named, ready", "Session 3, ready");
  await tabs().nth(1).focus();
  await shell().press("Delete");
  await expectTabs("Session 1, ready", "> Session 2, ready");
  await tabs().nth(1).focus();
  await shell().press("Escape");
  await expect(terminal()).toBeFocused();
  for (const tab of await tabs().all()) {
    const panel = await tab.getAttribute("aria-controls");
    await expect(shell().page.locator(`[id="${panel}"][role="tabpanel"]`)).toHaveCount(1);
  }
});

test("a terminal takes the size of the page when it is seen again", async () => {
  const { page } = shell();
  await another();
  // The strip took some of it while Python booted. The terminal follows, but for a moment keeps its size for what is being edited.
  const rows = (): Promise<number> => page.locator(".session:not([hidden]) .xterm-rows > div").count();
  await expect.poll(async () => Number(await shell().run("import os; os.get_terminal_size().lines")) - (await rows())).toBe(0);
  await page.setViewportSize({ width: 700, height: 600 });
  await shell().press("Alt+1");
  await expect.poll(() => columns()).toBeLessThan(90);
  await page.setViewportSize({ width: 1200, height: 1000 });
  await expect.poll(() => columns()).toBeGreaterThan(130);
  await shell().press("Alt+2");
  await expect.poll(() => columns()).toBeGreaterThan(130);
  // Hidden before the terminal took a size of which Python knew already.
  await page.setViewportSize({ width: 700, height: 600 });
  await shell().press("Alt+1");
  await page.setViewportSize({ width: 1200, height: 1000 });
  await shell().press("Alt+2");
  await expect.poll(() => columns()).toBeGreaterThan(130);
});

async function columns(): Promise<number> {
  return Number(await shell().run("import os; os.get_terminal_size().columns"));
}

test("a question waits until its session is seen, and says whose it is", async () => {
  const url = `http://${authority(cloud)}/`;
  const { page } = shell();
  await another();
  await beginAtGate(`requests.get('${url}2').text`);
  await shell().press("Alt+1");
  await passGate();
  await expectTabs("> Session 1, ready", "Session 2, has a question");
  await expect(consentDialog(page)).toHaveCount(0);
  expect(await shell().run("6 * 7")).toBe("42");
  await shell().begin(`import requests; requests.get('${url}1').text`);
  await expect(page.getByRole("dialog", { name: "Python in Session 1 wants to send a request to" })).toBeVisible();
  await shell().press("Alt+2"); // a question has to be answered first
  await answerConsent(page, "Deny");
  await shell().until(/You did not allow requests to [^]*>>>$/, { status: "ready" });
  expect(visits).toEqual([]);
  await shell().press("Alt+2");
  await expect(page.getByRole("dialog", { name: "Python in Session 2 wants to send a request to" })).toBeVisible();
  await answerConsent(page, "Allow");
  await shell().until(/\n'hello'\n>>>$/, { status: "ready" });
  await shell().press("Alt+1");
  expect(await shell().run(`requests.get('${url}1').text`)).toBe("'hello'");
  expect(visits).toEqual(["/2", "/1"]);
});

test("what was allowed while a question waited needs no answer any more", async () => {
  const url = `http://${authority(other)}/`;
  await shell().run("import requests");
  await another();
  await beginAtGate(`requests.get('${url}')`);
  await shell().press("Alt+1");
  await passGate();
  await expectTabs("> Session 1, ready", "Session 2, has a question");
  await shell().begin(`requests.get('${url}')`);
  await answerConsent(shell().page, "Allow");
  await shell().ready();
  await shell().press("Alt+2");
  await shell().ready();
  await expect(consentDialog(shell().page)).toHaveCount(0);
});

test("a new session recalls what was entered in the others", async () => {
  await shell().run("'entered in one'");
  await another();
  await shell().clear();
  await type(shell(), "<ArrowUp>");
  await shell().until(exactly(">>> 'entered in one'"));
  await abandon(shell());
});

test("two pages of the site keep each other's entries", async ({ context }) => {
  const url = shell().page.url();
  const one = await Shell.open(await context.newPage(), url);
  const two = await Shell.open(await context.newPage(), url);
  for (const [where, line] of [[one, "'one'"], [two, "'two'"], [one, "'three'"], [two, "'four'"]] as const) {
    await where.page.bringToFront();
    await where.run(line);
    await stored(where.page, line);
  }
  expect(await stored(one.page, "'four'")).toEqual(["'one'", "'two'", "'three'", "'four'"]);
  await one.page.bringToFront();
  await one.press("Alt+Shift+N");
  await one.until(BANNER, { status: "ready" });
  await one.clear();
  await type(one, "<ArrowUp>");
  await one.until(exactly(">>> 'four'"));
  await type(one, "<ArrowUp><ArrowUp>");
  await one.until(exactly(">>> 'two'"));
  await abandon(one);
  await one.run("'five'");
  await stored(one.page, "'five'");
  await two.page.bringToFront();
  await two.run(" import readline; readline.clear_history()");
  await one.page.bringToFront();
  await one.run("'after'");
  expect(await stored(one.page, "'after'")).toEqual(["'after'"]);
});

/** @returns the entries, once `entry` is among them */
async function stored(page: Page, entry: string): Promise<unknown> {
  const read = (): Promise<unknown> => page.evaluate(() => JSON.parse(localStorage.getItem("libcloud-repl.history /") ?? "[]"));
  await expect.poll(read).toContain(entry);
  return read();
}

test("on a phone the tabs scroll, and nothing is cut off", async () => {
  const { page } = shell();
  await page.setViewportSize({ width: 360, height: 640 });
  for (let count = 2; count <= 5; count += 1) {
    await another();
    await shell().press("Alt+Shift+R");
    await shell().insert(`a longer name ${count}`);
    await shell().press("Enter");
  }
  const widths = await page.evaluate(() => ({ page: document.documentElement.scrollWidth, strip: document.getElementById("tabs")?.scrollWidth ?? 0 }));
  expect(widths.page).toBe(360);
  expect(widths.strip).toBeGreaterThan(360);
  await expect(tabs().nth(4)).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole("button", { name: "Close Session 5" })).toBeInViewport({ ratio: 1 });
  await shell().press("Alt+1");
  await expect(tabs().nth(0)).toBeInViewport({ ratio: 1 });
  await page.setViewportSize({ width: 1200, height: 1000 });
});
