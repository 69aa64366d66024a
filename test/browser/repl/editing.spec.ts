/** Key sequences and what the screen shows for them: CPython's line editor, and what is added to it. */
import { test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";
import { check } from "./keys.ts";

const shell = sharedShell(() => startSite());

const CHECKS: Readonly<Record<string, readonly (readonly [what: string, keys: string, screen: string])[]>> = {
  moving: [
    ["left and right", "ac<ArrowLeft>b<ArrowRight>d", ">>> abcd"],
    ["Home and End", "bc<Home>a<End>d", ">>> abcd"],
    ["Ctrl-A and Ctrl-E", "bc<Control+a>a<Control+e>d", ">>> abcd"],
    ["Ctrl-B and Ctrl-F", "ac<Control+b>b<Control+f>d", ">>> abcd"],
    ["Alt-B and Alt-F by words", "one two<Alt+b>x<Alt+b>y<Alt+f>z", ">>> one yxtwoz"],
    ["Ctrl-arrows by words", "one two<Control+ArrowLeft><Control+ArrowLeft>x<Control+ArrowRight>y", ">>> xoney two"],
    ["left of the start is the start", "a<ArrowLeft><ArrowLeft><ArrowLeft>b", ">>> ba"],
    ["right of the end is the end", "a<ArrowRight><ArrowRight>b", ">>> ab"],
    ["up and down in a block", "if x:<Enter>a<Enter>b<ArrowUp>1<ArrowUp><End>2", ">>> if x:2\n...     a1\n...     b"],
  ],
  deleting: [
    ["Backspace", "abc<Backspace>d", ">>> abd"],
    ["Delete", "abc<Home><Delete>", ">>> bc"],
    ["Ctrl-D within a line", "abc<Home><Control+d>", ">>> bc"],
    ["Ctrl-H", "abc<Control+h>", ">>> ab"],
    ["Ctrl-W, a word", "one two<Control+w>", ">>> one"],
    ["Alt-Backspace, a word", "one two<Alt+Backspace>x", ">>> one x"],
    ["Alt-D, the word ahead", "one two<Home><Alt+d>", ">>>  two"],
    ["Ctrl-Delete, the word ahead", "one two<Home><Control+Delete>", ">>>  two"],
    ["Ctrl-U, to the start", "abc<ArrowLeft><Control+u>", ">>> c"],
    ["Ctrl-K, to the end", "abc<Home><ArrowRight><Control+k>", ">>> a"],
    ["Backspace in the indentation goes back a level", "if x:<Enter>if y:<Enter>z<Backspace><Backspace>w", ">>> if x:\n...     if y:\n...     w"],
    ["Backspace joins lines", "if x:<Enter><Backspace><Backspace>y", ">>> if x:y"],
  ],
  "the kill ring": [
    ["Ctrl-Y brings back", "one two<Control+w><Control+y><Control+y>", ">>> one twotwo"],
    ["kills in a row are one", "a b c<Control+w><Control+w><Home><Control+y>", ">>> b ca"],
    ["Alt-Y goes to the one before", "one<Control+u>two<Control+u><Control+y><Alt+y>", ">>> one"],
    ["a killed line comes back elsewhere", "tail<Home><Control+k>head <Control+y>", ">>> head tail"],
  ],
  undo: [
    ["a word at a time", "one two<Control+z>", ">>> one"],
    ["Ctrl-_ too", "one two<Control+Shift+Minus>", ">>> one"],
    ["a kill", "one two<Control+u><Control+z>", ">>> one two"],
    ["all of it", "one two<Control+z><Control+z><Control+z><Control+z>x", ">>> x"],
  ],
  "words and characters": [
    ["Ctrl-T swaps characters", "ba<ArrowLeft><Control+t>", ">>> ab"],
    ["at the end, the last two", "ab<Control+t>c", ">>> bac"],
    ["at the start, none", "ab<Home><Control+t>c", ">>> cab"],
    ["emoji stay whole", "🇩🇪👩‍🚀<Control+t>", ">>> 👩‍🚀🇩🇪"],
    ["Alt-U makes capitals", "one<Home><Alt+u>", ">>> ONE"],
    ["Alt-L makes small letters", "ONE<Home><Alt+l>", ">>> one"],
    ["Alt-C makes one capital", "oNE<Home><Alt+c>", ">>> One"],
    ["Alt-T swaps words", "two one<Alt+t>", ">>> one two"],
    ["a count repeats", "<Alt+3>x", ">>> xxx"],
  ],
  "keys without a meaning": [
    ["function keys", "a<F7><F8><F10>b", ">>> ab"],
    ["Escape, then a key", "a<Escape>[Zb", ">>> ab"],
    ["Shift-Tab", "a<Shift+Tab>b", ">>> ab"],
    ["Ctrl-Space", "a<Control+Space>b", ">>> ab"],
    ["Ctrl-up", "a<Control+ArrowUp>b", ">>> ab"],
  ],
  "every script": [
    ["a wide character is one step", "日本x<ArrowLeft><ArrowLeft><Backspace>語", ">>> 語本x"],
    ["a combining mark goes with its base", "ae\u0301<Backspace>b", ">>> ab"],
    ["a step passes base and mark", "e\u0301x<ArrowLeft><ArrowLeft>a", ">>> ae\u0301x"],
    ["an emoji", "a😀b<ArrowLeft><Backspace>c", ">>> acb"],
    ["Greek and umlauts", "Ωμέγα = 'ü'<Home>x", ">>> xΩμέγα = 'ü'"],
    ["Hangul", "'한국'<ArrowLeft><Backspace>글", ">>> '한글'"],
  ],
  blocks: [
    ["Enter behind a colon indents", "if x:<Enter>y", ">>> if x:\n...     y"],
    ["and keeps the indentation", "if x:<Enter>y<Enter>z", ">>> if x:\n...     y\n...     z"],
    ["an open bracket goes on", "f(1,<Enter>2", ">>> f(1,\n... 2"],
    ["an open string goes on", "'''a<Enter>b", ">>> '''a\n... b"],
    ["a comment behind the colon", "if x:  # why<Enter>y", ">>> if x:  # why\n...     y"],
    ["Enter in the middle makes a new line", "if x:<Enter>ab<ArrowUp><End> # c<Enter>d", ">>> if x: # c\n...     d\n...     ab"],
    ["Tab fills the indentation", "if x:<Enter><Backspace><Tab>y", ">>> if x:\n...     y"],
    ["a block runs after an empty line", "for i in 1, 2:<Enter>print(i)<Enter><Enter>", ">>> for i in 1, 2:\n...     print(i)\n...\n1\n2\n>>>"],
    ["a backslash goes on", "1 + \\<Enter>2<Enter>", ">>> 1 + \\\n... 2\n3\n>>>"],
    ["a statement of one line runs at once", "x = 5; x<Enter>", ">>> x = 5; x\n5\n>>>"],
    // The last ones, since the indentation is remembered.
    ["another indentation is gone on with", "if x:<Enter><Backspace>  a<Enter>if y:<Enter>b", ">>> if x:\n...   a\n...   if y:\n...     b"],
    ["and used for the next block", "if x:<Enter>y", ">>> if x:\n...   y"],
    ["Alt-Enter runs", "1 + 1<Home><Alt+Enter>", ">>> 1 + 1\n2\n>>>"],
  ],
};

for (const [group, checks] of Object.entries(CHECKS)) {
  test.describe(group, () => {
    for (const [what, keys, screen] of checks) test(what, () => check(shell(), keys, screen));
  });
}
