/** Nothing leaves the tab before a person has allowed its destination. */
import { createServer } from "node:http";
import { expect, test } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { answerConsent, consentDialog } from "./support/consent.ts";
import { sharedShell } from "./support/shared.ts";
import { authority, startSite } from "./support/site.ts";

/** A server of its own for each test, since what is allowed stays so. */
const SERVERS = 12;
const servers: RunningServer[] = [];
let visits: string[] = [];
let next = 0;

const shell = sharedShell(async () => {
  for (let count = 0; count < SERVERS; count += 1) {
    const server = createServer((request, response) => {
      visits.push(`${request.method} ${request.url}`);
      response.end("hello");
    });
    servers.push(await listenOnLoopback(server));
  }
  const site = await startSite(...servers);
  return { url: site.url, close: () => Promise.all([site.close(), ...servers.map((server) => server.stop())]) };
});

test.beforeAll(() => shell().run("import requests"));
test.beforeEach(() => {
  visits = [];
});

function unknown(): string {
  const server = servers[next];
  next += 1;
  if (server === undefined) throw new Error("there are more tests than servers");
  return `http://${authority(server)}`;
}

const DENIED = (origin: string): RegExp => new RegExp(`requests\\.exceptions\\.ConnectionError: .*You did not allow requests to ${origin}\\.\\n>>>$`);

test("the question names destination, request and proxy, and Deny has the focus", async () => {
  const origin = unknown();
  const { page } = shell();
  await shell().begin(`requests.delete('${origin}/things/5?token=secret')`);
  const dialog = consentDialog(page);
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(".destination")).toHaveText(origin);
  await expect(dialog.locator(".request")).toHaveText("DELETE /things/5");
  await expect(dialog).toContainText(/goes through the proxy at http:\/\/127\.0\.0\.1:\d+, which can read it, credentials included/);
  await expect(dialog.getByRole("button", { name: "Deny" })).toBeFocused();
  await expect(page.getByRole("dialog", { name: "Python wants to send a request to" })).toBeVisible();
  expect(visits).toEqual([]);
  await page.keyboard.press("Enter");
  await shell().until(DENIED(origin), { status: "ready" });
  expect(visits).toEqual([]);
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
});

test("Esc denies", async () => {
  const origin = unknown();
  await shell().begin(`requests.get('${origin}/')`);
  await expect(consentDialog(shell().page)).toBeVisible();
  await shell().page.keyboard.press("Escape");
  await shell().until(DENIED(origin), { status: "ready" });
  expect(visits).toEqual([]);
});

test("what was typed for the prompt does not allow", async () => {
  const origin = unknown();
  await shell().begin(`requests.get('${origin}/')`);
  await expect(consentDialog(shell().page)).toBeVisible();
  await shell().page.keyboard.type("yes\n");
  await shell().until(DENIED(origin), { status: "ready" });
  expect(visits).toEqual([]);
});

test("a denial holds for the statement, and the next one may ask again", async () => {
  const origin = unknown();
  await shell().beginProgram(`
    for attempt in range(3):
        try: requests.get('${origin}/')
        except requests.ConnectionError: print('denied', attempt)
  `);
  await answerConsent(shell().page, "Deny");
  await shell().until(/\ndenied 0\ndenied 1\ndenied 2\n>>>$/, { status: "ready" });
  await shell().begin(`requests.get('${origin}/').text`);
  await answerConsent(shell().page, "Allow");
  await shell().until(/\n'hello'\n>>>$/, { status: "ready" });
  expect(visits).toEqual(["GET /"]);
});

test("what is allowed stays so, after a restart too, for this scheme, host and port", async () => {
  const origin = unknown();
  await shell().begin(`requests.get('${origin}/1').text`);
  await answerConsent(shell().page, "Allow");
  await shell().ready();
  expect(await shell().run(`requests.get('${origin}/2').text`)).toBe("'hello'");
  await shell().page.getByRole("button", { name: "Restart" }).click();
  await shell().until(/Restarted[^]*>>>$/, { status: "ready" });
  expect(await shell().run(`import requests; requests.get('${origin}/3').text`)).toBe("'hello'");
  expect(visits).toEqual(["GET /1", "GET /2", "GET /3"]);
  for (const other of [origin.replace("http:", "https:"), origin.replace("127.0.0.1", "localhost"), unknown()]) {
    await shell().begin(`requests.get('${other}/')`);
    await expect(consentDialog(shell().page).locator(".destination")).toHaveText(other);
    await answerConsent(shell().page, "Deny");
    await shell().ready();
  }
  expect(visits).toHaveLength(3);
});

test("spellings of one host are one destination", async () => {
  const origin = unknown().replace("127.0.0.1", "localhost");
  await shell().begin(`requests.get('${origin}/')`);
  await answerConsent(shell().page, "Deny");
  await shell().ready();
  await shell().beginProgram(`
    for host in ('LOCALHOST', 'localhost.'):
        try: requests.get('${origin}/'.replace('localhost', host))
        except requests.ConnectionError as error: print(error)
  `);
  await answerConsent(shell().page, "Deny");
  await shell().until(new RegExp(`(\n.*You did not allow requests to ${origin}\\.){2}\n>>>$`), { status: "ready" });
});

test("Ctrl-C withdraws the question", async () => {
  const origin = unknown();
  await shell().begin(`requests.get('${origin}/')`);
  await expect(consentDialog(shell().page)).toBeVisible();
  await shell().press("Control+c");
  await shell().until(/^KeyboardInterrupt\n>>>$/m, { status: "ready" });
  await expect(consentDialog(shell().page)).toHaveCount(0);
  await expect(shell().page.locator(".xterm-helper-textarea")).toBeFocused();
  expect(visits).toEqual([]);
  expect(await shell().run("6 * 7")).toBe("42");
});

test("questions come one after the other", async () => {
  const [first, second] = [unknown(), unknown()];
  await shell().beginProgram(`
    for url in ('${first}', '${second}'):
        try: print(requests.get(url).text)
        except requests.ConnectionError: print('denied')
  `);
  await answerConsent(shell().page, "Deny");
  await expect(consentDialog(shell().page).locator(".destination")).toHaveText(second);
  await answerConsent(shell().page, "Allow");
  await shell().until(/\ndenied\nhello\n>>>$/, { status: "ready" });
});

test("no request is so long that its destination or the buttons are out of sight", async () => {
  const origin = unknown();
  await shell().begin(`requests.get('${origin}/' + 'long' * 10_000)`);
  const dialog = consentDialog(shell().page);
  for (const part of [dialog.locator(".destination"), dialog.getByRole("button", { name: "Deny" }), dialog.getByRole("button", { name: /^Allow/ })]) {
    await expect(part).toBeInViewport({ ratio: 1 });
  }
  await answerConsent(shell().page, "Deny");
  await shell().ready();
});
