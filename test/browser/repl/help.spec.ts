/** Help while typing: completion, questions about objects, results as tables. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";
import { abandon, check, type } from "./keys.ts";

const shell = sharedShell(() => startSite());

/** Keys, and what is edited then. */
const COMPLETIONS: readonly (readonly [what: string, keys: string, line: string])[] = [
  ["a name", "get_dri<Tab>", "get_driver"],
  ["a module", "import json.deco<Tab>", "import json.decoder"],
  ["a submodule", "from libcloud.compu<Tab>", "from libcloud.compute"],
  ["a name of a module", "from libcloud.compute.types import Provid<Tab>", "from libcloud.compute.types import Provider"],
  ["an attribute", "Provider.DUM<Tab>", "Provider.DUMMY"],
  ["a provider in the call", "get_driver(Provider.DUM<Tab>", "get_driver(Provider.DUMMY"],
  ["a provider's name in quotes", "get_driver('dumm<Tab>", "get_driver('dummy"],
  ["a key of a dictionary", "stock['pea<Tab>", "stock['pears"],
  ["an argument", "print('x', flu<Tab>", "print('x', flush="],
  ["nothing, where nothing fits", "no_such_name_at_al<Tab>", "no_such_name_at_al"],
];

test.beforeAll(async () => {
  await shell().run("stock = {'pears': 1, 'plums': 2}");
});

for (const [what, keys, line] of COMPLETIONS) {
  test(`Tab completes ${what}`, () => check(shell(), keys, `>>> ${line}`));
}

test("Tab twice shows what there is to choose", async () => {
  await type(shell(), "stock['p<Tab><Tab>");
  await shell().until(/pears\s+plums/);
  await abandon(shell());
});

const CHOOSING: readonly (readonly [what: string, keys: string, screen: string])[] = [
  ["Down goes in", "<ArrowDown>", ">>> stock['pears\npears  plums"],
  ["a third Tab does, too", "<Tab>", ">>> stock['pears\npears  plums"],
  ["arrows go from one to the next, and around", "<ArrowDown><ArrowRight>", ">>> stock['plums\npears  plums"],
  ["and back", "<ArrowDown><ArrowLeft><ArrowUp>", ">>> stock['pears\npears  plums"],
  ["Enter takes it, and runs nothing", "<ArrowDown><ArrowDown><Enter>'] + 1", ">>> stock['plums'] + 1"],
  ["text goes on behind it", "<ArrowDown>']", ">>> stock['pears']"],
  ["Ctrl-G takes none", "<ArrowDown><ArrowDown><Control+g>x", ">>> stock['px"],
  ["undo takes all of it back", "<ArrowDown><ArrowDown><ArrowDown><Control+z>", ">>> stock['p"],
  ["other arrows move the cursor as ever, and the list goes", "<ArrowLeft>x", ">>> stock['xp"],
];

for (const [what, keys, screen] of CHOOSING) {
  test(`in the list of completions ${what}`, () => check(shell(), `stock['p<Tab><Tab>${keys}`, screen));
}

test("a list that is longer than the screen shows what is chosen", async () => {
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1200, height: 1000 };
  await page.setViewportSize({ width: 500, height: 400 });
  await shell().clear();
  await type(shell(), "Provider.<Tab><Tab><Tab>");
  await shell().until(/^>>> Provider\.ABIQUO\nABIQUO [^]* more…$/);
  await type(shell(), "<ArrowUp>");
  await shell().until(/^>>> Provider\.(?!ABIQUO)(\w+)\n(?!ABIQUO)[^]* \1\n[^]* more…$/);
  await abandon(shell());
  await page.setViewportSize(size);
});

test("completion runs none of the user's code", async () => {
  const lines = ["class Trap:", " @property", " def inner(self): print('spr' + 'ung')", " def __dir__(self): print('spr' + 'ung')"];
  await shell().run(`exec(${JSON.stringify(lines.join("\n"))}); trap = Trap()`);
  await type(shell(), "trap.inn<Tab>");
  await shell().until(/^>>> trap\.inner$/m);
  expect(await shell().screen()).not.toContain("sprung");
  await abandon(shell());
});

test("a question mark shows signature and documentation, two the source", async () => {
  expect(await shell().run("get_driver?")).toContain("get_driver(");
  await type(shell(), "def apples(count=3):<Enter>'How many there are.'<Enter>return count<Enter><Enter>");
  await shell().ready();
  expect(await shell().run("apples?")).toContain("How many there are.");
  expect(await shell().run("apples??")).toContain("return count");
  expect(await shell().run("no_such_name?")).toContain("no_such_name");
});

test("libcloud's objects are shown as a table", async () => {
  const rows = (await shell().run("table(get_driver('dummy')('x').list_nodes())")).split("\n");
  expect(rows[0]).toMatch(/id\s+name\s+state/i);
  expect(rows.some((row) => /dummy-1\s+running/i.test(row))).toBe(true);
});
