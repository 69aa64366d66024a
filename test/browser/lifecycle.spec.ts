/** Interpreters end in many ways. Each is told in a sentence, and a new one is there at once, with the history. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "./support/shared.ts";
import type { Seen } from "./support/screen.ts";
import { startSite } from "./support/site.ts";

const shell = sharedShell(() => startSite());

test.beforeEach(() => shell().run("kept = 'a variable'"));

/** Whatever happened: the variables are gone, the history is there, everything works. */
async function expectRenewed(): Promise<void> {
  await shell().clear();
  await shell().press("ArrowUp");
  await shell().press("ArrowUp");
  await shell().until(/^>>> kept = 'a variable'$/);
  await shell().press("Control+c");
  await shell().ready();
  expect(await shell().run("kept")).toMatch(/NameError: name 'kept' is not defined$/);
  expect(await shell().run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  // One that runs, and at most one that waits to be needed.
  expect(await shell().page.locator("iframe").count()).toBeLessThanOrEqual(2);
}

async function answerLeaving(answer: string): Promise<void> {
  await shell().until(/\nLeave this session\? Its variables and files will be gone\. \[y\/N\]$/);
  await shell().enter(answer);
}

/** Runs what ends the interpreter. @returns what was seen at the next prompt */
async function endWith(line: string, timeout = 20_000): Promise<Seen> {
  await shell().begin(line);
  return shell().until(/Ready to use[^\n]*\n>>>$/, { status: "ready", timeout });
}

for (const line of ["exit", "exit()", "quit()", "exit(0)"]) {
  test(`${line} asks, ends the session, and a new one begins`, async () => {
    await shell().begin(line);
    await answerLeaving("y");
    await shell().until(/\nThe session has ended; this is a new one: variables and files are gone, history is kept\.\n[^]*>>>$/, { status: "ready" });
    await expectRenewed();
  });
}

for (const [line, keys] of [["%restart", ""], ["exit", "y\n"]] as const) {
  test(`what is typed behind ${line} is for the next one`, async () => {
    await shell().clear();
    await shell().paste(`${line}\n`);
    await shell().page.keyboard.type(`${keys}'typed', 'ahead'\n`);
    await shell().until(/\n>>> 'typed', 'ahead'\n\('typed', 'ahead'\)\n>>>$/, { status: "ready" });
  });
}

test("code that ends itself is not asked about", async () => {
  expect((await endWith("import sys; sys.exit(3)")).text).toContain("\nThe session has ended; this is a new one: variables and files are gone, history is kept.\n");
  await expectRenewed();
});

test("the reason given to SystemExit is shown", async () => {
  expect((await endWith("raise SystemExit('done for today')")).text).toContain("\ndone for today\nThe session has ended");
});

test("Ctrl-D at the prompt ends the session; in a line it deletes", async () => {
  await shell().clear();
  await shell().insert("'axb'");
  for (let step = 0; step < 3; step += 1) await shell().press("ArrowLeft");
  await shell().press("Control+d");
  await shell().until(/^>>> 'ab'$/);
  await shell().press("Enter");
  await shell().ready();
  await shell().press("Control+d");
  await answerLeaving("yes");
  await shell().until(/The session has ended; this is a new one: variables and files are gone[^]*>>>$/, { status: "ready" });
  expect(await shell().run("kept")).toMatch(/NameError/);
});

test("Restart is back at the prompt again and again, and fetches nothing", async () => {
  for (let time = 0; time < 5; time += 1) {
    await shell().clear();
    await shell().run("kept = 'a variable'");
    await shell().run("'last line'");
    await shell().page.getByRole("button", { name: "Restart" }).click();
    const { text } = await shell().until(/Restarted: variables and files are gone, history is kept\.[^]*>>>$/, { status: "ready" });
    expect(text).not.toContain("Fetching");
  }
  await expectRenewed();
});

for (const [name, line] of Object.entries({
  "a busy loop": "print('busy'); exec('while True: pass')",
  "a sleep": "import time; print('busy'); time.sleep(600)",
  "input()": "print('busy'); input()",
  "an await": "import asyncio; print('busy'); await asyncio.sleep(600)",
})) {
  test(`Restart ends ${name}`, async () => {
    await shell().begin(line);
    await shell().until(/^busy$/m, { status: "running" });
    await shell().page.getByRole("button", { name: "Restart" }).click();
    await shell().until(/Restarted[^]*>>>$/, { status: "ready" });
    await expectRenewed();
  });
}

for (const [name, line] of Object.entries({
  "a worker that closes itself": "import js; js.close()",
  "os.abort()": "import os; os.abort()",
  "a wild pointer": "import ctypes; ctypes.memset(0xffff0000, 1, 0x10000000)",
  "a segmentation fault": "import faulthandler; faulthandler._sigsegv()",
})) {
  test(`${name} is told, and replaced`, async () => {
    const { text, sinceInput } = await endWith(line);
    console.log(`  ${name}: ${sinceInput.toFixed(0)} ms to the next prompt`);
    expect(text.replace(/^[^\n]*\n/, "")).toMatch(/^.*(the worker closed itself|RuntimeError|fatal|Abort|exit|unreachable|memory).*$/im);
    await expectRenewed();
    // Pyodide reports what it died of there.
    shell().watch.errors.splice(0);
  });
}

test("what was printed before a crash is on the screen", async () => {
  const { text } = await endWith("import os; print('\\n'.join(map(str, range(30_000)))); os.abort()");
  expect(text).toMatch(/^29999\n(?:.*\n)*Python crashed/m);
  await expectRenewed();
  shell().watch.errors.splice(0);
});

test("endless recursion is an error, or told", async () => {
  for (const line of ["f = lambda: f(); f()", "import sys; sys.setrecursionlimit(10 ** 8); f()", "x = []\nfor _ in range(10 ** 5): x = [x]\nrepr(x)"]) {
    const begun = performance.now();
    await shell().beginProgram(line);
    await shell().until(/RecursionError|Ready to use[^\n]*\n>>>$/, { timeout: 90_000 });
    await shell().ready();
    expect(await shell().run("6 * 7")).toBe("42");
    console.log(`  ${line.split("\n").at(-1)}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  shell().watch.errors.splice(0);
});

test("memory that is used up is a MemoryError, and given back", async () => {
  test.setTimeout(120_000);
  await shell().beginProgram(`
    blocks = []
    while True:
        blocks.append(bytearray(200_000_000))
  `);
  await shell().until(/MemoryError|Ready to use[^\n]*\n>>>$/, { timeout: 100_000 });
  const died = (await shell().ready()).text.includes("Ready to use");
  console.log(`  Memory used up: ${died ? "replaced" : "MemoryError"}`);
  if (!died) expect(await shell().run("len(blocks) > 3, blocks.clear(), len(bytes(10 ** 8))")).toBe("(True, None, 100000000)");
});

test("what is above two gigabytes comes whole to JavaScript, and back", async () => {
  test.setTimeout(120_000);
  await shell().run("blocks = [bytearray(200_000_000) for _ in range(12)]", 60_000);
  expect(await shell().run("text = 'abc' * 10_000_000; data = text.encode(); min(id(text), id(data)) > 2 ** 31")).toBe("True");
  await shell().run("from js import TextDecoder, TextEncoder; from pyodide.ffi import to_js");
  expect(await shell().run("moved = TextEncoder.new().encode(text); moved.to_bytes() == data")).toBe("True");
  expect(await shell().run("moved = to_js(data); TextDecoder.new().decode(moved) == text")).toBe("True");
  expect(await shell().run("copy = bytearray(len(data)); moved.assign_to(copy); copy == data")).toBe("True");
  expect(await shell().run("moved.assign(b'x' * len(data)); moved.to_bytes() == b'x' * len(data)")).toBe("True");
  expect(await shell().run("blocks.clear()")).toBe("");
});
