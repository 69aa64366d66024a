/**
 * On a host that sends no isolation headers, and without a service worker, the page has no shared memory: Python waits by stack switching (JSPI). In a browser without
 * that either, it cannot wait, and says so.
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test, type Page } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import { startPackageIndex, type PackageIndex } from "../servers/package-index.ts";
import type { RunningServer } from "../servers/process.ts";
import { startHanging, type HangingServer } from "../servers/raw.ts";
import { answerConsent } from "./support/consent.ts";
import { dist } from "./support/project.ts";
import { sharedShell } from "./support/shared.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

const LIMIT = 250;

// As in a private window; a service worker would isolate the page.
test.use({ serviceWorkers: "block" });

let cloud: RunningServer;
let hanging: HangingServer;
let index: PackageIndex;

const shell = sharedShell(async () => {
  cloud = await listenOnLoopback(createServer((request, response) => response.end(`${request.method} ${request.url}`)));
  hanging = await startHanging();
  index = await startPackageIndex();
  const site = await StaticSite.start({ isolate: false, clouds: [cloud, hanging, index] });
  return { url: site.url, close: () => Promise.all([site.close(), cloud.stop(), hanging.stop(), index.stop()]) };
});

test("the prompt works, and the banner says what does not", async ({ page }) => {
  const fresh = await Shell.open(page, shell().page.url());
  expect(await fresh.joined()).toContain("This page is not isolated, so Ctrl-C stops waiting code only; Restart stops the rest.");
  expect(await shell().page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect(await shell().run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  expect(await shell().exec("for i in range(2):\n    print(i)\n1 / 0")).toMatch(/^0\n1\nTraceback [^]*ZeroDivisionError: division by zero$/);
});

test("time.sleep sleeps, and the terminal lives on", async () => {
  await shell().begin("t = time.monotonic(); print('asleep'); time.sleep(0.3); time.monotonic() - t >= 0.29");
  await shell().until(/^asleep$/m, { status: "running" });
  await shell().until(/\nasleep\nTrue\n>>>$/, { status: "ready" });
});

test("input(), Ctrl-D and getpass work", async () => {
  await shell().begin("input('Name? ') + '!'");
  await shell().until(/\nName\?$/);
  await shell().enter("Zoë");
  await shell().until(/\n'Zoë!'\n>>>$/, { status: "ready" });
  await shell().begin("input('more? ')");
  await shell().until(/\nmore\?$/);
  await shell().press("Control+d");
  await shell().until(/EOFError: EOF when reading a line\n>>>$/, { status: "ready" });
  await shell().begin("import getpass; getpass.getpass()[::-1]");
  await shell().until(/\nPassword:$/);
  await shell().enter("hunter2");
  const { text } = await shell().ready();
  expect(text).toMatch(/'2retnuh'\n>>>$/);
  expect(text).not.toContain("hunter2");
});

test("requests go through the relay, after the question", async () => {
  await shell().begin(`requests.get('http://${authority(cloud)}/a?b').text`);
  await answerConsent(shell().page, "Allow");
  await shell().until(/\n'GET \/a\?b'\n>>>$/, { status: "ready" });
  expect(await shell().run(`requests.put('http://${authority(cloud)}/' + 'c', data=b'x' * 100_000).text`)).toBe("'PUT /c'");
  await shell().begin(`requests.get('http://${authority(hanging)}/', timeout=0.2)`);
  await answerConsent(shell().page, "Allow");
  await shell().until(/ReadTimeout: .*\n>>>$/, { status: "ready" });
});

test("asyncio.run() works, and what waits in it", async () => {
  await shell().exec("async def main(wait):\n    await asyncio.sleep(0.01)\n    return wait()");
  expect(await shell().run("asyncio.run(main(lambda: 6 * 7))")).toBe("42");
  expect(await shell().run("asyncio.run(main(lambda: time.sleep(0.01)))")).toBe("");
  expect(await shell().run(`asyncio.run(main(lambda: requests.get('http://${authority(cloud)}/run').text))`)).toBe("'GET /run'");
  expect(await shell().run("await main(lambda: 6 * 7)")).toBe("42");
  await shell().exec("async def tick():\n    while True:\n        ticks.append(1)\n        await asyncio.sleep(0.01)");
  await shell().run("ticks = []; ticking = asyncio.create_task(tick())");
  expect(await shell().run("asyncio.run(main(lambda: (time.sleep(0.3), len(ticks) > 3)[1]))")).toBe("True");
  await shell().run("ticking.cancel()");
  await shell().begin("print('busy'); asyncio.run(main(lambda: time.sleep(600)))");
  await shell().until(/^busy$/m, { status: "running" });
  await shell().interrupt();
  await shell().ready();
  expect(await shell().run("6 * 7")).toBe("42");
});

test("%pip installs, and exit asks", async () => {
  await shell().begin(`%pip install -i ${index.url} mdurl`);
  await answerConsent(shell().page, "Allow");
  await shell().until(/\nInstalled mdurl 0\.1\.2\.\n>>>$/, { status: "ready" });
  await shell().begin("exit");
  await shell().until(/\[y\/N\]$/);
  await shell().enter("n");
  await shell().ready();
  await shell().press("Control+d");
  await shell().until(/\n>>>\nLeave this session\?[^\n]*\[y\/N\]$/);
  await shell().enter("n");
  await shell().ready();
  expect(await shell().run("kept")).toBe("['before']");
});

test("an import fetches here, too, and compiled code runs", async () => {
  await shell().run(`%env PYODIDE_PACKAGE_BASE_URL=${index.files}`);
  expect((await shell().run("import numpy")).replaceAll("\n", "")).toMatch(/which failed\. 127\.0\.0\.1:\d+ answered 404 Not Found\.$/);
  await shell().run(`%pip install -i ${index.url} msgpack`);
  expect(await shell().run("import msgpack._cmsgpack; msgpack.packb([1])")).toBe("b'\\x91\\x01'");
});

test.beforeAll(() => shell().run("import time, asyncio, requests; kept = ['before']"));

const WAITS: Readonly<Record<string, () => string>> = {
  "time.sleep": () => "print('busy')\ntime.sleep(600)",
  "an await": () => "print('busy')\nawait asyncio.sleep(600)",
  "input()": () => "input('busy')",
  "a request without an answer": () => `print('busy')\nrequests.get('http://${authority(hanging)}/')`,
};

for (const [name, program] of Object.entries(WAITS)) {
  test(`Ctrl-C ends ${name}`, async () => {
    const times: number[] = [];
    for (let time = 0; time < 3; time += 1) {
      await shell().beginProgram(program());
      await shell().until(/^busy$/m, { status: "running" });
      times.push(await shell().interrupt());
      await shell().ready();
    }
    console.log(`  Ctrl-C without shared memory in ${name}: ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
    expect(times.sort((a, b) => a - b)[1]).toBeLessThanOrEqual(LIMIT);
    expect(await shell().run("time.sleep(0.01); kept, 6 * 7")).toBe("(['before'], 42)");
  });
}

test("Ctrl-C ends what is awaited while a background task waits in a call", async () => {
  await shell().begin("other = asyncio.create_task(asyncio.to_thread(time.sleep, 600)); print('busy'); await asyncio.sleep(600)");
  await shell().until(/^busy$/m, { status: "running" });
  await shell().press("Control+c");
  await shell().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
  expect(await shell().run("other.done()")).toBe("True");
});

test("100,000 lines are all shown, in order", async () => {
  await shell().begin("print(*range(100_000), sep='\\n')");
  const lines = (await shell().until(/\n99999\n>>>$/, { timeout: 90_000 })).text.split("\n").slice(0, -1).map(Number);
  expect(lines).toEqual(lines.map((_, index) => 99_999 - (lines.length - 1) + index));
});

test("a busy loop is ended with Restart", async () => {
  await shell().begin("print('busy'); exec('while True: pass')");
  await shell().until(/^busy$/m, { status: "running" });
  await shell().page.getByRole("button", { name: "Restart" }).click();
  await shell().until(/Restarted: variables and files are gone[^]*>>>$/, { status: "ready" });
  expect(await shell().run("6 * 7")).toBe("42");
});

test("files are there after a restart", async () => {
  await shell().run("_ = open('kept', 'w').write('x')");
  await shell().begin("print('busy'); exec('while True: pass')");
  await shell().until(/^busy$/m, { status: "running" });
  await shell().page.getByRole("button", { name: "Restart" }).click();
  await shell().until(/Restarted: variables are gone, history and 1 file are kept\.[^]*>>>$/, { status: "ready" });
  expect(await shell().run("open('kept').read()")).toBe("'x'");
});

/** No switch of Chromium takes JSPI away any more; a line before everything else in the worker does. */
async function withoutJspi(page: Page): Promise<void> {
  const name = readdirSync(join(dist, "image")).find((file) => file.startsWith("worker-"));
  const script = readFileSync(join(dist, "image", name ?? "worker"));
  const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
  const body = gzipSync(`delete WebAssembly.Suspending; delete WebAssembly.promising;${gunzipSync(script).toString()}`);
  await page.route("**/image/worker-*", (route) => route.fulfill({ body, contentType: "application/octet-stream" }));
  await page.route("**/assets/*.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll(sha256(script), sha256(body)).replaceAll(String(script.length), String(body.length)) });
  });
}

test("without stack switching the prompt works, and what cannot wait says why", async ({ page }) => {
  await withoutJspi(page);
  const bare = await Shell.open(page, shell().page.url());
  expect(await bare.joined()).toContain("This browser cannot make Python wait: input(), time.sleep() and requests do not work here.");
  expect(await bare.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  expect(await bare.run("import asyncio; await asyncio.sleep(0.01); 'awaited'")).toBe("'awaited'");
  for (const line of ["input()", "import time; time.sleep(1)", `import requests; requests.get('http://${authority(cloud)}/')`]) {
    await bare.run(line);
    expect(await bare.joined()).toContain("RuntimeError: this browser gives the page neither shared memory nor stack switching, so Python cannot wait here");
  }
  expect((await bare.run("import numpy")).replaceAll("\n", "")).toMatch(/ModuleNotFoundError: No module named 'numpy' yet: [^]*so Python cannot wait here; /);
  await bare.run("_ = open('kept', 'w').write('x')");
  await bare.begin("%restart");
  await bare.until(/Restarted: variables are gone, history and 1 file are kept\.[^]*>>>$/, { status: "ready" });
  expect(await bare.run("open('kept').read()")).toBe("'x'");
  expect(bare.watch.errors).toEqual([]);
});
