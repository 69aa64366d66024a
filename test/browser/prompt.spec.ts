/** Statements: read, run, shown, as at the prompt of `python3`. */
import { expect, test } from "@playwright/test";
import { exactly } from "./repl/keys.ts";
import { Gate } from "./support/gate.ts";
import { sharedShell } from "./support/shared.ts";

const gate = new Gate();
const shell = sharedShell(() => gate.startSite());

test.beforeAll(() => gate.install(shell()));

test("a driver is one line away", async () => {
  const output = await shell().run("get_driver('ec2')('a', 'b')");
  expect(output).toMatch(/^<libcloud\.compute\.drivers\.ec2\.EC2NodeDriver object at 0x[0-9a-f]+>$/);
});

test("values are shown, None is not, and the last one is _", async () => {
  expect(await shell().run("6 * 7")).toBe("42");
  expect(await shell().run("_ + 1")).toBe("43");
  expect(await shell().run("None")).toBe("");
  expect(await shell().run("_")).toBe("43");
  // As at the prompt of CPython 3.14: of several statements the last one alone shows its value.
  expect(await shell().run("x = 5; x; 'y'")).toBe("'y'");
});

test("a block is typed line by line, indents itself, and an empty line ends it", async () => {
  await shell().begin("for i in range(2):");
  await shell().until(/\n\.\.\.$/);
  await shell().enter("if i:");
  await shell().until(/if i:\n\.\.\.$/);
  await shell().enter("print('odd', i)");
  await shell().until(/\n\.\.\.$/);
  await shell().press("Backspace");
  await shell().enter("else: print('even', i)");
  await shell().until(/'even', i\)\n\.\.\.$/);
  await shell().press("Enter");
  const { text } = await shell().ready();
  expect(text).toBe(">>> for i in range(2):\n...     if i:\n...         print('odd', i)\n...     else: print('even', i)\n...\neven 0\nodd 1\n>>>");
});

test("a function with a decorator and an open bracket go on until they are whole", async () => {
  await shell().begin("@staticmethod");
  await shell().enter("def twice(n):");
  await shell().enter("    return [n,");
  await shell().enter("            n]");
  await shell().enter("");
  await shell().ready();
  expect(await shell().run("twice(4)")).toBe("[4, 4]");
});

test("Tab indents", async () => {
  await shell().begin("if True:");
  await shell().press("Backspace");
  await shell().press("Tab");
  await shell().enter("print('in')");
  await shell().enter("");
  await shell().until(exactly(">>> if True:\n...     print('in')\n...\nin\n>>>"), { status: "ready" });
});

test("a pasted program of several statements runs as one, and shows its last value", async () => {
  const output = await shell().exec(`
    import math

    def area(r):
        # a blank line within the function

        return math.pi * r * r

    1 + 1
    for r in (1, 2):
        print(round(area(r), 2))
    area(3) // 1
  `);
  expect(output).toBe("3.14\n12.57\n28.0");
});

test("a paste whose last line has no end yet waits for more", async () => {
  await shell().clear();
  await shell().paste("a = 20\nb = a + ");
  await shell().until(/\n\.\.\. b = a \+$/);
  await shell().enter("2");
  await shell().until(/\n\.\.\.$/); // several lines are ended by an empty one
  await shell().press("Enter");
  await shell().ready();
  expect(await shell().run("b")).toBe("22");
});

test("the clipboard is pasted with Ctrl-V", async () => {
  await shell().page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await shell().page.evaluate(() => navigator.clipboard.writeText("if True:\n    'from the clipboard'\n\n"));
  await shell().clear();
  await shell().press("Control+v");
  await shell().until(/^>>> if True:\n/);
  await shell().until(/\n'from the clipboard'\n>>>/, { status: "ready" });
});

test("a syntax error is shown with its place", async () => {
  const output = await shell().run("def f(:");
  expect(output).toContain("def f(:");
  expect(output).toMatch(/\^\n/);
  expect(output).toMatch(/SyntaxError: invalid syntax$/);
});

test("a syntax error in the middle of a paste runs nothing of it", async () => {
  expect(await shell().exec("untouched = 1\n1 +\nprint('ran')")).toMatch(/SyntaxError: invalid syntax$/);
  expect(await shell().run("untouched")).toMatch(/NameError: name 'untouched' is not defined$/);
});

test("a traceback has the lines that were typed, and no frames of the shell", async () => {
  await shell().exec(`
    def divide(a, b):
        return a / b
  `);
  const output = await shell().run("divide(1, 0) + 1");
  expect(output).toMatch(
    /^Traceback \(most recent call last\):\n {2}File "<python-input-\d+>", line 1, in <module>\n {4}divide\(1, 0\) \+ 1\n {4}~+\^+\n {2}File "<python-input-\d+>", line 2, in divide\n {4}return a \/ b\n {11}~~\^~~\nZeroDivisionError: division by zero$/,
  );
});

