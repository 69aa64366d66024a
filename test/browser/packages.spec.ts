/** `%pip`: packages from an index, through the same question and the same proxy as every other request. */
import { expect, test } from "@playwright/test";
import { exactly } from "./repl/keys.ts";
import { answerConsent, consentDialog } from "./support/consent.ts";
import { sharedPackageShell } from "./support/package-shell.ts";
import { authority } from "./support/site.ts";

const { shell, index } = sharedPackageShell();

test.describe.configure({ mode: "serial" });

test("an index that the person denies gets no request", async () => {
  await shell().begin(`%pip install --index-url ${index().url} tqdm`);
  await expect(consentDialog(shell().page)).toContainText(authority(index()));
  await answerConsent(shell().page, "Deny");
  await shell().until(/\nYou did not allow requests to http:\/\/127\.0\.0\.1:\d+\.\n>>>$/, { status: "ready" });
  expect(index().requests).toEqual([]);
});

test("a package is installed, and its version told", async () => {
  await shell().run(`%env PIP_INDEX_URL=${index().url}`);
  await shell().begin("%pip install tqdm");
  await answerConsent(shell().page, "Allow");
  const { text } = await shell().until(/\nInstalled tqdm [\d.]+\.\n>>>$/, { status: "ready" });
  expect(text).toMatch(/\ntqdm-[\d.]+-py3-none-any\.whl {2}[\d.]+ kB\nInstalled/);
  expect(index().requests[0]).toBe("/simple/tqdm/");
  expect(await shell().run("%pip install tqdm")).toBe("All of that is installed already.");
});

test("tqdm draws its bar on one row", async () => {
  const output = await shell().run("from tqdm import tqdm; total = sum(tqdm(range(1000), ncols=60))");
  expect(output).toMatch(/^100%\|█+\| 1000\/1000 \[[^\]]*\]$/);
});

test("what a package needs comes along, and rich prints a table", async () => {
  expect(await shell().run("%pip install rich")).toMatch(/Installed markdown-it-py [\d.]+, mdurl [\d.]+, pygments [\d.]+, rich [\d.]+\.$/);
  const output = await shell().exec(
    `
    from rich.console import Console
    from rich.table import Table
    table_of_two = Table('name', 'state')
    table_of_two.add_row('web', 'running')
    Console().print(table_of_two)
  `,
  );
  expect(output).toBe("┏━━━━━━┳━━━━━━━━━┓\n┃ name ┃ state   ┃\n┡━━━━━━╇━━━━━━━━━┩\n│ web  │ running │\n└──────┴─────────┘");
});

test("rich draws what is live while it goes on, without the threads that it would have elsewhere", async () => {
  await shell().run("import time; from rich.progress import track");
  await shell().beginProgram("for n in track(range(3)):\n    time.sleep(1)\n\n");
  await shell().until(/\nWorking\.\.\. [━╸╺]+ +33% [^\n]*$/, { status: "running" });
  await shell().until(/\nWorking\.\.\. ━+ 100% 0:00:03\n>>>$/, { status: "ready" });
  await shell().beginProgram("with Console().status('Looking') as status:\n    time.sleep(1)\n    status.update('Found')\n    time.sleep(1)\n\n");
  await shell().until(/\n\S Looking$/, { status: "running" });
  await shell().until(/\n\S Found$/, { status: "running" });
  await shell().ready();
  expect(await shell().run("import sys; type(sys.stdout).__name__")).toBe("'TextIOWrapper'");
});

for (const [what, wanted, sentence] of [
  ["a name that the index does not have", "tqmd", /^The index at 127\.0\.0\.1:\d+ has no package 'tqmd'\.$/],
  ["a package with compiled code", "compiled", /^compiled has no wheel that runs here: it needs compiled code, and nobody has built it for Pyodide\.$/],
  ["a package for another Pyodide", "webassembly", /^webassembly has no wheel that runs here: it needs compiled code, and nobody has built it for Pyodide\.$/],
  ["a package without wheels", "onlysource", /^onlysource comes as source only, and this shell cannot build it\.$/],
  ["another version of what is there", "mdurl==99", /^mdurl==99 was asked for, but mdurl 0\.1\.2 is installed already/],
  ["a version that is not there", "compiled==99", /^compiled has no version ==99; the newest is 1\.0\.$/],
  ["what is no requirement", "'a b c'", /^That is no requirement such as name or name==1\.2: /],
  ["an unknown option", "--target x", /^%pip install knows no option --target; /],
] as const) {
  test(`${what} is told plainly: ${wanted}`, async () => {
    expect(await shell().run(`%pip install ${wanted}`)).toMatch(sentence);
  });
}

test("an import that fails says what to do", async () => {
  expect(await shell().run("import no_such_module.part")).toMatch(/No module named 'no_such_module'\n%pip install no_such_module may bring it\.$/);
  expect(await shell().run("import json.nothing")).toMatch(/No module named 'json\.nothing'[^\n]*$/);
});

test("packages are listed, and removed, but for those that the shell is made of", async () => {
  const listed = await shell().run("%pip list");
  expect(listed).toMatch(/^tqdm +4/m);
  expect(listed).toMatch(/^apache-libcloud +3/m);
  expect(await shell().run("%pip uninstall mdurl")).toBe("Uninstalled mdurl 0.1.2.");
  expect(await shell().run("import importlib.util; importlib.util.find_spec('mdurl')")).toBe("");
  expect(await shell().run("%pip uninstall mdurl")).toBe("mdurl is not installed.");
  expect(await shell().run("%pip uninstall requests")).toMatch(/^requests [\d.]+ belongs to this shell, and stays\.$/);
});

test("micropip works as it does elsewhere", async () => {
  await shell().run(`import micropip; await micropip.install('mdurl', index_urls='${index().url}')`);
  expect(await shell().run("import mdurl; mdurl.__name__")).toBe("'mdurl'");
});

test("no index: the reason is a sentence", async () => {
  await index().stop();
  await shell().clear();
  await shell().enter("%pip install nothing");
  await shell().until(/refused[^\n]*\n>>>$/i, { status: "ready" });
  expect(await shell().run("%pip install --index-url ftp://x y")).toMatch(/^'ftp:\/\/x' is no address of a package index; /);
});

test("Tab completes what %pip does", async () => {
  await shell().clear();
  await shell().insert("%pip inst");
  await shell().press("Tab");
  await shell().until(exactly(">>> %pip install"));
  await shell().interrupt();
});
