/** Packages with compiled code: from an index, and from Pyodide's lock as soon as they are imported. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { ensureIndexWheels } from "../servers/package-index.ts";
import { libraryWithFunction, libraryWithJavaScript } from "../servers/side-module.ts";
import { answerConsent, consentDialog } from "./support/consent.ts";
import { sharedPackageShell } from "./support/package-shell.ts";

const { shell, index } = sharedPackageShell();

test.describe.configure({ mode: "serial" });

const JITER = "jiter-0.19.0-cp314-cp314-pyemscripten_2026_0_wasm32.whl";

const MDURL = "mdurl-0.1.2-py3-none-any.whl";

/** A list of packages as the image has it, with files that the index really has. */
async function lock(): Promise<object> {
  const folder = await ensureIndexWheels();
  const entry = (name: string, version: string, file: string, depends: readonly string[] = []): object => {
    const sha256 = createHash("sha256").update(readFileSync(join(folder, file))).digest("hex");
    return { [name]: { name, version, file_name: file, sha256, package_type: "package", depends, imports: [name] } };
  };
  const packages = { ...entry("jiter", "0.19.0", JITER, ["mdurl"]), ...entry("mdurl", "0.1.2", MDURL), ...entry("compiled", "2", JITER) };
  return { info: {}, base: "https://cdn.invalid/", packages };
}

/** Gives the interpreter a file. */
async function give(path: string, content: Buffer): Promise<void> {
  await shell().begin(`import pathlib; pathlib.Path('${path}').write_bytes(bytes.fromhex(input('hex: ')))`);
  await shell().until(/\nhex:$/);
  await shell().enter(content.toString("hex"));
  await shell().ready();
}

test("an import that needs the network asks first, and says what failed after a no", async () => {
  await shell().begin("import cryptography");
  await expect(consentDialog(shell().page)).toContainText("https://cdn.jsdelivr.net:443");
  await expect(consentDialog(shell().page)).toContainText(/GET \/pyodide\/v314\.\S+\/full\/cryptography-\S+\.whl/);
  await answerConsent(shell().page, "Deny");
  const { text } = await shell().until(/\n>>>$/, { status: "ready" });
  expect(text.replaceAll("\n", "")).toMatch(
    /ModuleNotFoundError: No module named 'cryptography' yet: cryptography [\d.]+ has to be fetched from cdn\.jsdelivr\.net, which failed\. You did not allow requests to https:\/\/cdn\.jsdelivr\.net:443\.>>>$/,
  );
});

test("help about a word of the language asks, too", async () => {
  await shell().begin("help('for')");
  await expect(consentDialog(shell().page)).toContainText(/GET \/pyodide\/v314\.\S+\/full\/pydoc_data-\S+\.whl/);
  await answerConsent(shell().page, "Deny");
  const { text } = await shell().until(/\n>>>$/, { status: "ready" });
  expect(text).toMatch(/No module named 'pydoc_data' yet: [^]*which failed\.[^]*Sorry, topic and keyword documentation is not available/);
});

test("nobody is asked for what a library tries, or for a mere question", async () => {
  expect(await shell().run("import importlib.util; importlib.util.find_spec('numpy')")).toBe("");
  expect(await shell().run("import libcloud.common.google as google; google.SHA256, google.json.__name__")).toBe("(None, 'json')");
});

