/** The line about the call that is being typed, below the terminal. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";
import { abandon, type } from "./keys.ts";

const shell = sharedShell(() => startSite());
const tip = () => shell().page.locator(".session:not([hidden]) .tip");
const active = () => tip().locator("strong");

test.beforeAll(async () => {
  await shell().exec(`
    def greet(name, loud=False):
        "Says hello."
  `);
});

test.beforeEach(() => shell().clear());

test("it follows the cursor through a call, and leaves with it", async () => {
  await type(shell(), "x = greet(");
  await expect(tip()).toHaveText("greet(name, loud=False) — Says hello.");
  await expect(active()).toHaveText("name");
  await type(shell(), "'a', ");
  await expect(active()).toHaveText("loud=False");
  await type(shell(), "<ArrowLeft><ArrowLeft>");
  await expect(active()).toHaveText("name");
  await type(shell(), "<Home>");
  await expect(tip()).toHaveText("");
  await type(shell(), "<End>");
  await expect(active()).toHaveText("loud=False");
  await abandon(shell());
  await expect(tip()).toHaveText("");
});

test("it goes when the statement runs", async () => {
  await type(shell(), "print(input(greet('a') or 'name? '");
  await expect(tip()).toHaveText(/^input\(/);
  await type(shell(), "))<Enter>");
  await shell().until(/^name\?$/m, { status: "running" });
  await expect(tip()).toHaveText("");
  await type(shell(), "Ann<Enter>");
  await shell().ready();
});

test("a driver's method has one, and so has a method of a loop's variable", async () => {
  await shell().run("driver = get_driver('dummy')(0); nodes = driver.list_nodes()");
  await type(shell(), "driver.reboot_node(");
  await expect(active()).toHaveText("node");
  await abandon(shell());
  await shell().clear();
  await type(shell(), "for node in nodes:<Enter>node.na<Tab>");
  await shell().until(/^>>> for node in nodes:\n\.\.\. {5}node\.name$/);
  await type(shell(), "<Backspace><Backspace><Backspace><Backspace>reboot(");
  await expect(tip()).toHaveText(/^reboot\(\)/);
  await abandon(shell());
});

test("it runs none of the user's code", async () => {
  await shell().exec(`
    class Trap:
        def __getattr__(self, name): print("spr" + "ung")
        @property
        def __signature__(self): print("spr" + "ung")
        def __call__(self, bait): pass
    trap = Trap()
  `);
  await shell().clear();
  await type(shell(), "trap(");
  await expect(active()).toHaveText("bait");
  expect(await shell().screen()).toBe(">>> trap(");
  await abandon(shell());
});

test("text that looks like markup or commands is text", async () => {
  await shell().run("exec('def odd(a): \"<img src=x onerror=alert(1)> \\\\x1b[31m red\"')");
  await shell().clear();
  await type(shell(), "odd(");
  await expect(tip()).toHaveText("odd(a) — <img src=x onerror=alert(1)> \\x1b[31m red");
  expect(await tip().locator("img").count()).toBe(0);
  await abandon(shell());
});

test("it stays on one line, at any width", async () => {
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1200, height: 1000 };
  await page.setViewportSize({ width: 320, height: 600 });
  await shell().clear();
  await type(shell(), "get_driver('ec2')(");
  await expect(tip()).toHaveText(/^\S+\(.*…/);
  const { height } = (await tip().boundingBox()) ?? { height: 0 };
  expect(height).toBeGreaterThan(15);
  expect(height).toBeLessThan(30);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await abandon(shell());
  await page.setViewportSize(size);
});

test("looking stays quick in long source and among many names", async () => {
  await shell().exec(`
    import time
    from libcloud_repl.signature import describe_call
    many = {f"name{i}": [i] for i in range(15_000)}
    many["driver"] = get_driver("dummy")(0)
    source = "for i in name14999: i.real\\n" * 200 + "driver.create_node("
    def seconds():
        begun = time.perf_counter()
        assert describe_call(source, len(source), many, 130) is not None
        return time.perf_counter() - begun
  `);
  // On an idle machine 10 ms; this is no measurement, and a busy one shall not fail it.
  expect(Number(await shell().run("min(seconds() for _ in range(5))"))).toBeLessThan(0.5);
});
