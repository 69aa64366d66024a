/** What the user writes below the home folder outlives the interpreter, however that ends; the session's end and a reload it does not. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "./support/shared.ts";
import { startSite } from "./support/site.ts";

const shell = sharedShell(() => startSite());

const TREE = "import os; print(*sorted(os.path.join(at, f) for at, _, files in os.walk('.') for f in files))";
const BANNER = /Ready to use[^\n]*\n>>>$/;

/** What a person reads at the prompt of the interpreter that follows. */
async function renewed(): Promise<string> {
  await shell().until(BANNER, { status: "ready" });
  return screen();
}

/** The terminal wraps what is longer than a row. */
async function screen(): Promise<string> {
  return (await shell().screen()).replaceAll("\n", "");
}

async function restart(): Promise<string> {
  await shell().clear();
  await shell().page.getByRole("button", { name: "Restart" }).click();
  return renewed();
}

/** A session without files. */
test.beforeEach(async () => {
  await shell().begin("exit");
  await shell().until(/\[y\/N\]$/);
  await shell().enter("y");
  await renewed();
  expect(await shell().run(TREE)).toBe("");
});

test("a loop in C is ended by keys, and the files that were written before it are there", async () => {
  await shell().exec(`
    import os
    os.makedirs('data/more')
    with open('data/more/zonen.csv', 'w') as file: file.write('Zürich')
    with open('raw', 'wb') as file: file.write(bytes(range(256)))
  `);
  await shell().beginProgram(`
    with open('begun', 'w') as file: file.write('in the same input')
    print('busy'); sum(range(10 ** 12))
  `);
  await shell().until(/^busy$/m, { status: "running" });
  await shell().press("Control+c");
  await shell().press("Control+c");
  await expect(shell().page.locator("#restart")).toBeFocused();
  await shell().press("Enter");
  expect(await renewed()).toContain("Restarted: variables are gone, history and 3 files are kept.");
  expect(await shell().run(TREE)).toBe("./begun ./data/more/zonen.csv ./raw");
  expect(await shell().run("open('data/more/zonen.csv').read(), open('raw', 'rb').read() == bytes(range(256))")).toBe("('Zürich', True)");
  expect(await shell().run("open('begun').read()")).toBe("'in the same input'");
});

for (const [name, death] of Object.entries({
  "%restart": "%restart",
  "os.abort()": "import os; open('late', 'w').write('x' * 3_000_000); os.abort()",
  "a worker that closes itself": "import js; open('late', 'w').write('x' * 3_000_000); js.close()",
  "a segmentation fault": "import faulthandler; open('late', 'w').write('x' * 3_000_000); faulthandler._sigsegv()",
})) {
  test(`after ${name} the files are there, those of the last statement too`, async () => {
    await shell().run("_ = open('early', 'w').write('early')");
    await shell().begin(death);
    const files = death.includes("late") ? "2 files are" : "1 file are";
    expect(await renewed()).toContain(`: variables are gone, history and ${files} kept.`);
    expect(await shell().run("open('early').read()")).toBe("'early'");
    if (death.includes("late")) expect(await shell().run("len(open('late').read())")).toBe("3000000");
    shell().watch.errors.splice(0); // Pyodide reports what it died of there
  });
}

test("what was changed, moved or removed is so after a restart, and after the next one", async () => {
  await shell().run("_ = [open(name, 'w').write(name) for name in 'abcd']");
  await shell().run("os.remove('a'); os.rename('b', 'e'); _ = open('c', 'w').write('C')");
  expect(await restart()).toContain("history and 3 files are kept.");
  expect(await shell().run("[(name, open(name).read()) for name in sorted(__import__('os').listdir())]")).toBe("[('c', 'C'), ('d', 'd'), ('e', 'b')]");
  await shell().run("import os; os.remove('d'); _ = open('c', 'a').write('+')");
  expect(await restart()).toContain("history and 2 files are kept.");
  expect(await shell().run("[(name, open(name).read()) for name in sorted(__import__('os').listdir())]")).toBe("[('c', 'C+'), ('e', 'b')]");
});

test("each line of a block leaves what it wrote, however fast it follows", async () => {
  await shell().exec(Array.from({ length: 20 }, (_, line) => `with open('same', 'w') as file: _ = file.write('${String(line).padStart(2, "0")}')`).join("\n"));
  await restart();
  expect(await shell().run("open('same').read()")).toBe("'19'");
});

test("what is written while the code goes on is kept, too", async () => {
  await shell().beginProgram(`
    import time
    for count in range(10 ** 6):
        with open('count', 'w') as file: print(count, file=file)
        if count == 5: print('busy')
        time.sleep(0.3)
  `);
  await shell().until(/^busy$/m, { status: "running" });
  await shell().page.getByRole("button", { name: "Restart" }).click();
  expect(await renewed()).toContain("1 file are kept.");
  expect(Number(await shell().run("int(open('count').read())"))).toBeGreaterThan(0);
});

