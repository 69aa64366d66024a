/** Pasted text goes in as it is, and runs when its end was pasted too. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";
import { abandon, exactly, type } from "./keys.ts";

const shell = sharedShell(() => startSite());

const CHECKS: readonly (readonly [what: string, text: string, screen: string])[] = [
  ["without an end it waits", "1 + 1", ">>> 1 + 1"],
  ["with its end it runs", "1 + 1\n", ">>> 1 + 1\n2\n>>>"],
  ["a block waits for an empty line", "if 1:\n    2\n", ">>> if 1:\n...     2\n..."],
  ["a block with an empty line runs", "if 1:\n    2\n\n", ">>> if 1:\n...     2\n...\n2\n>>>"],
  ["blank lines within a function", "def f():\n    a = 1\n\n    return a\n\nf()\n", ">>> def f():\n...     a = 1\n...\n...     return a\n...\n... f()\n1\n>>>"],
  ["line ends of Windows", "a = 1\r\na\r\n", ">>> a = 1\n... a\n1\n>>>"],
  ["tabs indent, and complete nothing", "if 1:\n\t'x\ty'[1]\n\n", ">>> if 1:\n... \t'x\ty'[1]\n...\n'\\t'\n>>>"],
  ["prompts are stripped", ">>> a = 20\n>>> a + 1\n", ">>> a = 20\n... a + 1\n21\n>>>"],
  ["and outputs dropped", ">>> for i in (7,):\n...     print(i)\n...\n7\n>>> 'end'\n'end'\n", ">>> for i in (7,):\n...     print(i)\n...\n... 'end'\n7\n'end'\n>>>"],
  ["indentation of all lines goes", "    x = 5\n    if x:\n        x + 1\n\n", ">>> x = 5\n... if x:\n...     x + 1\n...\n6\n>>>"],
  ["a wrong one runs, and says so", "1 +\n2\n", '>>> 1 +\n... 2\n  File "<python-input-N>", line 1\n    1 +\n       ^\nSyntaxError: invalid syntax\n>>>'],
  ["several brackets", "f = [\n  1,\n\n  2]\nf\n", ">>> f = [\n...   1,\n...\n...   2]\n... f\n[1, 2]\n>>>"],
  ["a string over lines keeps them", "s = '''a\n  b\n'''\ns\n", ">>> s = '''a\n...   b\n... '''\n... s\n'a\\n  b\\n'\n>>>"],
];

for (const [what, text, screen] of CHECKS) {
  test(what, async () => {
    await shell().clear();
    await shell().paste(text);
    const pattern = exactly(screen.replaceAll("\t", "    ")).source.replace("input-N", "input-\\d+");
    await shell().until(new RegExp(pattern.replaceAll(/ {4}'x {4}y'/g, "\\s+'x\\s+y'")));
    if (!screen.endsWith("\n>>>")) await abandon(shell());
  });
}

test("in the middle of a line it is put there", async () => {
  await shell().clear();
  await type(shell(), "print()<ArrowLeft>");
  await shell().paste("'a', 'b'");
  await type(shell(), "<Enter>");
  await shell().until(exactly(">>> print('a', 'b')\na b\n>>>"));
});

test("behind a space it is a paste as ever, and is not kept", async () => {
  for (const text of ["a = 4\na + 1\n", ">>> a = 4\n>>> a + 1\n"]) {
    await shell().clear();
    await type(shell(), " ");
    await shell().paste(text);
    await shell().until(exactly(">>>  a = 4\n... a + 1\n5\n>>>"), { status: "ready" });
    await type(shell(), "<ArrowUp>");
    await shell().until(/\n>>> (?! ?a = 4)\S/);
    await abandon(shell());
  }
});

test("many lines are shown first, and run by Enter", async () => {
  await shell().clear();
  await shell().paste(`n = 0\n${"n += 1\n".repeat(80)}n\n`);
  await shell().until(/\n\(82 lines pasted: Enter runs them, Ctrl-C drops them\)$/);
  await shell().press("Enter");
  await shell().until(/\n80\n>>>$/, { status: "ready" });
});

test("many lines are dropped by Ctrl-C", async () => {
  await shell().clear();
  await shell().paste(`${"dropped = 1\n".repeat(80)}`);
  await shell().until(/\n\(80 lines pasted: Enter runs them, Ctrl-C drops them\)$/);
  await shell().press("Control+c");
  await shell().until(/\n(?:\.\.\.|\(80 lines pasted: [^\n]*)\nKeyboardInterrupt\n>>>$/, { status: "ready" });
  expect(await shell().run("'dropped' in globals()")).toBe("False");
});

test("a paste of 300,000 characters is whole", async () => {
  await shell().clear();
  await shell().paste(`big = """${"0123456789abcde\n".repeat(20_000)}"""\n`);
  await shell().until(/\(20001 lines pasted: /, { timeout: 30_000 });
  await shell().press("Enter");
  await shell().until(/^>>>$/m, { status: "ready", timeout: 30_000 });
  expect(await shell().run("len(big), big.count('\\n')", 30_000)).toBe("(320000, 20000)");
});

test("F3 takes lines as they are, until it is pressed again", async () => {
  await shell().clear();
  await type(shell(), "<F3>if 1:<Enter>  'no indentation of its own'<Enter>");
  await shell().until(exactly("(paste) if 1:\n(paste)   'no indentation of its own'\n(paste)"));
  await type(shell(), "<F3><Enter>");
  await shell().until(/\n'no indentation of its own'\n>>>$/, { status: "ready" });
  await shell().clear();
  await type(shell(), "<F3>");
  await shell().paste("a = 3\n");
  await type(shell(), "a + 1");
  await shell().until(exactly("(paste) a = 3\n(paste) a + 1"));
  await type(shell(), "<F3><Enter><Enter>");
  await shell().until(/\n4\n>>>$/, { status: "ready" });
});
