/** What is typed is on the screen before Python has drawn it, and never where it does not belong: here Python is too busy to draw. */
import { expect, test } from "@playwright/test";
import { Gate } from "../support/gate.ts";
import { sharedShell } from "../support/shared.ts";

/** What Python waits for while it is busy. */
const gate = new Gate();
const shell = sharedShell(() => gate.startSite());

const tip = () => shell().page.locator(".session:not([hidden]) .tip");

test.beforeAll(async () => {
  await gate.install(shell());
  await shell().exec(`
    import asyncio, getpass
    from libcloud_repl import host
    from libcloud_repl.start import _shell

    def say(text):
        host.tell("tip.show", {"before": text, "active": "", "after": ""})

    async def keep_busy(name, *words, begun=""):
        while _shell.prompt.editor.get_unicode() != begun:
            await asyncio.sleep(.05)
        await asyncio.sleep(.1)
        gate()
        for word in words:
            print(word)
        say(name + " is over")

  `);
});

/** From the next prompt on Python will be busy. */
const beginBusy = (name: string, options: string): Promise<void> => shell().begin(`_ = asyncio.create_task(keep_busy('${name}'${options}))`);

/** Python is busy from now on; the returned function ends that. */
async function busy(name: string, options = ""): Promise<() => Promise<void>> {
  await beginBusy(name, options);
  await gate.reached(); // not a tip: that takes a row of the terminal
  return async () => {
    await gate.open();
    await expect(tip()).toHaveText(`${name} is over`);
  };
}

/** The row that is edited, two frames from now, with which all that was typed is drawn. */
async function editedRow(): Promise<string> {
  await shell().twoFrames();
  return (await shell().screen()).split("\n").at(-1) ?? "";
}

async function abandon(): Promise<void> {
  await shell().press("Control+c");
  await shell().ready();
  gate.forget();
}

test("what is typed is there at once, and once", async () => {
  const over = await busy("first");
  await shell().insert("6 *");
  await shell().insert(" 7");
  await shell().until(/\n>>> 6 \* 7$/);
  expect(gate.waiting).toBe(1);
  await over();
  await shell().press("Enter");
  await shell().until(/\n>>> 6 \* 7\n42\n>>>$/, { status: "ready" });
});

test("what is typed never leaves the screen when Python has drawn it, too", async () => {
  const text = `(${"word + ".repeat(12)}"end")`;
  await shell().clear();
  const lengths = await shell().page.evaluateHandle(() => {
    const seen: number[] = [];
    const rows = document.querySelector(".session:not([hidden]) .xterm-rows");
    if (rows === null) throw new Error("no terminal");
    new MutationObserver(() => seen.push(rows.textContent?.trim().length ?? 0)).observe(rows, { subtree: true, childList: true });
    return seen;
  });
  await shell().page.keyboard.type(text, { delay: 10 });
  await shell().until(/"end"\)$/);
  const seen = await lengths.jsonValue();
  expect(seen.length).toBeGreaterThan(text.length / 4);
  expect(seen).toEqual(seen.toSorted((one, other) => one - other));
  await abandon();
});

for (const { name, keys, row } of [
  { name: "behind the cursor only", keys: ["a", "ArrowLeft", "b"], row: ">>> a" },
  { name: "not behind Enter", keys: ["a", "Enter", "b"], row: ">>> a" },
  { name: "not what is searched for", keys: ["Control+r", "x"], row: ">>>" },
  { name: "not what is no ASCII", keys: ["é"], row: ">>>" },
]) {
  test(`it is shown ${name}`, async () => {
    await busy(name);
    for (const key of keys) await (key.length === 1 ? shell().insert(key) : shell().press(key));
    expect(await editedRow()).toBe(row);
    expect(gate.waiting).toBe(1);
    await abandon();
  });
}

test("it ends before the row does, where the editor goes on in its own way", async () => {
  const columns = Number(await shell().run("import os; os.get_terminal_size().columns"));
  const over = await busy("long");
  await shell().insert("x".repeat(columns + 20));
  expect(await editedRow()).toBe(`>>> ${"x".repeat(columns - 5)}`);
  expect(gate.waiting).toBe(1);
  await over();
  await shell().until(/x\\\nx{25}$/);
  await abandon();
});

test("output goes above it", async () => {
  const over = await busy("output", ", 'said'");
  await shell().insert("ab");
  await shell().until(/\n>>> ab$/);
  await over();
  await shell().until(/\)\)\nsaid\n>>> ab$/);
  await abandon();
});

test("it outlives another size of the terminal", async () => {
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  const over = await busy("size");
  await shell().insert("ab");
  await shell().until(/\n>>> ab$/);
  await page.setViewportSize({ width: 700, height: size.height });
  await over();
  await shell().until(/\)\)\n>>> ab$/);
  await page.setViewportSize(size);
  await shell().until(/\)\)\n>>> ab$/);
  await abandon();
});

test("what is typed while the size changes is there once", async () => {
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1200, height: 1000 };
  await shell().clear();
  for (let time = 0; time < 12; time += 1) {
    await page.setViewportSize(time % 2 === 0 ? { width: 700, height: size.height } : size);
    await page.keyboard.type(`'word ${time}'`);
    await shell().press("Enter");
    await shell().until(new RegExp(`\n'word ${time}'\n>>>$`), { status: "ready" });
    expect(await shell().screen()).toContain(`>>> 'word ${time}'\n'word ${time}'\n>>>`);
  }
});

test("within a string it has the string's colour", async () => {
  const green = shell().page.locator(".session:not([hidden]) .xterm-rows .xterm-fg-2");
  await beginBusy("string", `, begun="'a"`);
  await shell().until(/\n>>>$/);
  await shell().insert("'a");
  await gate.reached();
  await shell().insert("b");
  await expect(green.last()).toHaveText("'ab");
  expect(gate.waiting).toBe(1);
  await abandon();
});

test("a password is not shown, whatever a program writes", async () => {
  await shell().begin(String.raw`print('\x1b]7772;0;50;\x07', end='', flush=True) or getpass.getpass('Say it: ')`);
  await shell().until(/\nSay it:$/);
  await shell().insert("secret");
  expect(await editedRow()).toBe("Say it:");
  await shell().press("Enter");
  await shell().until(/\n'secret'\n>>>$/, { status: "ready" });
});
