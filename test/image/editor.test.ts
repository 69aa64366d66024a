/** Text that was typed ahead goes into the line editor at once, and is undone word by word all the same. */
import { join } from "node:path";
import type { PyodideAPI } from "pyodide";
import { beforeAll, expect, test } from "vitest";
import { buildImage } from "../../workers/image/build.ts";
import { restore } from "./restore.ts";

const root = join(import.meta.dirname, "../..");
let python: PyodideAPI;

beforeAll(async () => {
  python = await restore(join(root, "build/image"), await buildImage({ root }));
  python.runPython(TYPE);
}, 120_000);

/** An editor whose console has no page: what is typed is there already. */
const TYPE = `
import codeop
from libcloud_repl.console import PageConsole
from libcloud_repl.prompt import Prompt

class Unseen(PageConsole):
    def getheightwidth(self):
        return 24, 80

    def restore(self):
        self.flushoutput()

def type_in(*parts, history=()):
    """The editor, and how many events each part was."""
    editor = Prompt(codeop.CommandCompiler(), {}).editor
    editor.console = Unseen()
    editor.more_lines, editor.keep, editor.history[:] = (lambda text: False), None, history
    editor.prepare()
    events = []
    for keys in parts:
        editor.console._typed, count = keys, 0
        while not editor.finished and (editor.console._typed or not editor.console.event_queue.empty()):
            editor.handle1(False)
            count += 1
        events.append(count)
    return editor, events

def undone(editor):
    while text := editor.get_unicode():
        editor.undo()
        yield editor.get_unicode()
`;

/** JSON of what the expression is. */
function value(expression: string): unknown {
  return JSON.parse(String(python.runPython(`import json; json.dumps(${expression})`)));
}

const typed = (keys: string, options = ""): string => `(lambda editor, events: [editor.get_unicode(), events, editor.finished])(*type_in(${JSON.stringify(keys)}${options}))`;

test.each([
  ["text is one event", "get_driver('ec2')", ["get_driver('ec2')", [1], false]],
  ["it ends at the next key", "ab\x7fc\x01d\r", ["dac", [6], true]],
  ["a number counts for one character", "\x1b3xy", ["xxxy", [4], false]],
  ["more than goes in at once comes in parts", "x".repeat(2500), ["x".repeat(2500), [3], false]],
])("%s", (_name, keys, result) => {
  expect(value(typed(keys))).toEqual(result);
});

test("in a search each character is a key", () => {
  expect(value(typed("\x12fir", ", history=['first', 'second']"))).toEqual(["first", [4], false]);
});

test("it is undone word by word, as if it had been typed slowly", () => {
  const words = ["one two.", "one two", "one ", "one", ""];
  expect(value("list(undone(type_in('one two.three')[0]))")).toEqual(words);
  expect(value("list(undone(type_in(*'one two.three')[0]))")).toEqual(words);
});
