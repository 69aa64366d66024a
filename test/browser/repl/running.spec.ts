/** What runs beside and between prompts: tasks, output without line ends, loops of asyncio, what is missing. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";
import { check, type } from "./keys.ts";

const shell = sharedShell(() => startSite());

test.beforeAll(() => shell().run("import asyncio, sys"));

test("a task prints above the line that is being edited", async () => {
  await shell().exec(`
    import asyncio
    async def ticking():
        for i in range(3):
            await asyncio.sleep(0.15)
            print('tick', i)
    task = asyncio.create_task(ticking())
  `);
  await type(shell(), "half<ArrowLeft>");
  await shell().until(/^tick 2\n>>> half$/m);
  await type(shell(), "X");
  await shell().until(/^tick 0\ntick 1\ntick 2\n>>> halXf$/m);
  await shell().interrupt();
  await shell().ready();
});

test("and above a block, with and without line ends", async () => {
  await shell().beginProgram(`
    async def dots():
        await asyncio.sleep(0.2)
        print('no end', end='', flush=True)
        await asyncio.sleep(0.1)
        print('end')
    task = asyncio.create_task(dots())
  `);
  await shell().until(/create_task\(dots\(\)\)\n(no end\nend\n)?>>>$/);
  await type(shell(), "if x:<Enter>y");
  await shell().until(/^no end\nend\n>>> if x:\n\.\.\. {5}y$/m);
  await type(shell(), "<ArrowUp><End> # c");
  await shell().until(/\n>>> if x: # c\n\.\.\. {5}y$/);
  await shell().interrupt();
  await shell().ready();
});

test("a task that fails tells it above the prompt", async () => {
  await shell().exec("async def failing():\n    1 / 0\ntask = asyncio.create_task(failing())\n");
  await shell().enter("del task; import gc; gc.collect() * 0");
  await shell().until(/ZeroDivisionError[^]*>>>$/, { status: "ready" });
});

test("a busy task is stopped by Ctrl-C", async () => {
  await shell().beginProgram("async def busy():\n    await asyncio.sleep(0.1)\n    print('busy')\n    while True: pass\ntask = asyncio.create_task(busy())\n\n");
  await shell().until(/^busy\n>>>$|^busy$/m);
  await shell().press("Control+c");
  expect(await shell().run("task.done()")).toBe("True");
});

test("progress on one row", async () => {
  expect(await shell().exec("import sys\nfor i in range(101):\n    _ = sys.stdout.write(f'\\r{i} %')\n    sys.stdout.flush()\n")).toBe("100 %");
  expect(await shell().run("print('\\r50 %', end=''); print('\\r100 %')")).toBe("100 %");
});

test("the standard streams are what programs know them for", async () => {
  const about = "[(s.name, s.mode, s.encoding, s.errors, s.fileno(), s.isatty(), s.line_buffering) for s in (sys.stdout, sys.stderr)]";
  expect(await shell().run(about)).toBe("[('<stdout>', 'w', 'utf-8', 'backslashreplace', 1, True, True), ('<stderr>', 'w', 'utf-8', 'backslashreplace', 2, True, True)]");
  expect(await shell().run("print('a', end=''); print('b', file=sys.stderr, end=''); print('c', flush=True)")).toBe("bac");
});

test("sys.stdout.buffer takes bytes", async () => {
  expect(await shell().run("_ = sys.stdout.buffer.write('Grüße\\n'.encode()), sys.stdout.buffer.flush()")).toBe("Grüße");
});

test("asyncio.run works in synchronous code", async () => {
  expect(await shell().run("asyncio.run(asyncio.sleep(0.05, 'ran'))")).toBe("'ran'");
  expect(
    await shell().exec(`
      async def one(n):
          await asyncio.sleep(0.01)
          return n
      async def both():
          return await asyncio.gather(one(1), asyncio.wait_for(one(2), 1), asyncio.to_thread(len, 'abc'))
      def sync():
          return asyncio.run(both())
      sync()
    `),
  ).toBe("[1, 2, 3]");
  expect(await shell().run("await asyncio.sleep(0.01, 'and await goes on')")).toBe("'and await goes on'");
});

test("so do event loops that one makes, and those that one is given", async () => {
  const LOOPS = ["asyncio.get_event_loop()", "asyncio.new_event_loop()", "asyncio.Runner()"];
  for (const loop of LOOPS) {
    const call = loop.endsWith("Runner()") ? "run" : "run_until_complete";
    expect(await shell().run(`loop = ${loop}; loop.${call}(asyncio.sleep(0.05, 'ran')), loop.close()`)).toBe("('ran', None)");
  }
  await shell().run("loop = asyncio.new_event_loop(); asyncio.set_event_loop(loop)");
  expect(await shell().run("loop.run_until_complete(asyncio.to_thread(len, 'abc'))")).toBe("3");
  expect(await shell().run("asyncio.run(asyncio.to_thread(asyncio.run, asyncio.sleep(0)))")).toMatch(/RuntimeError: asyncio\.run\(\) cannot be called from a running event loop$/m);
  expect(await shell().run("asyncio.get_event_loop().run_until_complete(asyncio.ensure_future(asyncio.sleep(0)))")).toMatch(/RuntimeError: a task of the event loop[^]*; await it$/);
  expect(await shell().run("await asyncio.sleep(0.01, 'and await goes on')")).toBe("'and await goes on'");
});

test("asyncio.run is stopped by Ctrl-C", async () => {
  await shell().begin("print('busy'); asyncio.run(asyncio.sleep(600))");
  await shell().until(/^busy$/m, { status: "running" });
  expect(await shell().interrupt()).toBeLessThan(500);
  await shell().ready();
  expect(await shell().run("asyncio.run(asyncio.sleep(0, 'again'))")).toBe("'again'");
});

test("threads and processes say plainly what is missing", async () => {
  expect(await shell().run("import threading; threading.Thread(target=print).start()")).toContain("RuntimeError: threads cannot start here");
  const pool = "import concurrent.futures as cf; cf.ThreadPoolExecutor().submit(print)";
  expect(await shell().run(pool)).toContain("RuntimeError: threads cannot start here");
  expect(await shell().run("cf.ProcessPoolExecutor()")).toContain("RuntimeError: processes cannot start here");
  expect(await shell().run("import multiprocessing; multiprocessing.Process().start()")).toMatch(/\nProcesses cannot start here: [^\n]*$/);
});

test("source is coloured as it is typed, and tracebacks are", async () => {
  await shell().clear();
  await type(shell(), "def f(): pass");
  await shell().until(/^>>> def f\(\): pass$/);
  const colours = (): Promise<number> =>
    shell().page.evaluate(() => new Set(Array.from(document.querySelectorAll(".xterm-rows span"), (span) => getComputedStyle(span).color)).size);
  await expect.poll(colours).toBeGreaterThan(2);
  await shell().interrupt();
  await shell().run("1 / 0");
  await expect.poll(colours).toBeGreaterThan(2);
});

/** The rows of the screen of which all text is dim. */
function dim(): Promise<string[]> {
  return shell().page.evaluate(() =>
    Array.from(document.querySelectorAll(".xterm-rows > div"))
      .filter((row) => row.querySelector(".xterm-dim") !== null && Array.from(row.children).every((part) => part.matches(".xterm-dim") || part.textContent?.trim() === ""))
      .map((row) => (row.textContent ?? "").replaceAll("\u00a0", " ").trim()),
  );
}

