/** Code that reads what the user types, and help that is read: the same editor, in the middle of a statement. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";
import { exactly, type } from "./keys.ts";

const shell = sharedShell(() => startSite());

test.beforeAll(() => shell().run("import getpass, sys, time"));

/** Runs a line that reads, and types. */
async function reading(line: string, asks: RegExp, keys: string): Promise<void> {
  await shell().begin(line);
  await shell().until(asks, { status: "running" });
  await type(shell(), keys);
}

test("input() is edited like the prompt", async () => {
  await reading("input('? ')", /\n\?$/, "bd<Home>a<ArrowRight>c<End>x<Backspace><Enter>");
  await shell().until(exactly(">>> input('? ')\n? abcd\n'abcd'\n>>>"));
});

test("input() behind an unfinished line keeps that", async () => {
  await reading("print('Your name: ', end=''); input()", /\nYour name:$/, "xyz<Home>w<Control+k>n<Enter>");
  await shell().until(exactly(">>> print('Your name: ', end=''); input()\nYour name: wn\n'wn'\n>>>"));
});

for (const [what, prompt, row] of [
  ["wide characters", "'日本語' * 40 + '? '", "[日本語]+\\? "],
  ["colours", "'\\x1b[32m' + 'green ' * 40 + '\\x1b[0m? '", "[green ]+\\? "],
  ["a tab", "'name:\\t'", "name: {3}"],
] as const) {
  test(`the prompt of input() may have ${what}`, async () => {
    const long = "0123456789".repeat(20);
    await reading(`input(${prompt}).count('9')`, /(\?|name:)$/, `${long}<Home>x<End>y`);
    await shell().until(new RegExp(`\\n${row}x[0-9]+(?:\\\\\\n[0-9]+)+y$`));
    await type(shell(), "<Enter>");
    await shell().until(/\n20\n>>>$/);
  });
}

test("input() recalls what was read before, and the prompt does not", async () => {
  await reading("input('1 ')", /\n1$/, "first line<Enter>");
  await shell().ready();
  await reading("input('2 ')", /\n2$/, "<ArrowUp><Enter>");
  await shell().until(/\n2 first line\n'first line'\n>>>$/);
  await type(shell(), "<ArrowUp>");
  await shell().until(/\n>>> input\('2 '\)$/);
  await type(shell(), "<Control+c>");
});

test("a long line of input() wraps and is whole", async () => {
  const long = "0123456789".repeat(30);
  await reading("len(input('? '))", /\n\?$/, `${long}<Home>x<End>y<Enter>`);
  await shell().until(/\n302\n>>>$/);
});

test("Ctrl-C in input() ends its row, and tells nothing of the editor", async () => {
  await reading("input('? ')", /\n\?$/, "abc");
  await shell().until(/\n\? abc$/);
  await type(shell(), "<Control+c>");
  const { text } = await shell().until(/\nKeyboardInterrupt\n>>>$/, { status: "ready" });
  expect(text).toMatch(/\n\? abc\nTraceback[^\n]*\n {2}File "<python-input-\d+>"[^\n]*\n[^\n]*\n[^\n]*\nKeyboardInterrupt\n>>>$/);
});

test("input() after a resize", async () => {
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1200, height: 1000 };
  await reading("input('? ')", /\n\?$/, "abc");
  await page.setViewportSize({ width: 800, height: 700 });
  await type(shell(), "d");
  await page.setViewportSize(size);
  await type(shell(), "<Enter>");
  await shell().until(/\n\? abcd\n'abcd'\n>>>$/);
});

test("getpass shows nothing, and takes editing keys", async () => {
  await reading("import getpass; getpass.getpass('pw: ')[::-1]", /\npw:$/, "hux<Backspace>nter2<Enter>");
  await shell().until(/\npw:\n'2retnuh'\n>>>$/);
});

test("Ctrl-C and Ctrl-D end getpass, and the row", async () => {
  for (const [keys, error] of [["abc<Control+c>", "KeyboardInterrupt"], ["<Control+d>", "EOFError"]] as const) {
    await reading("getpass.getpass('pw: ')", /\npw:$/, keys);
    const { text } = await shell().until(/\n>>>$/, { status: "ready" });
    expect(text).toMatch(new RegExp(`\\npw:\\nTraceback [^]*\\n${error}\\n>>>$`));
  }
});