test("chained exceptions are told in order", async () => {
  const output = await shell().exec(`
    try:
        {}['key']
    except KeyError as error:
        raise RuntimeError('no such thing') from error
  `);
  const parts = ["KeyError: 'key'", "The above exception was the direct cause of the following exception:", "RuntimeError: no such thing"];
  const places = parts.map((part) => output.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places).not.toContain(-1);
  expect(output).not.toContain("libcloud_repl");
  expect(output).not.toContain("webloop");
});

test("an exception group is shown with its members", async () => {
  const output = await shell().run("raise ExceptionGroup('two', [ValueError('one'), TypeError('other')])");
  for (const part of ["ExceptionGroup: two (2 sub-exceptions)", "ValueError: one", "TypeError: other"]) expect(output).toContain(part);
});

test("the user's own sys.excepthook is called", async () => {
  const output = await shell().exec(`
    import sys
    sys.excepthook = lambda kind, error, frames: print('hooked', kind.__name__, error, frames.tb_frame.f_code.co_name, frames.tb_next)
    raise ValueError('mine')
  `);
  expect(output).toBe("hooked ValueError mine <module> None");
  expect(await shell().run("sys.excepthook = sys.__excepthook__")).toBe("");
});

test("await works at the top level", async () => {
  await shell().run("import asyncio, time");
  expect(await shell().run("started = time.monotonic(); await asyncio.sleep(0.3); 'slept', time.monotonic() - started >= 0.29")).toBe(
    "('slept', True)",
  );
  const output = await shell().exec(`
    async def tick(name, seconds):
        await asyncio.sleep(seconds)
        return name
    await asyncio.gather(tick('a', 0.02), tick('b', 0.01))
  `);
  expect(output).toBe("['a', 'b']");
});

test("background tasks run on while the prompt waits", async () => {
  await shell().beginProgram(`
    import asyncio
    ticks = []
    async def ticking():
        while len(ticks) < 3:
            await asyncio.sleep(0.01)
            ticks.append(len(ticks))
        print('ticked in the background')
    task = asyncio.create_task(ticking())
  `);
  await shell().until(/^ticked in the background\n>>>$/m, { status: "ready" });
  expect(await shell().run("ticks")).toBe("[0, 1, 2]");
});

test("both streams come in the order in which they were written", async () => {
  const output = await shell().exec(`
    import sys
    for i in range(3):
        print('out', i)
        print('err', i, file=sys.stderr)
    print('no line end', end='', flush=True)
    print(' – its end', file=sys.stderr)
  `);
  expect(output).toBe("out 0\nerr 0\nout 1\nerr 1\nout 2\nerr 2\nno line end – its end");
});

test("output is shown while the statement still runs", async () => {
  await shell().begin("[print('step', i) or gate() for i in range(3)] and print('all steps')");
  await shell().until(/\nstep 0$/);
  await gate.open();
  await shell().until(/\nstep 0\nstep 1$/);
  await gate.open();
  await shell().until(/\nstep 1\nstep 2$/);
  await gate.open();
  await shell().until(/\nstep 0\nstep 1\nstep 2\nall steps\n>>>$/, { status: "ready" });
});

test("output without a line end is shown at once, and the prompt begins on a row of its own", async () => {
  await shell().begin("print('half', end='', flush=True); _ = gate(); print(' whole', end='')");
  await shell().until(/^half$/m);
  await gate.open();
  await shell().until(/\nhalf whole\n>>>$/, { status: "ready" });
});

test("text of every script goes in and comes out", async () => {
  const text = "Grüße, Ελλάδα, 日本語, 한국어, 👩‍🚀, e\u0301";
  expect(await shell().run(`print('${text}')`)).toBe(text);
  expect(await shell().run(`len('${text}')`)).toBe(String(Array.from(text).length));
  expect(await shell().run("print('\\ud800 alone')")).toBe("\\ud800 alone");
});

test("100,000 lines are all shown, in order", async () => {
  await shell().begin("print(*range(100_000), sep='\\n')");
  const lines = (await shell().until(/\n99999\n>>>$/)).text.split("\n").slice(0, -1).map(Number);
  expect(lines.length).toBeGreaterThan(20);
  expect(lines).toEqual(lines.map((_, index) => 99_999 - (lines.length - 1) + index));
});

test("Python knows the terminal's size and kind", async () => {
  const rows = await shell().page.locator(".xterm-rows > div").count();
  expect(await shell().run("import os, sys; os.get_terminal_size().lines, sys.stdout.isatty(), sys.stdin.isatty()")).toBe(`(${rows}, True, True)`);
});

test("questions to the terminal leave nothing at the prompt", async () => {
  // Cursor position, device attributes, a colour, a setting: the terminal answers these as if somebody typed.
  expect(await shell().run(String.raw`print('\x1b[6n\x1b[c\x1b]10;?\x1b\\\x1bP$qm\x1b\\', end='')`)).toBe("");
  expect(await shell().run("'still empty'")).toBe("'still empty'");
});

test("libraries of the image can be imported, and say which they are", async () => {
  const output = await shell().run("import json, sqlite3, libcloud, requests, urllib3; libcloud.__version__, requests.__version__, urllib3.__version__");
  expect(output).toMatch(/^\('3\.9\.\d+', '2\.\d+\.\d+', '2\.\d+\.\d+'\)$/);
});
