import { join } from "node:path";
import type { PyodideAPI } from "pyodide";
import { beforeAll, describe, expect, test } from "vitest";
import { buildImage } from "../../workers/image/build.ts";
import type { Manifest } from "../../workers/image/manifest.ts";
import { restore, startWithoutSnapshot } from "./restore.ts";

const ROOT = join(import.meta.dirname, "../..");
const IMAGE = join(ROOT, "build/image");
const MINUTE = 60_000;

let manifest: Manifest;
beforeAll(async () => {
  manifest = await buildImage({ root: ROOT });
}, 5 * MINUTE);

const DRIVERS = `
from libcloud.compute.providers import get_driver
from libcloud.compute.types import Provider
ec2 = get_driver(Provider.EC2)("a", "b")
dummy = get_driver(Provider.DUMMY)("a")
[ec2.name, [node.name for node in dummy.list_nodes()]]
`;
const WORKING_DRIVERS = ["Amazon EC2", ["dummy-1", "dummy-2"]];

const run = (python: PyodideAPI, code: string): unknown => {
  const result: unknown = python.runPython(code);
  return result instanceof python.ffi.PyProxy ? result.toJs() : result;
};

describe("an interpreter from the snapshot", () => {
  let python: PyodideAPI;
  beforeAll(async () => {
    python = await restore(IMAGE, manifest);
  }, MINUTE);

  test("has drivers that work", () => {
    expect(run(python, DRIVERS)).toEqual(WORKING_DRIVERS);
  });

  test("has the driver's module in memory already", () => {
    expect(run(python, `import sys; "libcloud.compute.drivers.ec2" in sys.modules`)).toBe(true);
  });

  test("imports a driver that is not in memory without compiling", () => {
    run(python, WATCH_COMPILER);
    const cached = run(python, `
import sys
assert "libcloud.compute.drivers.gce" not in sys.modules and "colorsys" not in sys.modules
import colorsys
from libcloud.compute.drivers import gce
gce.__cached__`);
    expect(cached).toMatch(/gce\.cpython-314\.pyc$/);
    expect(run(python, "compiled")).toEqual([]);
    expect(run(python, `compile("1", "new.py", "exec"); compiled`)).toEqual(["new.py"]);
  });

  test("shows source lines of packages", () => {
    expect(run(python, `import inspect, libcloud.base; inspect.getsource(libcloud.base)[:20]`)).toBeTypeOf("string");
    expect(run(python, `inspect.getsource(type(ec2)).startswith("class EC2NodeDriver")`)).toBe(true);
  });

  test("has nothing of the machine that built the image", () => {
    expect(run(python, `
import os, sys
[sorted(os.environ), sys.executable, sys.argv, os.getcwd(), sys.path.count("")]`)).toEqual([
      ["HOME", "LANG", "LD_LIBRARY_PATH", "LOGNAME", "PATH", "PWD", "PYTHONINSPECT", "USER"],
      "/usr/bin/python3",
      [""],
      "/home/pyodide",
      1,
    ]);
  });

  test("goes by the clock and the time zone of where it runs", () => {
    const offset = new Date().getTimezoneOffset();
    expect(run(python, `
import logging, time
at = time.localtime()
[-at.tm_gmtoff // 60, (time.altzone if at.tm_isdst else time.timezone) // 60, time.strftime("%Z") in time.tzname,
 0 <= time.time() - logging._startTime / 1e9 < 3600]`)).toEqual([offset, offset, true, true]);
  });

  test("raises errors of JavaScript in Python", () => {
    expect(run(python, `
import js
try:
    js.JSON.parse("{")
except Exception as error:
    caught = type(error).__name__
caught`)).toBe("JsException");
  });

  test("can import micropip", () => {
    expect(run(python, "import micropip; micropip.__name__")).toBe("micropip");
  });
});

/** Sources that are compiled from now on; statements at the prompt have no such name. */
const WATCH_COMPILER = `
import sys
compiled = []
def watch(event, details):
    if event == "compile" and str(details[1]).endswith(".py"):
        compiled.append(details[1])
sys.addaudithook(watch)
`;

test("two interpreters from one snapshot draw different random numbers", async () => {
  const draw = `
import random, secrets, ssl, tempfile, uuid
[random.random(), secrets.token_hex(8), ssl.RAND_bytes(8).hex(), tempfile.mktemp(), str(uuid.uuid4())]`;
  const first = run(await restore(IMAGE, manifest), draw);
  const second = run(await restore(IMAGE, manifest), draw);
  expect(first).toHaveLength(5);
  const pairs = (first as unknown[]).map((value, i) => [value, (second as unknown[])[i]]);
  for (const [one, other] of pairs) expect(one).not.toBe(other);
}, MINUTE);

test("without the snapshot an interpreter starts from the library alone", async () => {
  const python = await startWithoutSnapshot(IMAGE, manifest);
  expect(run(python, `import sys; "libcloud" in sys.modules`)).toBe(false);
  expect(run(python, DRIVERS)).toEqual(WORKING_DRIVERS);
}, MINUTE);
