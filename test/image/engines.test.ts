// Completion, signatures, inspection and tables were tried on the tests' own Python; here on the interpreter that users get.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PyodideAPI } from "pyodide";
import { beforeAll, expect, test } from "vitest";
import { buildImage } from "../../workers/image/build.ts";
import { restore } from "./restore.ts";

const ROOT = join(import.meta.dirname, "../..");
const MINUTE = 60_000;
const PYTEST = ["pytest", "_pytest", "pluggy", "iniconfig", "packaging", "pygments"];
const FILES = readdirSync(join(ROOT, "test/python")).filter((name) => /^test_(completion|signature|inspection|display)/.test(name));

let python: PyodideAPI;
beforeAll(async () => {
  python = await restore(join(ROOT, "build/image"), await buildImage({ root: ROOT }));
  const library = join(ROOT, "build/test-venv/lib");
  const site = readdirSync(library).map((version) => join(library, version, "site-packages")).find(existsSync);
  if (!site) throw new Error("The tests' Python environment is not there: npm test makes it.");
  for (const name of PYTEST) mount(join(site, name), `/tests/lib/${name}`);
  python.FS.writeFile("/tests/lib/py.py", readFileSync(join(site, "py.py")));
  mount(join(ROOT, "test/python"), "/tests/python");
  python.runPython(RUN);
}, 6 * MINUTE);

function mount(from: string, to: string): void {
  python.FS.mkdirTree(to);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: from }, to);
}

/** Returns pytest's code and what it printed. */
const RUN = `
import contextlib, io, os, sys
sys.path[:0] = ["/tests/lib", "/tests/python"]
sys.dont_write_bytecode = True
os.chdir("/tests")

def run(file):
    import pytest
    out = io.StringIO()
    options = ["-q", "--noconftest", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--capture=sys", "--tb=short", "--rootdir=/tests"]
    with contextlib.redirect_stdout(out):
        code = int(pytest.main([*options, "/tests/python/" + file]))
    return f"{code}\\n{out.getvalue()}"
`;

test("there are files to run", () => {
  expect(FILES.length).toBeGreaterThan(6);
});

test.each(FILES)("%s passes on it", (file) => {
  const output: unknown = python.runPython(`run(${JSON.stringify(file)})`);
  expect(output).toMatch(/^0\n/);
}, 5 * MINUTE);

test("annotations are not evaluated", () => {
  expect(python.runPython(`
from libcloud_repl.signature import describe_call
names = {}
exec("def f(a: undefined_name, b: print('evaluated') = 1): ...", names)
str(describe_call("f(", 2, names, 80))`)).toBe("f(a, b=1)");
});

test("the modules of the zipped standard library are listed", () => {
  expect(python.runPython(`
from libcloud_repl.completion import complete
" ".join(item.text for source in ("import colors", "import xml.do", "from concurrent.fut", "import libcl") for item in complete(source, len(source), {}).items)`)).toBe(
    "colorsys dom futures libcloud libcloud_repl",
  );
});
