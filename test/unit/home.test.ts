/** What the interpreter tells of the home folder, on Pyodide's own file system, which Python writes to. */
import { loadPyodide, type PyodideAPI } from "pyodide";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { parseTell, type Tell } from "../../src/protocol/ask.ts";
import { MAX_KEPT_FILE_BYTES, MAX_KEPT_FILES } from "../../src/protocol/kept.ts";
import { PYODIDE_FOLDER } from "../../workers/image/runtime.ts";
import { Home, type HomeFileSystem } from "../../workers/interpreter/home.ts";

let python: PyodideAPI;
let home: Home;
let told: Tell[] = [];

beforeAll(async () => {
  python = await loadPyodide({ indexURL: PYODIDE_FOLDER });
  run(`
import os, shutil

def write(path, content):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(content)

def clear():
    for entry in os.scandir():
        shutil.rmtree(entry) if entry.is_dir(follow_symlinks=False) else os.remove(entry)
`);
});

beforeEach(() => {
  run("clear()");
  home = newHome();
});

afterEach(() => void vi.restoreAllMocks());

function run(code: string): unknown {
  return python.runPython(code);
}

function newHome(files: ConstructorParameters<typeof Home>[2] = []): Home {
  told = [];
  // As the page will parse it.
  return new Home(python.FS as unknown as HomeFileSystem, (op, json, data) => told.push(parseTell({ op, value: JSON.parse(json) as unknown, data })), files);
}

/** What a look tells, in short. */
function look(): string[] {
  told = [];
  home.look();
  return told.map((tell) => {
    if (tell.op === "kept.put") return `${tell.path}=${new TextDecoder().decode(tell.content).slice(0, 10)}`;
    if (tell.op === "kept.drop") return `-${tell.path}`;
    return tell.op === "kept.leave-out" ? `!${tell.leftOut.names.join()}${tell.leftOut.more ? "+" : ""}` : tell.op;
  });
}

/** The clock goes on by a millisecond, which files' times are made of. */
function tick(): void {
  const now = Date.now();
  vi.spyOn(Date, "now").mockReturnValue(now + 1);
}

it("tells what is new, changed, moved and gone, and nothing of the rest", () => {
  expect(look()).toEqual([]);
  run("write('a', '1'); write('folder/more/b', 'ü'); write('c', '')");
  tick();
  expect(look()).toEqual(["a=1", "c=", "folder/more/b=ü"]);
  expect(look()).toEqual([]);
  run("write('a', '2'); os.rename('folder', 'other'); os.remove('c')");
  tick();
  expect(look()).toEqual(["-c", "-folder/more/b", "a=2", "other/more/b=ü"]);
  run("write('new', '3'); os.replace('new', 'a')");
  tick();
  expect(look()).toEqual(["a=3"]);
  run("clear()");
  expect(look()).toEqual(["-other/more/b", "-a"]);
});

it("misses nothing that is written within the millisecond of a look", () => {
  vi.spyOn(Date, "now").mockReturnValue(1e12);
  run("write('a', '1')");
  expect(look()).toEqual(["a=1"]);
  run("write('a', '2')");
  tick();
  expect(look()).toEqual(["a=2"]);
  expect(look()).toEqual([]);
});

it("believes no time of the user's: a file of the future is told once", () => {
  run("write('a', '1'); os.utime('a', (2e10, 2e10))");
  expect(look()).toEqual(["a=1"]);
  expect(look()).toEqual([]);
});

it("puts back what an earlier interpreter has left, and needs not tell of it", () => {
  home = newHome([{ path: "folder/more/a", content: new Uint8Array([120]) }, { path: "b", content: new Uint8Array(0) }]);
  expect(run("open('folder/more/a').read() + open('b').read()")).toBe("x");
  expect(look()).toEqual([]);
  run("write('b', 'y'); os.remove('folder/more/a')");
  expect(look()).toEqual(["-folder/more/a", "b=y"]);
});