test("in tracebacks the user's frames and libcloud's stand out from those of other libraries", async () => {
  expect(await shell().run("import json; json.loads('{')")).toMatch(/<module>[^]*json\/__init__\.py[^]*json\/decoder\.py/);
  const frames = (await dim()).filter((row) => row.startsWith("File"));
  expect(frames.length).toBeGreaterThan(1);
  for (const frame of frames) expect(frame).toMatch(/^File "\/lib\/python314\.zip\/json\//);
  expect(await shell().run("get_driver('ec2')('a', 'b', region='nowhere')")).toMatch(/<module>[^]*libcloud\/compute\/drivers\/ec2\.py/);
  expect(await dim()).toEqual([]);
});

test("a library's frame has its line, and no marks below", async () => {
  expect(await shell().run("import requests; requests.get(1)")).toMatch(/requests\/sessions\.py[^]*MissingSchema/);
  const rows = await dim();
  expect(rows.some((row) => row.includes("self.prepare_request(req)"))).toBe(true);
  expect(rows.filter((row) => /^[~^]+$/.test(row))).toEqual([]);
});

test("the lines of the libraries that a request goes through are read before one fails", async () => {
  const read = "import linecache; any(name.endswith('libcloud/http.py') for name in linecache.cache)";
  await expect.poll(() => shell().run(read)).toBe("True");
  expect(await shell().run("import asyncio; len(asyncio.all_tasks())")).toBe("1");
});

test("sys.ps1 and sys.ps2", async () => {
  await shell().enter("sys.ps1, sys.ps2 = 'in: ', 'more: '");
  await shell().until(/\nin:$/, { status: "ready" });
  await type(shell(), "if 1:<Enter>2");
  await shell().until(/\nin: if 1:\nmore: {5}2$/);
  await type(shell(), "<Control+c>del sys.ps1, sys.ps2<Enter>");
  await shell().ready();
});

test("names that are words of the prompt are the user's first", async () => {
  await check(shell(), "exit = 'mine'; exit<Enter>", ">>> exit = 'mine'; exit\n'mine'\n>>>");
  await check(shell(), "exit<Enter>", ">>> exit\n'mine'\n>>>");
  await check(shell(), "del exit<Enter>", ">>> del exit\n>>>");
});
