/** Decisions outlive a statement as far as the person wants, can be seen and revoked, and a preset narrows what can be decided. */
import { createServer } from "node:http";
import { expect, test, type Page } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { answerConsent, consentDialog } from "./support/consent.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

const servers: RunningServer[] = [];
let visits: string[] = [];
let site: StaticSite;
let shell: Shell;

test.beforeAll(async () => {
  for (let count = 0; count < 2; count += 1) {
    const server = createServer((request, response) => {
      visits.push(`${request.method} ${request.url}`);
      response.end("hello");
    });
    servers.push(await listenOnLoopback(server));
  }
  site = await StaticSite.start({ clouds: servers });
});
test.afterAll(() => Promise.all([site.close(), ...servers.map((server) => server.stop())]));
test.beforeEach(() => (visits = []));
test.afterEach(() => expect.soft(shell.watch.errors, "errors in the page's console").toEqual([]));

function origin(index: number): string {
  const server = servers[index];
  if (server === undefined) throw new Error("there is no such server");
  return `http://${authority(server)}`;
}

async function open(page: Page, query = ""): Promise<void> {
  shell = await Shell.open(page, site.url + query);
  await shell.run("import requests");
}

/** A request, and what the shell shows when nobody is asked. */
function get(path: string, index = 0): Promise<string> {
  return shell.run(`requests.get('${origin(index)}${path}').text`);
}

async function beginGet(path: string, index = 0): Promise<void> {
  await shell.begin(`requests.get('${origin(index)}${path}').text`);
  await expect(consentDialog(shell.page)).toBeVisible();
}

async function endGet(): Promise<void> {
  await shell.until(/\n'hello'\n>>>$/, { status: "ready" });
}

/** Goes from Deny to the button by the arrow, and takes it. */
async function choose(name: string): Promise<void> {
  const button = consentDialog(shell.page).getByRole("button", { name });
  await expect(consentDialog(shell.page).getByRole("button", { name: "Deny" })).toBeFocused();
  while (!(await button.evaluate((element) => element === document.activeElement))) await shell.press("ArrowRight");
  await shell.press("Enter");
}

test("what is allowed once is asked again", async ({ page }) => {
  await open(page);
  for (const path of ["/1", "/2"]) {
    await beginGet(path);
    await choose("Only this once");
    await endGet();
  }
  expect(visits).toEqual(["GET /1", "GET /2"]);
});

