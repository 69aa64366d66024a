/** The journal beside the prompt: what libcloud sends to a cloud, without its secrets. */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { harProblems } from "../servers/har.ts";
import { listenOnLoopback } from "../servers/listener.ts";
import { startMoto, type MotoServer } from "../servers/moto.ts";
import type { RunningServer } from "../servers/process.ts";
import { answerConsent } from "./support/consent.ts";
import { sharedShell } from "./support/shared.ts";
import { authority, startSite } from "./support/site.ts";

const KEY = "AKIAJOURNALEXAMPLE77";
const SECRET = "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";
const TOKEN = "9f8e7d6c5b4a39281706f5e4d3c2b1a0";

let moto: MotoServer;
let web: RunningServer;

const shell = sharedShell(async () => {
  [moto, web] = await Promise.all([startMoto(), listenOnLoopback(webServer())]);
  const site = await startSite(moto, web);
  return { url: site.url, close: () => Promise.all([site.close(), moto.stop(), web.stop()]) };
});

/** Redirects, fails once, echoes, and answers anything else with a little JSON. */
function webServer(): Server {
  let failures = 1;
  return createServer((request, response) => {
    if (request.url === "/from") return response.writeHead(302, { Location: "/to" }).end();
    if (request.url === "/flaky" && (failures -= 1) >= 0) return response.writeHead(503).end("not now");
    if (request.url === "/gone") return response.writeHead(404).end("gone");
    if (request.url === "/hostile") return response.writeHead(200, { "X-Hostile": "<img src=x onerror=alert(1)>" }).end(`<b>\u202eevil</b><script>alert(1)</script>`);
    response.setHeader("Content-Type", "application/json");
    return response.end(JSON.stringify({ path: request.url, password: SECRET, authorization: request.headers.authorization ?? null }));
  });
}

const page = (): Page => shell().page;
const panel = (): Locator => page().getByRole("complementary", { name: "Requests" });
const list = (): Locator => panel().getByRole("listbox");
const rows = (): Locator => list().getByRole("option");
const details = (): Locator => panel().getByRole("region", { name: "Headers and bodies" });
const count = (): Locator => panel().locator(".count");
const prompt = (): Locator => page().locator(".session:not([hidden]) .xterm-helper-textarea");