test("a file that is not the one of the lock is not used", async () => {
  await shell().run(`%env PYODIDE_PACKAGE_BASE_URL=${index().files}`);
  await shell().begin("import msgpack");
  await answerConsent(shell().page, "Allow");
  await shell().until(/404 Not Found\.\n>>>$/, { status: "ready" });
  await shell().exec(`
    from libcloud_repl.packages import locked
    entry = locked.read().packages['msgpack']
    name = entry['file_name'] = entry['file_name'].replace('1.1.2', '1.2.4')
  `);
  const output = await shell().run("import msgpack");
  expect(output.replaceAll("\n", "")).toMatch(/which failed\. msgpack-1\.2\.4-\S+ of 127\.0\.0\.1:\d+ is not the file that Pyodide's lock names: its SHA-256 is another\.$/);
  expect(index().requests.at(-1)).toMatch(/^\/files\/msgpack-1\.2\.4-/);
  expect(await shell().run("%pip list")).not.toContain("msgpack");
});

test("an import fetches the package and what it needs, once, and runs its code from Rust", async () => {
  await give("/tmp/lock.json", Buffer.from(JSON.stringify(await lock())));
  await shell().run("locked._FILE = pathlib.Path('/tmp/lock.json'); locked.read.cache_clear()");
  const before = index().requests.length;
  const output = await shell().run("import jiter; jiter.from_json(b'{\"a\": [1, 2.5]}')");
  expect(output).toMatch(/^jiter-0\.19\.0-\S+\.whl {2}112\.0 kB\nmdurl-0\.1\.2-py3-none-any\.whl {2}10\.0 kB\n\{'a': \[1, 2\.5\]\}$/);
  expect(index().requests.slice(before)).toEqual([`/files/${JITER}`, `/files/${MDURL}`]);
  expect(await shell().run("import mdurl, jiter; mdurl.__name__")).toBe("'mdurl'");
  expect(await shell().run("%pip list")).toMatch(/^jiter +0\.19\.0$/m);
});

test("a statement in a function and in a module of the user's may ask, too", async () => {
  await shell().run("%pip uninstall jiter mdurl");
  await shell().run("import sys; del sys.modules['jiter'], sys.modules['mdurl']");
  await shell().run("open('mine.py', 'w').write('def names():\\n    import mdurl\\n    return mdurl.__name__\\n')");
  expect(await shell().run("import mine; mine.names()")).toMatch(/ {2}10\.0 kB\n'mdurl'$/);
});

test("a package comes from Pyodide's lock where the index has none that runs here", async () => {
  await shell().run(`%env PIP_INDEX_URL=${index().url}x`);
  expect(await shell().run("%pip install jiter")).toMatch(/ {2}112\.0 kB\nInstalled jiter 0\.19\.0\.$/);
  await shell().run(`%env PIP_INDEX_URL=${index().url}`);
  expect(await shell().run("%pip install compiled==1.0")).toBe("compiled==1.0 has no wheel that runs here; Pyodide has compiled 2.");
});

test("%pip installs what was compiled for Pyodide: C", async () => {
  expect(await shell().run("%pip install msgpack")).toMatch(/ {2}53\.7 kB\nInstalled msgpack 1\.2\.4\.$/);
  expect(await shell().run("import msgpack, msgpack._cmsgpack; msgpack.unpackb(msgpack.packb({'a': [1, 2.5]}))")).toBe("{'a': [1, 2.5]}");
  expect(await shell().run("msgpack.unpackb(b'\\xc1')")).toMatch(/\nmsgpack\.exceptions\.FormatError/);
  expect(await shell().run("%pip uninstall msgpack")).toBe("Uninstalled msgpack 1.2.4.");
});

test("C++, with its exceptions", async () => {
  await shell().run("%pip install --no-deps contourpy");
  // The package itself wants numpy, which comes from Pyodide's own servers only.
  await shell().run("sys.path.append('/lib/python3.14/site-packages/contourpy')");
  expect(await shell().run("import _contourpy; _contourpy.max_threads()")).toBe("1");
  // What C++ throws then, it catches itself.
  expect(await shell().run("_contourpy.Mpl2014ContourGenerator([1], [1], [1], None, corner_mask=True)")).toMatch(/\nModuleNotFoundError: No module named 'numpy'\n/);
});

test("a library that brings JavaScript is refused, and the next one is linked", async () => {
  await give("/tmp/scripted.so", libraryWithJavaScript());
  await give("/tmp/lacking.so", libraryWithFunction("nobody_has_this"));
  await give("/tmp/plain.so", libraryWithFunction());
  await shell().run("import ctypes, js");
  for (const attempt of ["first", "second"]) {
    expect.soft(await shell().run("ctypes.CDLL('/tmp/scripted.so')"), attempt).toMatch(/has JavaScript in it \(EM_JS or EM_ASM\), and this page evaluates none$/);
    expect.soft(await shell().run("ctypes.CDLL('/tmp/lacking.so')"), attempt).toMatch(/undefined symbol 'nobody_has_this'$/);
  }
  expect(await shell().run("hasattr(js, 'evaluated'), ctypes.CDLL('/tmp/plain.so').answer()")).toBe("(False, 42)");
});

test("functions of the interpreter itself are found by their names", async () => {
  expect(await shell().run("ctypes.CDLL(None).strlen(b'four'), ctypes.pythonapi.PyLong_AsLong(ctypes.py_object(5))")).toBe("(4, 5)");
  expect(await shell().run("ctypes.CDLL(None).nobody_has_this")).toMatch(/unknown symbol "nobody_has_this"/);
});
