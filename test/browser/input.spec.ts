/** Statements that read what the user types. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "./support/shared.ts";
import { startSite } from "./support/site.ts";

const shell = sharedShell(() => startSite());

test("input() shows its prompt and returns the line", async () => {
  await shell().begin("name = input('Your name? ')");
  await shell().until(/\nYour name\?$/);
  await shell().enter("Zoë 日本");
  await shell().ready();
  expect(await shell().run("name")).toBe("'Zoë 日本'");
});

test("the line of input() can be edited, and is not in the history", async () => {
  await shell().begin("word = input()");
  await shell().until(/\S/, { status: "running" });
  await shell().insert("xbc");
  await shell().press("Home");
  await shell().press("Delete");
  await shell().enter("a");
  await shell().ready();
  expect(await shell().run("word")).toBe("'abc'");
  await shell().clear();
  await shell().press("ArrowUp");
  await shell().until(/^>>> word$/);
  await shell().press("Control+c");
});

test("a Ctrl-C that comes while the prompt of input() is flushed is not forgotten", async () => {
  await shell().beginProgram(`
    import contextlib, sys
    class SlowToFlush:
        def write(self, text):
            return sys.__stdout__.write(text)
        def flush(self):
            sys.__stdout__.flush()
            while True: pass
    with contextlib.redirect_stdout(SlowToFlush()):
        input('busy')
  `);
  await shell().until(/^busy$/m, { status: "running" });
  await shell().interrupt();
  await shell().ready();
});

test("Ctrl-D ends the input: EOFError", async () => {
  await shell().begin("input('more? ')");
  await shell().until(/\nmore\?$/);
  await shell().press("Control+d");
  await shell().until(/\nEOFError: EOF when reading a line\n>>>$/, { status: "ready" });
});

test("getpass shows nothing of what is typed", async () => {
  await shell().begin("import getpass; secret = getpass.getpass()");
  await shell().until(/\nPassword:$/);
  await shell().enter("hunter2");
  expect((await shell().ready()).text).not.toContain("hunter2");
  expect(await shell().run("len(secret), secret[::-1]")).toBe("(7, '2retnuh')");
});

test("sys.stdin is read by lines, and iterated to its end", async () => {
  await shell().begin("import sys; line = sys.stdin.readline()");
  await shell().until(/\S/, { status: "running" });
  await shell().enter("one");
  await shell().ready();
  expect(await shell().run("line")).toBe("'one\\n'");
  await shell().begin("lines = [line for line in sys.stdin]");
  await shell().until(/\S/, { status: "running" });
  await shell().enter("two");
  await shell().enter("three");
  await shell().press("Control+d");
  await shell().ready();
  expect(await shell().run("lines")).toBe("['two\\n', 'three\\n']");
});

test("each input() of a loop takes one line of a paste", async () => {
  await shell().begin("got = [input() for _ in range(3)]");
  await shell().until(/\S/, { status: "running" });
  await shell().paste("a\nb\nc\n'left for the prompt'\n");
  await shell().until(/'left for the prompt'\n>>>$/, { status: "ready" });
  expect(await shell().run("got")).toBe("['a', 'b', 'c']");
});

test("pdb can be used", async () => {
  await shell().beginProgram(`
    def f(n):
        breakpoint()
        return n + 1
    f(41)
  `);
  await shell().until(/\(Pdb\)$/);
  await shell().enter("p n");
  await shell().until(/\n41\n\(Pdb\)$/);
  await shell().enter("c");
  await shell().until(/\n42\n>>>$/, { status: "ready" });
});

test("help() shows its text without asking for keys", async () => {
  const output = await shell().run("help(len)");
  expect(output).toContain("Return the number of items in a container.");
});