test("past the limits the person is told once, and again when it is gone", async () => {
  await shell().run("_ = open('good', 'w').write('good'), open('large', 'wb').write(bytes(4_000_001))");
  expect(await screen()).toContain("Not kept over a restart: large. Kept are plain files in the home folder, up to 4 MB each, 256 of them, 16 MB in all.");
  expect(await shell().run("open('good').read()")).toBe("'good'");
  await shell().run("_ = [open(f'{at:03}', 'w').write('x') for at in range(300)]");
  expect(await screen()).not.toContain("Not kept");
  expect(await restart()).toMatch(/history and 256 files are kept\. Not kept over a restart: large, \S+, \S+ and more\. Kept are/);
  expect(await shell().run("import os; len(os.listdir()), os.path.exists('large'), open('good').read()")).toBe("(256, False, 'good')");
  expect(await restart()).not.toContain("Not kept");
});

test("16 MB are kept, and come back", async () => {
  await shell().run("_ = [open(f'{at}', 'wb').write(bytes([at]) * 4_000_000) for at in range(5)]");
  expect(await restart()).toContain("history and 4 files are kept. Not kept over a restart: 4. Kept are");
  expect(await shell().run("[open(str(at), 'rb').read() == bytes([at]) * 4_000_000 for at in range(4)]")).toBe("[True, True, True, True]");
});

test("a leaving session takes its files along, code that ends itself does not", async () => {
  await shell().run("_ = open('a', 'w').write('a')");
  await shell().begin("raise SystemExit");
  expect(await renewed()).toContain("The session has ended; this is a new one: variables are gone, history and 1 file are kept.");
  await shell().press("Control+d");
  await shell().until(/\[y\/N\]$/);
  await shell().enter("y");
  expect(await renewed()).toContain("The session has ended; this is a new one: variables and files are gone, history is kept.");
  expect(await shell().run(TREE)).toBe("");
});

test("another session sees none of it", async () => {
  await shell().run("_ = open('mine', 'w').write('x')");
  await shell().press("Alt+Shift+N");
  await renewed();
  expect(await shell().run(TREE)).toBe("");
  await restart();
  expect(await shell().run(TREE)).toBe("");
  await shell().press("Alt+Shift+W");
  await shell().ready();
  expect(await shell().run("open('mine').read()")).toBe("'x'");
});

test("code that takes the operating system apart loses nothing", async () => {
  await shell().run("_ = open('a', 'w').write('a')");
  await shell().exec(`
    import builtins, io, json, sys, time
    _ = open('b', 'w').write('b')
    os.scandir = os.stat = os.lstat = os.listdir = os.open = os.read = None
    time.time = time.time_ns = builtins.open = io.open = None
    class Wrong(BaseException): pass
    def wrong(*_): raise Wrong
    sys.settrace(wrong)
  `);
  expect(await restart()).toContain("history and 2 files are kept.");
  expect(await shell().run("open('a').read() + open('b').read()")).toBe("'ab'");
});

test("code that takes the file system apart is told so once, and what was kept is kept", async () => {
  await shell().run("_ = open('a', 'w').write('a')");
  await shell().run("from pyodide_js import FS; FS.readdir = None");
  expect(await screen()).toMatch(/Files are no longer kept over a restart: \S/);
  expect(await shell().run("6 * 7")).toBe("42");
  expect(await restart()).toContain("history and 1 file are kept.");
});

test("links are not followed, and what may not be read is left out", async () => {
  await shell().run("import os; os.symlink('/lib', 'link'); os.symlink('.', 'loop'); _ = open('good', 'w').write('x')");
  await shell().run("_ = open('secret', 'w').write('x'); os.chmod('secret', 0)");
  expect(await restart()).toContain("1 file are kept. Not kept over a restart: link, loop, secret. Kept are");
  expect(await shell().run(TREE)).toBe("./good");
});

test("an interpreter that claims a file elsewhere is replaced, and nothing comes of it", async () => {
  await shell().run("_ = open('good', 'w').write('x')");
  await shell().run("from pyodide.ffi import to_js; from libcloud_repl import host; tell = host._js.channel.tell");
  await shell().begin("tell('kept.put', '{\"path\": \"../escaped\"}', to_js(b'x'))");
  expect(await renewed()).toMatch(/Python crashed \(the interpreter sent what it must not: path .*1 file are kept\./);
  expect(await shell().run("import os; [at for at, _, files in os.walk('/') if 'escaped' in files]")).toBe("[]");
});

test("a reload takes the files along", async () => {
  await shell().run("_ = open('a', 'w').write('a')");
  await shell().page.reload();
  await shell().ready();
  expect(await shell().run(TREE)).toBe("");
});