test("what getpass read is in no history", async () => {
  await reading("getpass.getpass('pw: ') and None", /\npw:$/, "hunter2<Enter>");
  await shell().ready();
  await reading("input('? ')", /\n\?$/, "<ArrowUp><Enter>");
  await shell().ready();
  await type(shell(), "<Control+r>hunter");
  await shell().until(/\(r-search `hunter'\)\n! not found$/);
  await type(shell(), "<Control+g><Control+c>");
  await shell().ready();
  expect(await shell().page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain("hunter");
});

test("getpass with echo_char", async () => {
  await reading("getpass.getpass('pw: ', echo_char='*')", /\npw:$/, "abcd<Backspace>");
  await shell().until(/\npw: \*\*\*$/);
  await type(shell(), "<Enter>");
  await shell().until(/\npw: \*\*\*\n'abc'\n>>>$/);
});

test("sys.stdin.read() ends with Ctrl-D", async () => {
  await reading("import sys; sys.stdin.read()", /./, "one<Enter>two<Enter><Control+d>");
  await shell().until(/\n'one\\ntwo\\n'\n>>>$/);
});

test("sys.stdin.read(n) goes on until it has them, and the bytes are there too", async () => {
  await reading("sys.stdin.read(4), input()", /./, "ab<Enter>cd<Enter>");
  await shell().until(/\n\('ab\\nc', 'd'\)\n>>>$/, { status: "ready" });
  await reading("sys.stdin.buffer.readline(), sys.stdin.buffer.read()", /./, "é<Enter>one<Enter>two<Enter><Control+d>");
  await shell().until(/\n\(b'\\xc3\\xa9\\n', b'one\\ntwo\\n'\)\n>>>$/, { status: "ready" });
});

test("each of several readers takes its own of what was typed ahead", async () => {
  await shell().clear();
  await type(shell(), "import time; time.sleep(0.3); [input(), sys.stdin.readline(), getpass.getpass('')]<Enter>a<Enter>b<Enter>c<Enter>'prompt'<Enter>");
  await shell().until(/\['a', 'b\\n', 'c'\]\n>>> 'prompt'\n'prompt'\n>>>$/, { status: "ready" });
});

test("pdb steps, and recalls", async () => {
  await shell().exec("def f(n):\n    m = n + 1\n    return m\n");
  await shell().begin("import pdb; pdb.run('f(41)')");
  for (const command of ["s", "s", "n", "n", "p m"]) {
    await shell().until(/\(Pdb\)$/);
    await shell().enter(command);
    await shell().until(new RegExp(`\\(Pdb\\) ${command}\\n[^]*\\(Pdb\\)$`));
  }
  await shell().until(/\n42\n\(Pdb\)$/);
  await type(shell(), "<ArrowUp>");
  await shell().until(/\(Pdb\) p m$/);
  await type(shell(), "<Control+u>c<Enter>");
  await shell().ready();
});

test("q leaves pdb, and kills nothing", async () => {
  await shell().run("kept = 'a variable'");
  await shell().begin("breakpoint()");
  await shell().until(/\(Pdb\)$/);
  await shell().enter("q");
  await shell().until(/\n>>>$/, { status: "ready" });
  expect(await shell().run("kept")).toBe("'a variable'");
});

test("pdb completes its commands", async () => {
  await shell().begin("breakpoint()");
  await shell().until(/\(Pdb\)$/);
  await type(shell(), "unti<Tab>");
  await shell().until(/\(Pdb\) until$/);
  await type(shell(), "<Control+u>c<Enter>");
  await shell().ready();
});

test("help() pages, searches and ends", async () => {
  await shell().begin("help(str)");
  await shell().until(/\nclass str\(object\)|Help on class str/);
  await shell().until(/1-\d+ of \d+/);
  await type(shell(), " ");
  await shell().until(/ [2-9]\d-\d+ of \d+/);
  await type(shell(), "/zfill<Enter>");
  await shell().until(/zfill/);
  await type(shell(), "g");
  await shell().until(/ 1-\d+ of \d+/);
  await type(shell(), "q");
  await shell().ready();
});

/** What is in reverse video, but for the last row, where the pager says where it is. */
function marked(): Promise<string[]> {
  return shell().page.evaluate(() =>
    Array.from(document.querySelectorAll(".xterm-rows > div:not(:last-child) .xterm-bg-257"), (span) => span.textContent ?? ""),
  );
}

test("what a search finds is marked, and the search goes on where the text cannot go up further", async () => {
  await shell().begin("import pydoc; pydoc.pager('\\n'.join(f'line {at}' for at in range(1, 201)))");
  await shell().until(/ 1-\d+ of 200 /);
  await type(shell(), "/INE 20<Enter>");
  await shell().until(/^line 20\n/);
  expect(await marked()).toEqual(["ine 20"]);
  await type(shell(), "n");
  await shell().until(/\nline 200\n[^\n]*-200 of 200 /);
  expect(await marked()).toEqual(["ine 20"]);
  await type(shell(), "n");
  await shell().until(/\n 'INE 20' is not there\.$/);
  await type(shell(), "/<Enter>");
  await shell().until(/-200 of 200 [^\n]*$/);
  expect(await marked()).toEqual([]);
  await type(shell(), "q");
  await shell().ready();
});

test("a row that is full is shown to its end, and what is longer goes on in the next one, at any width", async () => {
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1200, height: 1000 };
  await shell().begin("import pydoc; pydoc.pager('\\n'.join('x' * (at - 1) + 'E' for at in range(100, 200)))");
  const { text } = await shell().until(/\nx+E\nx+\nE\n/);
  const [, full = "", whole = ""] = /\n(x+E)\n(x+)\nE\n/.exec(text) ?? [];
  expect(whole.length).toBe(full.length);
  await type(shell(), "G");
  await page.setViewportSize({ width: 400, height: 1000 });
  await shell().until(/^x{20,60}\n[^]* \d+-\d+ of [3-9]\d\d /);
  await page.setViewportSize(size);
  await shell().until(/^x{60,}\n[^]* \d+-\d+ of 1\d\d /);
  await type(shell(), "q");
  await shell().ready();
});

test("tabs and colours take the room that they should in the pager", async () => {
  await shell().begin("pydoc.pager('\\n'.join(f'{at}\\tb\\n\\x1b[32m' + 'x' * 125 + 'E\\x1b[0m' for at in range(100)))");
  await shell().until(/^0 {7}b\nx+E\n1 {7}b\nx+E\n/);
  await type(shell(), "/b<Escape>q");
  await shell().ready();
});

test("help without brackets is interactive", async () => {
  await shell().begin("help");
  await shell().until(/\nhelp>$/);
  await shell().enter("len");
  await shell().until(/Return the number of items in a container[^]*help>$/);
  await shell().enter("quit");
  await shell().ready();
});

test("F1 is the help, and the line is there again", async () => {
  await shell().clear();
  await type(shell(), "drft<ArrowLeft><ArrowLeft><F1>");
  await shell().until(/\nhelp>$/);
  await shell().enter("q");
  await shell().until(/\n>>> drft$/);
  await type(shell(), "a");
  await shell().until(/\n>>> draft$/);
  await shell().interrupt();
  await shell().ready();
});

test("license and copyright", async () => {
  expect(await shell().run("copyright")).toContain("Python Software Foundation");
  await shell().begin("license()");
  await shell().until(/Hit Return for more, or q \(and Return\) to quit:$|>>>$/);
  await type(shell(), "q<Enter>");
  await shell().ready();
});

test("clear clears", async () => {
  await shell().run("'something'");
  await shell().enter("clear");
  await shell().until(/^>>>$/, { status: "ready" });
});

test("a background task cannot read what is typed, and is told so", async () => {
  await shell().beginProgram(`
    import asyncio
    async def greedy():
        await asyncio.sleep(1)
        try: input('mine? ')
        except RuntimeError as error: print('refused:', error)
    task = asyncio.create_task(greedy())
  `);
  await shell().until(/refused: the prompt is being edited, so a background task cannot read what is typed\n>>>$/);
  expect(await shell().run("6 * 7")).toBe("42");
});