it("goes on without the folder itself", () => {
  run("write('a', '1')");
  tick();
  expect(look()).toEqual(["a=1"]);
  run("os.chdir('/'); shutil.rmtree('/home/pyodide')");
  expect(look()).toEqual(["-a"]);
  run("os.mkdir('/home/pyodide'); os.chdir('/home/pyodide'); write('b', '2')");
  expect(look()).toEqual(["b=2"]);
});

it("looks now and then while code runs", () => {
  const clock = vi.spyOn(performance, "now");
  clock.mockReturnValue(1e6);
  look();
  run("write('a', '1')");
  clock.mockReturnValue(1e6 + 900);
  home.lookNowAndThen();
  expect(told).toEqual([]);
  clock.mockReturnValue(1e6 + 1000);
  home.lookNowAndThen();
  expect(told).toHaveLength(1);
});

describe("what is left out is told", () => {
  it("as large files are, of which no older copy stays", () => {
    run(`write('a', 'x' * ${MAX_KEPT_FILE_BYTES})`);
    tick();
    expect(look()).toEqual(["a=xxxxxxxxxx"]);
    run("open('a', 'a').write('x')");
    expect(look()).toEqual(["-a", "!a"]);
    expect(look()).toEqual([]);
    run("write('a', 'small')");
    expect(look()).toEqual(["a=small", "!"]);
  });

  it("as files are beyond the limits of all together, until there is room", () => {
    run("for at in range(5): write(f'{at}', 'x' * 4_000_000)");
    tick();
    expect(look().at(-1)).toBe("!4");
    run("os.remove('0')");
    expect(look()).toEqual(["-0", "4=xxxxxxxxxx", "!"]);
    run("clear()");
    run(`for at in range(${MAX_KEPT_FILES} + 4): write(f'f{at}', '')`);
    expect(look().at(-1)).toBe(`!f${MAX_KEPT_FILES},f${MAX_KEPT_FILES + 1},f${MAX_KEPT_FILES + 2}+`);
  });

  it("a file that nobody may read any more, though nothing else of it has changed", () => {
    run("write('secret', 'x')");
    tick();
    expect(look()).toEqual(["secret=x"]);
    run("os.chmod('secret', 0)");
    expect(look()).toEqual(["-secret", "!secret"]);
  });

  it("as links are, which are not followed, and what may not be read", () => {
    run("os.symlink('/lib', 'lib'); os.symlink('.', 'loop'); write('secret', 'x'); write('closed/a', 'y'); os.chmod('secret', 0); os.chmod('closed', 0)");
    expect(look()).toEqual(["!lib,loop,closed/a+"]);
    run("os.chmod('closed', 0o700)");
  });

  it("as names are that no page would take", () => {
    run(`folder = '/'.join(['x' * 250] * 5); write(folder, 'deep')`);
    expect(look()).toEqual([`!${"x".repeat(60)}`]);
  });

  it("but not what Python writes for itself", () => {
    run("write('__pycache__/a.pyc', 'x'); write('folder/__pycache__/b.pyc', 'x')");
    expect(look()).toEqual([]);
  });

  it("however much there is", () => {
    run("for at in range(2000): os.mkdir(f'd{at}')");
    run("write('last', 'x')");
    expect(look()).toEqual(["!d1024"]);
  });
});

it("takes less than a millisecond where nothing has changed", () => {
  run("for at in range(20): write(f'folder{at % 4}/{at}', 'x' * 1000)");
  tick();
  expect(look()).toHaveLength(20);
  const times = Array.from({ length: 200 }, () => {
    const began = performance.now();
    home.look();
    return performance.now() - began;
  }).toSorted((a, b) => a - b);
  console.log(`  A look at 20 files in 4 folders: ${times[100]?.toFixed(3)} ms, at first ${times[199]?.toFixed(3)} ms`);
  expect(told).toHaveLength(20);
  expect(times[0]).toBeLessThan(1);
});
