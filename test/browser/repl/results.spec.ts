/** How results are shown: as Python does, or richer where the user asks for it. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";

const shell = sharedShell(() => startSite());

test.beforeAll(async () => {
  await shell().run("nodes = get_driver('dummy')('x').list_nodes()");
});

test.afterEach(() => shell().run("table.all = False"));

test("by default a result is its repr", async () => {
  expect(await shell().run("nodes[:1]")).toMatch(/^\[<Node: uuid=/);
  expect(await shell().run("{'a': [1]}")).toBe("{'a': [1]}");
  expect(await shell().run("_")).toBe("{'a': [1]}");
  expect(await shell().run("None")).toBe("");
});

test("a repr that fails shows its traceback without the shell's own frames", async () => {
  const shown = await shell().exec(`
    class Broken:
        def __repr__(self): 1 / 0
    Broken()
  `);
  expect(shown).toContain("ZeroDivisionError");
  expect(shown).not.toContain("hook.py");
});

test("table.all makes tables of lists, for the terminal's width", async () => {
  await shell().run("table.all = True");
  const rows = (await shell().run("nodes")).split("\n");
  expect(rows[0]).toMatch(/id\s+name\s+state/);
  expect(rows[2]).toMatch(/dummy-1/);
  expect(await shell().run("nodes[0]")).toMatch(/^<Node: uuid=/);
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1200, height: 1000 };
  await page.setViewportSize({ width: 250, height: 900 });
  const narrow = (await shell().run("nodes")).split("\n");
  expect(Math.max(...narrow.map((row) => row.length))).toBeLessThan(30);
  expect(narrow.at(-1)).toMatch(/no room for/);
  await page.setViewportSize(size);
});

test("table.all indents plain data and cuts what is long", async () => {
  await shell().run("table.all = True");
  expect(await shell().run("{'name': 'x' * 120, 'tags': ['a']}")).toBe(`{\n  "name": "${"x".repeat(120)}",\n  "tags": [\n    "a"\n  ]\n}`);
  await shell().begin("list(range(5000))");
  await shell().until(/… 4,942 lines left out: print\(_\) shows all\n[^]*\n\]\n>>>$/, { status: "ready" });
});
