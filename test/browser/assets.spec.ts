/** What the page fetches may be slow, broken or missing. Then it says so by name, and goes on as well as it can. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { dist } from "./support/project.ts";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

let site: StaticSite;

test.beforeAll(async () => {
  site = await StaticSite.start();
});
test.afterAll(() => site.close());

function fileOf(asset: string): string {
  const file = readdirSync(join(dist, "image")).find((name) => name.startsWith(`${asset}-`));
  if (file === undefined) throw new Error(`the image has no ${asset}`);
  return file;
}

function bytesOf(...assets: readonly string[]): number {
  return assets.reduce((sum, asset) => sum + statSync(join(dist, "image", fileOf(asset))).size, 0);
}

/** Changes one byte in the middle of the asset, in the first `times` answers. */
async function corrupt(page: Page, asset: string, times = Infinity): Promise<() => number> {
  let answered = 0;
  await page.route(`**/image/${asset}-*`, async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    answered += 1;
    if (answered <= times) body.writeUInt8(body.readUInt8(body.length >> 1) ^ 1, body.length >> 1);
    await route.fulfill({ response, body });
  });
  return () => answered;
}

async function open(page: Page, url = site.url): Promise<Shell> {
  const shell = new Shell(page);
  await shell.visit(url);
  return shell;
}

test("a broken snapshot is named, and Python starts without it", async ({ page }) => {
  await corrupt(page, "snapshot");
  const shell = await open(page);
  const { text } = await shell.ready(40_000);
  expect(text.replaceAll("\n", " ")).toContain(
    `Starting without the snapshot, which takes longer. ${fileOf("snapshot")}: its content is not what was built (SHA-256 differs)`,
  );
  expect(await shell.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  expect(await shell.run("import random, json, requests; 6 * 7")).toBe("42");
});

test("a missing snapshot is named, and Python starts without it", async ({ page }) => {
  await page.route("**/image/snapshot-*", (route) => route.fulfill({ status: 404 }));
  const shell = await open(page);
  const { text } = await shell.ready(40_000);
  expect(text).toContain(`${fileOf("snapshot")}: the server answered 404`);
  expect(await shell.run("6 * 7")).toBe("42");
});

test("a copy that is broken once is fetched again, and nobody hears of it", async ({ page }) => {
  const answered = await corrupt(page, "snapshot", 1);
  const shell = await open(page);
  expect((await shell.ready()).text).not.toContain("SHA-256");
  expect(answered()).toBe(2);
});

test("a missing library is named, and what is loaded already works", async ({ page }) => {
  await page.route("**/image/library-*", (route) => route.abort());
  const shell = await open(page);
  await shell.until(new RegExp(`Modules that are not loaded yet are missing\\. ${fileOf("library")}: it cannot be fetched`));
  await shell.ready();
  expect(await shell.run("6 * 7")).toBe("42");
  expect(await shell.run("import sqlite3")).toMatch(/ModuleNotFoundError: No module named '_?sqlite3'$/);
});

test("without the cold code, a function of it ends Python, which says why", async ({ page }) => {
  await page.route("**/image/cold-*", (route) => route.abort());
  const shell = await open(page);
  await shell.until(/Some of Python's functions are missing/);
  await shell.ready();
  expect(await shell.run("get_driver('ec2')('a', 'b')")).toMatch(/^<libcloud\.compute\.drivers\.ec2\.EC2NodeDriver/);
  await shell.begin("import _sqlite3");
  const { text } = await shell.until(/Python crashed \([^]*Some of Python's functions are missing[^]*>>>$/, { status: "ready" }); // in the new one, too
  expect(text.replaceAll("\n", " ")).toContain("the rest of Python's code cannot be had");
  expect(await shell.run("6 * 7")).toBe("42");
});

test("what a session begins with waits for no cold code, and what does goes on as soon as it has come", async ({ page }) => {
  const sendMore = site.hold("/image/cold", 0.5);
  const shell = await open(page);
  await shell.ready();
  expect(await shell.run("get_driver('ec2')('a', 'b')")).toMatch(/^<libcloud\.compute\.drivers\.ec2\.EC2NodeDriver/);
  expect(await shell.run("driver = get_driver(Provider.DUMMY)('key'); len(driver.list_nodes())")).toBe("2");
  await shell.begin("import _sqlite3; _sqlite3.sqlite_version.count('.')");
  await shell.until(/count\('\.'\)$/, { status: "running" });
  sendMore();
  await shell.until(/count\('\.'\)\n2\n>>>$/, { status: "ready" });
});

test("what goes wrong is shown before the library has come", async ({ page }) => {
  const sendMore = site.hold("/image/library", 0.5);
  const shell = await open(page);
  await shell.ready();
  expect(await shell.run("1/0")).toMatch(/^Traceback[^]*\n +1\/0\n +~\^~\nZeroDivisionError: division by zero$/);
  sendMore();
  expect(await shell.run("import sqlite3; sqlite3.__name__")).toBe("'sqlite3'");
});

for (const asset of ["wasm", "worker"]) {
  test(`without the ${asset} Python cannot start, and the page says what is missing`, async ({ page }) => {
    await page.route(`**/image/${asset}-*`, (route) => route.fulfill({ status: 503 }));
    const shell = await open(page);
    const { text } = await shell.until(/Python did not start\. Press Restart to try again, or reload the page\.$/, { status: "stopped" });
    expect(text).toContain(`${fileOf(asset)}: the server answered 503`);
  });
}

test("a broken wasm is named, not run", async ({ page }) => {
  await corrupt(page, "wasm");
  const shell = await open(page);
  const { text } = await shell.until(/Python did not start/, { status: "stopped" });
  expect(text).toContain(`${fileOf("wasm")}: its content is not what was built (SHA-256 differs)`);
});

test("a slow network is shown in bytes that have come, of those that are waited for", async ({ page }) => {
  const sendMore = site.hold("/image/snapshot", 0.5, 0.75);
  const shell = await open(page);
  sendMore();
  const expected = bytesOf("worker", "wasm", "snapshot");
  const received = expected - (bytesOf("snapshot") - Math.floor(bytesOf("snapshot") * 0.75));
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  await shell.until(new RegExp(`^Fetching Python: ${megabytes(received)} of ${megabytes(expected)} MB$`));
  sendMore();
  expect((await shell.ready()).text).not.toContain("Fetching");
});

test("the site works in any folder of a host", async ({ page }) => {
  const folder = await StaticSite.start({ folder: "/some/folder/" });
  const shell = await Shell.open(page, folder.url);
  expect(await shell.run("import sqlite3; 6 * 7")).toBe("42");
  expect(shell.watch.errors).toEqual([]);
  expect(shell.watch.requests.filter((url) => url.startsWith("http") && !url.startsWith(folder.url))).toEqual([]);
  await folder.close();
});

test("without config.json there is no proxy, and a request says so", async ({ page }) => {
  const bare = await StaticSite.start({ config: null });
  const shell = await Shell.open(page, bare.url);
  expect(await shell.run("import requests; requests.get('http://127.0.0.1:9/')")).toContain("This page has no proxy: start one");
  await bare.close();
});

for (const [config, sentence] of [
  ['{"relay": 5}', /relay is not a string/],
  ['{"relay": "javascript:alert(1)"}', /config\.json: relay is no http\(s\) URL: javascript:alert\(1\)/],
  ["{", /config\.json/],
] as const) {
  test(`the page tells whoever serves it that this is no config.json: ${config}`, async ({ page }) => {
    const wrong = await StaticSite.start({ config });
    const shell = await open(page, wrong.url);
    await shell.until(sentence);
    await wrong.close();
  });
}
