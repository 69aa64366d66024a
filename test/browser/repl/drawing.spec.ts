/** What the line editor draws is coloured as CPython colours it, which goes by character; here it goes by span. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";

const shell = sharedShell(() => startSite());

/** With links, which come with the search, an option changes, and with that the letter spacing of all that is drawn from then on. */
test.beforeAll(() => shell().page.locator(".search-bar").waitFor({ state: "attached" }));

/** Python, in one line each. */
const STATEMENTS = [
  "def f(a, b=1): return a + b  # a comment",
  "async def g(): await f(None) or 'text'",
  'print(f"{a!r:>{width}}", "unfinished',
  "match x:\n    case [1, *_]: pass\n",
  'text = """one\n\n  two\nthree""" + "four"',
  "x = '''begun\nin a line of its own",
  "lambda: (yield)",
  "",
];

test("colours are those of CPython", async () => {
  const prompt = shell();
  await prompt.exec(`
    from _pyrepl.utils import gen_colors
    from libcloud_repl import drawing
    def drawn(draw, text):
        colors, at = list(gen_colors(text)), 0
        for line in text.split("\\n"):
            yield draw(line, colors, at)
            at += len(line) + 1
    def compare(text):
        ours, theirs = (list(drawn(draw, text)) for draw in (drawing._characters, drawing._by_code_point))
        colored = any("\\x1b" in char for chars, _ in ours for char in chars)
        return (ours == theirs or (ours, theirs)), colored
  `);
  for (const text of STATEMENTS) {
    const colored = text === "" ? "False" : "True";
    expect(await prompt.run(`compare(${JSON.stringify(text)})`), text).toBe(`(True, ${colored})`);
  }
});

test("a string that begins with a row's last character does not colour what follows", async () => {
  const prompt = shell();
  await prompt.exec(`
    from _pyrepl.utils import gen_colors
    from libcloud_repl import drawing
    chars, widths = drawing._characters("x = '", list(gen_colors("x = '\\ny")), 0)
  `);
  expect(await prompt.run("chars[-1].endswith('\\x1b[0m'), widths")).toBe("(True, [1, 1, 1, 1, 1])");
});

/** Each has keys after which colours, widths or the end of a row are others than before. */
const KEYS = [
  "def<Space>f(x):<Enter>return<Space>x<Backspace>1<ArrowLeft>None,",
  "x='a<ArrowLeft>b<End>'<Backspace>\"",
  "pas<Home>x<Delete><Delete>p<End>s",
  "classs<Backspace><Backspace>s<Space>Big<ArrowLeft><Backspace>o",
  "f(1)<Home>print;<End><ArrowLeft>,'2'#<Backspace>",
  "日本='é👍'<ArrowLeft><Backspace>+<Backspace><Home><Delete><Delete>ab",
  `${"word_".repeat(19)}abc'd'<Home>if<Space><End><Backspace><Backspace>`,
];

for (const keys of KEYS) {
  test(`key by key it comes to what is drawn at once: ${keys.slice(0, 50)}`, async () => {
    const prompt = shell();
    const all = keys.match(/<[^>]+>|./gu) ?? [];
    await prompt.clear();
    await prompt.run("0"); // so that the next prompt is not in the first row, but behind Ctrl-L
    for (const key of all) await press(key);
    await prompt.press("Control+l");
    await expect.poll(async () => (await edited()).row).toBe(0);
    const { html } = await edited();
    await prompt.press("Control+c");
    await prompt.clear();
    await prompt.run("0");
    for (const key of all) await drawnAfter(key);
    await expect.poll(async () => (await edited()).html).toEqual(html);
    await prompt.press("Control+c");
  });
}

interface Drawing {
  readonly row: number;
  readonly html: readonly string[];
}

/** What is edited, as the screen has it: text, colours, the cursor. */
function edited(): Promise<Drawing> {
  return shell().page.evaluate(() => {
    const rows = [...document.querySelectorAll(".session:not([hidden]) .xterm-rows > div")];
    const row = rows.findLastIndex(({ textContent }) => textContent.startsWith(">>>"));
    return { row, html: rows.slice(row).map(({ innerHTML }) => innerHTML).filter((html) => html !== "") };
  });
}

function press(key: string): Promise<void> {
  const { keyboard } = shell().page;
  const name = /^<(.+)>$/.exec(key)?.[1];
  return name === undefined ? keyboard.insertText(key) : keyboard.press(name);
}

/**
 * Presses a key, and leaves what follows it two frames, in which Python draws it. Nothing on the screen tells that it has: the page's echo
 * is there before, and what is deleted looks as it did before it was typed. On a slow machine two keys may be drawn as one.
 */
async function drawnAfter(key: string): Promise<void> {
  await press(key);
  await shell().twoFrames();
}