async function exported(): Promise<{ readonly name: string; readonly text: string }> {
  const [download] = await Promise.all([page().waitForEvent("download"), panel().getByRole("button", { name: "Export" }).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

test.beforeAll(async () => {
  await shell().exec(`
    import requests
    from requests.adapters import HTTPAdapter, Retry
    web = 'http://${authority(web)}'
    at = dict(region='us-east-1', host='127.0.0.1', port=${moto.port}, secure=False)
    secret, token = '${SECRET}', '${TOKEN}'
    ec2 = get_driver('ec2')('${KEY}', secret, **at)
  `);
  for (const first of ["_ = ec2.list_locations()", "_ = requests.get(web)"]) {
    await shell().begin(first);
    await answerConsent(page(), "Allow");
    await shell().ready();
  }
});

test.beforeEach(async () => {
  await page().setViewportSize({ width: 1600, height: 1000 });
  if (!(await panel().isVisible())) await page().keyboard.press("Alt+Shift+J");
  await expect(panel()).toBeVisible();
  const clear = panel().getByRole("button", { name: "Clear" });
  if (await clear.isEnabled()) await clear.click();
  await expect(count()).toHaveText("0 requests");
  await prompt().focus();
});

test("a session with EC2: every request with operation, driver, lane, status, sizes, and none of its secrets", async () => {
  await shell().exec(`
    size, image = ec2.list_sizes()[0], ec2.list_images(ex_image_ids=['ami-03cf127a'])[0]
    node = ec2.create_node(name='web', size=size, image=image, ex_userdata='password=' + secret)
    pair = ec2.create_key_pair('mine')
    nodes = ec2.list_nodes()
  `);
  const shown = rows().filter({ hasText: "DescribeInstances" });
  await expect(shown.first()).toBeVisible();
  await expect(shown.first()).toContainText(/^200 GET DescribeInstances \/\?.*&AWSAccessKeyId=••••••••&/);
  await expect(shown.first()).toContainText(`http://127.0.0.1:${moto.port}`);
  await expect(shown.first()).toContainText("Amazon EC2");
  await expect(shown.first()).toContainText("relay");
  await expect(shown.first()).toContainText(/↓ [\d.]+ kB [\d.]+ m?s ↑ 0 B/);
  await expect(shown.first().locator(".waterfall .wait")).toHaveCount(1);
  for (const operation of ["DescribeImages", "RunInstances", "CreateKeyPair"]) {
    await rows().filter({ hasText: operation }).click();
    await expect(panel().locator("h2")).toContainText(`200 GET ${operation} http://127.0.0.1:${moto.port}/`);
    await expect(details()).toContainText(/AWSAccessKeyId••••••••/);
    await expect(details()).toContainText("Amazon EC2");
    await expect(details().getByRole("table", { name: "Timing" })).toContainText("Until the first byte");
    await expect(details().locator("pre")).toContainText(/<\?xml|<\w+Response/);
    expect(await panel().textContent()).not.toContain(KEY);
    expect(await panel().textContent()).not.toContain("PRIVATE KEY");
    expect(await panel().textContent()).not.toContain(btoa(`password=${SECRET}`));
  }
  const { text } = await exported();
  expect(harProblems(JSON.parse(text))).toBe(null);
  for (const operation of ["RunInstances", "CreateKeyPair", "DescribeInstances"]) expect(text).toContain(operation);
  const userData = btoa(`password=${SECRET}`);
  for (const kept of [KEY, SECRET, "PRIVATE KEY", userData, encodeURIComponent(userData)]) expect(text).not.toContain(kept);
});

test("nothing of a request is stored", async () => {
  await shell().run("_ = requests.post(web + '/sto' + 'red?x=' + token[::-1], json={'se' + 'en': secret[::-1]})");
  await rows().filter({ hasText: "/stored" }).click();
  await expect(details()).toContainText("/stored");
  await page().waitForFunction(() => Object.values(localStorage).join().includes("'red?x='")); // the statement, which is history
  const stored = await page().evaluate(async () => ({
    local: JSON.stringify(Object.entries(localStorage)),
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookies: document.cookie,
  }));
  expect(stored).toMatchObject({ session: 0, databases: 0, caches: 0, cookies: "" });
  for (const sent of ["/stored", "seen", [...TOKEN].reverse().join(""), [...SECRET].reverse().join("")]) expect(stored.local).not.toContain(sent);
});

test("the time to connect is told by the proxy, and is none for a connection that was open", async () => {
  // The first ends the connection that an earlier test may have left.
  await shell().run("_ = [requests.get(web + f'/{n}', headers={'Connection': 'close'} if n == 0 else {}) for n in range(3)]");
  await expect(rows()).toHaveCount(3);
  const connecting = details().getByRole("table", { name: "Timing" }).getByRole("row").filter({ hasText: "Proxy connects" });
  await rows().nth(1).click();
  await expect(connecting).toContainText(/\d ms$/);
  await rows().nth(2).click();
  await expect(connecting).toContainText(/reused$/);
  const har = JSON.parse((await exported()).text) as { log: { entries: { timings: { connect: number } }[] } };
  expect(har.log.entries.map(({ timings }) => Math.sign(timings.connect)).slice(1)).toEqual([1, 0]);
});

test("secrets are shown for one request, when asked for", async () => {
  await shell().run(`_ = requests.post(web + '/login?api_key=' + token, json={'password': secret}, auth=('ada', secret))`);
  await rows().first().click();
  await expect(details().locator("pre").first()).toContainText(`"password": ••••••••`);
  expect(await panel().textContent()).not.toContain(SECRET);
  await panel().getByRole("button", { name: "Show secrets" }).click();
  await expect(details().locator("pre").first()).toContainText(`"password": "${SECRET}"`);
  await expect(details().locator(".pairs").first()).toHaveText(`api_key${TOKEN}`);
  await prompt().focus();
  await shell().run("_ = requests.get(web + '/other')");
  await rows().filter({ hasText: "/other" }).click();
  await rows().filter({ hasText: "/login" }).click();
  await expect(details().locator("pre").first()).toContainText(`"password": ••••••••`);
  await expect(panel().getByRole("button", { name: "Show secrets" })).toHaveAttribute("aria-pressed", "false");
});

test("redirects and retries lead back to what they come from", async () => {
  await shell().exec(`
    session = requests.Session()
    session.mount('http://', HTTPAdapter(max_retries=Retry(total=2, status_forcelist=[503], backoff_factor=0)))
    _ = session.get(web + '/from'), session.get(web + '/flaky')
  `);
  await expect(rows()).toHaveCount(4);
  await expect(rows().locator(".link")).toHaveText(["", "↪", "", "↻"]);
  await rows().nth(3).click();
  await details().getByRole("button", { name: /which failed/ }).click();
  await expect(panel().locator("h2")).toHaveText(/503 GET .*\/flaky/);
});

test("what is denied or breaks off says so", async () => {
  await shell().begin("requests.get('http://denied.example/')");
  await answerConsent(page(), "Deny");
  await shell().ready();
  await expect(rows().first()).toHaveAttribute("data-status", "failed");
  await rows().first().click();
  await expect(details().locator(".problem")).toHaveText("You did not allow requests to http://denied.example:80.");
});

test("a filter finds by text, status and host, and Clear forgets all", async () => {
  await shell().exec(`
    for path in ('/a', '/b', '/gone'):
        _ = requests.get(web + path)
    _ = ec2.list_locations()
  `);
  await expect(count()).toHaveText("4 requests");
  const words = panel().getByRole("searchbox");
  await words.fill("GET /a");
  await expect(count()).toHaveText("1 of 4");
  await words.fill("describe ec2");
  await expect(rows()).toHaveCount(1);
  await words.fill("");
  await panel().getByRole("combobox", { name: "Status" }).selectOption("4xx");
  await expect(rows()).toContainText([/404 GET\s*\/gone/]);
  await panel().getByRole("combobox", { name: "Host" }).selectOption("127.0.0.1");
  await expect(count()).toHaveText("1 of 4");
  await panel().getByRole("button", { name: "Clear" }).click();
  await expect(count()).toHaveText("0 requests");
  await expect(panel()).toContainText("No requests yet");
});

test("what clouds say is text, and nothing else", async () => {
  await shell().run("_ = requests.get(web + '/hostile', headers={'User-Agent': 'libcloud/1 (<i>x</i>)'})");
  await rows().first().click();
  await expect(details()).toContainText("<img src=x onerror=alert(1)>");
  await expect(details().locator("pre")).toContainText("<b>\ufffdevil</b>");
  await expect(rows().first()).toContainText("<i>x</i>");
  expect(await panel().locator("img, script, :scope bdi i, b b").count()).toBe(0);
});

test("the export is an archive without secrets", async () => {
  await shell().exec(`
    _ = ec2.list_locations()
    _ = requests.post(web + '/login?token=' + token, json={'password': secret}, auth=('ada', secret), cookies={'sid': token})
  `);
  await expect(count()).toHaveText("2 requests");
  const { name, text } = await exported();
  expect(name).toMatch(/^libcloud-repl-[\d-]+\.har$/);
  const har = JSON.parse(text) as { log: { version: string; entries: { request: { method: string }; response: { status: number } }[] } };
  expect(harProblems(har)).toBe(null);
  expect(har.log.entries.map(({ request, response }) => `${request.method} ${response.status}`)).toEqual(["GET 200", "POST 200"]);
  for (const secret of [KEY, SECRET, TOKEN, btoa(`ada:${SECRET}`)]) expect(text).not.toContain(secret);
});

test("copies as curl, with variables for secrets", async () => {
  await page().context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await shell().run(`_ = requests.get(web + '/x?api_key=' + token, headers={'Authorization': 'Bearer ' + token})`);
  await rows().first().click();
  await panel().getByRole("button", { name: "Copy as curl" }).click();
  await expect(panel().getByRole("status").filter({ hasText: "Copied" })).toBeVisible();
  const command = await page().evaluate(() => navigator.clipboard.readText());
  expect(command).toMatch(/^curl --path-as-is --globoff --request GET 'http:\/\/127\.0\.0\.1:\d+\/x\?api_key='"\$API_KEY" \\\n/);
  expect(command).toContain(`'Authorization: Bearer '"$AUTHORIZATION"`);
  expect(command).not.toContain(TOKEN);
});

test("all of it by keys alone", async () => {
  await shell().run("_ = [requests.get(web + f'/{n}') for n in range(3)]");
  await expect(rows()).toHaveCount(3);
  const press = (key: string): Promise<void> => page().keyboard.press(key);
  await press("Alt+Shift+J"); // it is open: the key goes there
  await expect(list()).toBeFocused();
  await press("Home");
  await expect(rows().nth(0)).toHaveAttribute("aria-selected", "true");
  await press("ArrowDown");
  await press("Enter");
  await expect(details()).toBeFocused();
  await expect(panel().locator("h2")).toContainText("/1");
  await press("Escape");
  await expect(details()).toBeHidden();
  await expect(list()).toBeFocused();
  await press("/");
  await page().keyboard.type("GET /2");
  await expect(count()).toHaveText("1 of 3");
  await press("Escape");
  await expect(prompt()).toBeFocused();
  await press("Alt+Shift+J");
  await press("Alt+Shift+J");
  await expect(panel()).toBeHidden();
  await expect(prompt()).toBeFocused();
  await expect(page().getByRole("button", { name: "Requests" })).toHaveAttribute("aria-expanded", "false");
});

test("10,000 requests: no more rows than can be seen, and any of them is a key away", async () => {
  test.setTimeout(120_000);
  // Opened and given up, at a destination that was allowed: the quickest way to so many, and the journal's work is the same.
  await shell().exec(
    `
    from libcloud_repl.http.exchange import Exchange, Origin
    from libcloud_repl.http.head import parse_request_head
    origin = Origin('http', '127.0.0.1', ${web.port})
    for n in range(10_050):
        head = parse_request_head(f'GET /many/{n} HTTP/1.1\\r\\nHost: ${authority(web)}'.encode())
        exchange = Exchange()
        exchange.open(origin, head, None)
        exchange.close()
  `,
    90_000,
  );
  await expect(count()).toHaveText("10,000 requests");
  await page().keyboard.press("Alt+Shift+J");
  const press = async (key: string, path: string): Promise<void> => {
    await page().keyboard.press(key);
    await expect(list().getByRole("option", { selected: true })).toContainText(path);
    expect(await rows().count()).toBeLessThan(60);
  };
  await press("Home", "/many/50");
  await press("ArrowDown", "/many/51");
  await press("End", "/many/10049");
  await panel().getByRole("searchbox").fill("many/777");
  await expect(count()).toHaveText("11 of 10,000");
  console.log(`  10,000 requests: ${await scrolled(list())} ms for a frame, the longest of 60 while it scrolls`);
});

test("on a phone it is below the terminal, and shows one thing at a time", async () => {
  await shell().exec("_ = requests.get(web + '/phone'), requests.get(web + '/phone2')");
  await page().setViewportSize({ width: 360, height: 740 });
  await expect(rows().first()).toBeVisible();
  const [terminal, below] = await Promise.all([page().locator("#terminal").boundingBox(), panel().boundingBox()]);
  expect(below?.y).toBeGreaterThanOrEqual((terminal?.y ?? 0) + (terminal?.height ?? 0));
  await expect.poll(() => page().evaluate(() => document.documentElement.scrollWidth)).toBe(360); // as soon as the terminal has taken its new size
  await rows().first().click();
  await expect(details()).toBeVisible();
  await expect(list()).toBeHidden();
  for (const button of await panel().getByRole("button").all()) if (await button.isVisible()) await expect(button).toBeInViewport();
  await page().keyboard.press("Escape");
  await expect(list()).toBeVisible();
});

/** Scrolls through all of it. @returns the longest frame in milliseconds */
function scrolled(list: Locator): Promise<number> {
  return list.evaluate(async (view) => {
    const words = document.querySelector("#requests input");
    if (words instanceof HTMLInputElement) words.value = "";
    words?.dispatchEvent(new Event("input"));
    const frame = (): Promise<number> => new Promise(requestAnimationFrame);
    let last = await frame();
    let longest = 0;
    for (let step = 0; step < 60; step += 1) {
      view.scrollTop = (view.scrollHeight * step) / 60;
      const now = await frame();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return Math.round(longest);
  });
}
