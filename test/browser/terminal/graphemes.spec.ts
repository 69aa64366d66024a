/** The terminal and Python agree on how many columns text has, so that what is drawn is where the editor believes it to be. */
import { expect, test } from "@playwright/test";
import { check } from "../repl/keys.ts";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";

const shell = sharedShell(() => startSite());

/** What is drawn as one, and its columns. */
const SAMPLES: readonly (readonly [what: string, text: string, columns: number])[] = [
  ["an emoji", "😀", 2],
  ["emoji that are joined", "👩‍🚀", 2],
  ["a family", "👨‍👩‍👧‍👦", 2],
  ["a flag", "🇩🇪", 2],
  ["two flags", "🇩🇪🇫🇷", 4],
  ["half a flag", "🇩", 1],
  ["a flag of tags", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2],
  ["a skin tone", "👍🏽", 2],
  ["skin tones that are joined", "👩🏽‍🤝‍👨🏿", 2],
  ["a heart as text", "❤", 1],
  ["a heart as emoji", "❤️", 2],
  ["a heart on fire", "❤️‍🔥", 2],
  ["a keycap", "1️⃣", 2],
  ["a combining mark", "e\u0301", 1],
  ["many marks", "z\u0351\u036b\u0343", 1],
  ["Devanagari", "नमस्ते", 4],
  ["Devanagari vowels beside their consonants", "हिन्दी", 5],
  ["Thai", "กำลังที่", 5],
  ["Chinese", "漢字", 4],
  ["Hangul", "한국", 4],
  ["Hangul in parts", "\u1112\u1161\u11ab", 2],
  ["full width", "ＡＢ", 4],
  ["Arabic", "سلام", 4],
];

for (const [what, text, columns] of SAMPLES) {
  test(`printed: ${what}`, async () => {
    // The sign lands where the stroke was only if the terminal counts the same columns.
    const output = await shell().run(`s = ${ascii(text)}; print(s + '|\\r\\x1b[${columns}C!')`);
    expect(output).toBe(`${text}!`);
    expect(await shell().run("from libcloud_repl.graphemes import text_width; text_width(s)")).toBe(String(columns));
  });

  test(`edited: ${what}`, async () => {
    await check(shell(), `'${text}'<ArrowLeft>x<End>y<Home>z`, `>>> z'${text}x'y`);
  });
}

const STEPS: Readonly<Record<string, string>> = { "joined emoji": "👩‍🚀", "a flag": "🇩🇪", "a skin tone": "👍🏽", "a vowel beside": "हि", "a keycap": "1️⃣" };

for (const [what, text] of Object.entries(STEPS)) {
  test(`one step and one deletion: ${what}`, async () => {
    await check(shell(), `a${text}b<ArrowLeft><ArrowLeft>x`, `>>> ax${text}b`);
    await check(shell(), `a${text}b<ArrowLeft><Backspace>x`, ">>> axb");
    await check(shell(), `a${text}b<Home><ArrowRight><Delete>x`, ">>> axb");
  });
}

test("a mark that is typed or deleted changes its character only", async () => {
  await check(shell(), "'e<ArrowLeft><ArrowRight>\u0301f", ">>> 'e\u0301f");
  await check(shell(), "'❤x<ArrowLeft>\ufe0fy", ">>> '❤\ufe0fyx");
});

test("up and down keep the column beside characters of every width", async () => {
  await check(shell(), "if '👩‍🚀' and 1:<Enter>'👩‍🚀'<ArrowLeft><ArrowUp>x<ArrowDown>y", ">>> if '👩‍🚀'x and 1:\n...     '👩‍🚀'y");
});

test("what cannot be seen and joins nothing is spelled out", async () => {
  await check(shell(), "'a\u200bb'x", ">>> 'a\\u200bb'x");
  await check(shell(), "'a\u200d→'x", ">>> 'a\\u200d→'x");
});

test("a line of emoji is wrapped between them", async () => {
  const columns = Number(await shell().run("import os; os.get_terminal_size().columns"));
  const fitting = Math.floor((columns - 1 - ">>> '".length) / 2);
  const rows = [`>>> '${"👩‍🚀".repeat(fitting)}`, "👩‍🚀👩‍🚀'"];
  await shell().clear();
  await shell().insert(`'${"👩‍🚀".repeat(fitting + 2)}'`);
  await shell().until(new RegExp(`^${rows.join("\\\\\n")}$`));
  await shell().press("Control+c");
  await shell().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
});

test("every character that Unicode names has the same width in both", async () => {
  // The first and the last of each run of neighbours with the same width and category, as many to a row as fit.
  await shell().exec(`
    import itertools, unicodedata
    from libcloud_repl.graphemes import char_width
    def runs():
        kind = lambda c: (unicodedata.category(c), char_width(c))
        for (category, width), run in itertools.groupby(map(chr, range(0xa1, 0x110000)), kind):
            run = list(run)
            if category not in ('Cc', 'Cf', 'Cn', 'Co', 'Cs', 'Mn', 'Me', 'Mc', 'Sk', 'Zl', 'Zp'):
                yield from dict.fromkeys((run[0], run[-1]))
    edges = [c for c in runs() if not '\\U0001f1e6' <= c <= '\\U0001f1ff' and not '\\u1160' <= c <= '\\u11ff']
  `);
  const count = Number(await shell().run("len(edges)"));
  expect(count).toBeGreaterThan(1000);
  for (let start = 0; start < count; start += 40 * 50) {
    // Rows that are right read "ok" where the width says that the text ends.
    const output = await shell().exec(`
      for at in range(${start}, min(len(edges), ${start + 2000}), 40):
          part = edges[at:at + 40]
          print(''.join(part) + f'||\\r\\x1b[{sum(map(char_width, part))}Cok')
    `);
    const rows = output.split("\n");
    expect(rows.filter((row) => !/[^|]ok$/.test(row))).toEqual([]);
  }
});

/** As a Python string literal. */
function ascii(text: string): string {
  return `'${Array.from(text, (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`).join("")}'`;
}