test("what is allowed always survives a reload, until it is revoked in the settings, which holds at once", async ({ page }) => {
  await open(page);
  await beginGet("/1");
  await choose("Always allow");
  await endGet();
  await open(page);
  expect(await get("/2")).toBe("'hello'");
  await shell.press("Alt+Shift+a");
  const settings = page.getByRole("dialog", { name: "What Python may reach" });
  await expect(settings.getByRole("row", { name: `${origin(0)} all always` })).toBeVisible();
  await expect(settings.getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  await expect(settings.getByRole("button", { name: `Revoke ${origin(0)}` })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(settings).toContainText("Nothing yet");
  await page.keyboard.press("Escape");
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await beginGet("/3");
  await answerConsent(page, "Deny");
  await shell.ready();
  expect(visits).toEqual(["GET /1", "GET /2"]);
});

test("what is never allowed is not asked again, after a reload neither, until it is revoked", async ({ page }) => {
  const never = "You never allow requests to 127.0.0.1. The button Access revokes that.";
  await open(page);
  await beginGet("/1");
  await choose("Never this host");
  await shell.ready();
  expect(await shell.joined()).toContain(never);
  await open(page);
  for (const index of [0, 1]) expect((await get("/2", index)).replaceAll("\n", "")).toContain(never);
  await page.getByRole("button", { name: "Access" }).click();
  const settings = page.getByRole("dialog", { name: "What Python may reach" });
  await expect(settings.getByRole("row", { name: "127.0.0.1 all never" })).toBeVisible();
  await settings.getByRole("button", { name: "Revoke 127.0.0.1" }).press("Enter");
  await expect(settings).toContainText("Nothing yet");
  await page.keyboard.press("Escape");
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await beginGet("/3");
  await answerConsent(page, "Allow");
  await endGet();
  expect(visits).toEqual(["GET /3"]);
});

test("reads can be allowed without changes, and all can be revoked", async ({ page }) => {
  await open(page);
  await beginGet("/1");
  await consentDialog(page).getByRole("checkbox").check();
  await answerConsent(page, "Allow");
  await endGet();
  expect(await get("/2")).toBe("'hello'");
  await shell.begin(`requests.post('${origin(0)}/3').text`);
  await expect(consentDialog(page).locator(".request")).toHaveText("POST /3");
  await expect(consentDialog(page).getByRole("checkbox")).toHaveCount(0);
  await answerConsent(page, "Deny");
  await shell.ready();
  expect(await get("/4")).toBe("'hello'");
  await page.getByRole("button", { name: "Access" }).click();
  await page.getByRole("button", { name: "Revoke all" }).click();
  await page.getByRole("button", { name: "Close" }).click();
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await beginGet("/5");
  await answerConsent(page, "Deny");
  await shell.ready();
  expect(visits).toEqual(["GET /1", "GET /2", "GET /4"]);
});

test("a person may think longer about each request than the program would wait for an answer", async ({ page }) => {
  await open(page);
  await beginGet("/1");
  await choose("Only this once");
  await endGet();
  await shell.begin(`requests.get('${origin(0)}/2', timeout=(0.5, 0.5)).text`);
  await expect(consentDialog(page)).toBeVisible();
  const asked = await page.evaluate(() => performance.now());
  await page.waitForFunction((then) => performance.now() - then > 1200, asked); // longer than both timeouts
  await answerConsent(page, "Allow");
  await endGet();
});

test("a statement that asks about ever more hosts is cut off", async ({ page }) => {
  await open(page);
  await shell.beginProgram(`
    for n in range(12):
        try: requests.get(f'http://h{n}.invalid/')
        except requests.ConnectionError as error: print(n, 'cannot ask' in str(error))
  `);
  for (let count = 0; count < 10; count += 1) {
    await expect(consentDialog(page).locator(".destination")).toHaveText(`http://h${count}.invalid:80`);
    await page.keyboard.press("Escape");
  }
  await shell.until(/\n9 False\n10 True\n11 True\n>>>$/, { status: "ready" });
  await beginGet("/1");
  await answerConsent(page, "Allow");
  await endGet();
});

test("an unknown host stands out, and one of a driver has its provider's name", async ({ page }) => {
  await open(page);
  await beginGet("/1");
  await expect(consentDialog(page).locator(".provider.unknown")).toContainText("No driver of libcloud names this host");
  await answerConsent(page, "Deny");
  await shell.ready();
  await shell.begin("requests.get('https://ec2.eu-west-1.amazonaws.com/')");
  await expect(consentDialog(page).locator(".provider")).toHaveText("Amazon Web Services: the driver “Amazon EC2” calls this host.");
  await expect(consentDialog(page).locator(".unknown")).toHaveCount(0);
  await page.setViewportSize({ width: 360, height: 640 });
  await expect(consentDialog(page).getByRole("button", { name: "Always allow" })).toBeInViewport({ ratio: 1 });
  await answerConsent(page, "Deny");
});

test("a preset of the address narrows, even what was allowed", async ({ page }) => {
  await open(page);
  for (const index of [0, 1]) {
    await beginGet("/1", index);
    await choose("Always allow");
    await endGet();
  }
  await open(page, `?preset=${encodeURIComponent(JSON.stringify({ title: "Day one", only: [authority(servers[0] ?? { host: "", port: 0 })] }))}`);
  expect(await get("/2")).toBe("'hello'");
  expect((await get("/3", 1)).replaceAll("\n", "")).toContain(`The preset of this page does not let requests go to ${origin(1)}.`);
  await page.getByRole("button", { name: "Access" }).click();
  await expect(page.getByRole("dialog")).toContainText("The preset “Day one” lets requests go to 127.0.0.1");
  await page.getByRole("button", { name: "Close" }).click();
  expect(visits).toEqual(["GET /1", "GET /1", "GET /2"]);
});

test("what a preset wants allowed is asked for in one question", async ({ page }) => {
  await open(page, `?preset=${encodeURIComponent(JSON.stringify({ confirm: [origin(0), origin(1)] }))}`);
  await beginGet("/1");
  await expect(consentDialog(page).locator(".destination li")).toHaveText([origin(0), origin(1)]);
  await answerConsent(page, "Allow");
  await endGet();
  expect(await get("/2", 1)).toBe("'hello'");
  expect(visits).toEqual(["GET /1", "GET /2"]);
});

test("a preset can be a file of the site, and no other site's", async ({ page }) => {
  await page.route(/\/workshop\.json$/, (route) => route.fulfill({ json: { deny: ["127.0.0.1"] } }));
  await open(page, "?preset=workshop.json");
  expect((await get("/1")).replaceAll("\n", "")).toContain("The preset of this page does not let requests go to");
  await page.goto("about:blank");
  shell = await Shell.open(page, `${site.url}?preset=${encodeURIComponent("https://other.example/workshop.json")}`);
  await shell.until(/is ignored: it is neither JSON nor a file of this site\./);
  expect(visits).toEqual([]);
});

test("a wrong preset says so, and nothing of it holds", async ({ page }) => {
  shell = await Shell.open(page, `${site.url}?preset=${encodeURIComponent('{"deny":["*"],"alow":[]}')}`);
  await shell.until(/The preset of this page's address is ignored: preset has "alow"/);
  await shell.run("import requests");
  await beginGet("/1");
  await answerConsent(page, "Allow");
  await endGet();
});

test("where the browser keeps nothing, the question says so", async ({ page }) => {
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await open(page);
  await beginGet("/1");
  await expect(consentDialog(page)).toContainText("This browser keeps nothing for this page");
  for (const name of ["Always allow", "Never this host"]) await expect(consentDialog(page).getByRole("button", { name })).toBeDisabled();
  await answerConsent(page, "Allow");
  await endGet();
});
