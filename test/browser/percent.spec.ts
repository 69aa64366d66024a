/** Commands: lines that begin with `%`. */
import { readFile, writeFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { check, exactly, type } from "./repl/keys.ts";
import { sharedShell } from "./support/shared.ts";
import { startSite } from "./support/site.ts";

const shell = sharedShell(() => startSite());

test("%help lists the commands, and a wrong name suggests the nearest", async () => {
  const listed = (await shell().run("%help")).split("\n");
  for (const name of ["pip", "history", "clear", "restart", "time", "env", "save", "load", "upload", "download", "theme"]) {
    expect(listed.filter((line) => line.startsWith(`%${name} `))).toHaveLength(1);
  }
  expect(await shell().run("%help theme")).toBe("%theme [dark|light|contrast|auto]  how the page looks until it is closed; auto is as the system says");
  expect(await shell().run("%theme?")).toBe(await shell().run("%help theme"));
  expect(await shell().run("%histroy")).toBe("There is no command %histroy. Did you mean %history? %help lists them all.");
});

test("what is no command is Python, and commands come before it in a paste", async () => {
  expect(await shell().exec("left = 7\nrest = (left\n% 4)\nrest")).toBe("3");
  expect(await shell().exec("%env STAGE=blue\nimport os\nos.environ['STAGE']")).toBe("'blue'");
});

test("Tab completes commands, what they take, and Python behind %time", async () => {
  await check(shell(), "%rest<Tab>", ">>> %restart");
  await check(shell(), "%theme au<Tab>", ">>> %theme auto");
  await check(shell(), "%time get_dri<Tab>", ">>> %time get_driver");
});

/** What `%time` says, in milliseconds. */
function times(output: string): readonly [wall: number, cpu: number] {
  const [wall = NaN, cpu = NaN] = [...output.matchAll(/(?:Wall|CPU) time: ([\d.]+) (s|ms|µs)/g)].map(
    ([, value, unit]) => Number(value) * { s: 1000, ms: 1, µs: 0.001 }[unit as "s" | "ms" | "µs"],
  );
  return [wall, cpu];
}

test("%time tells wall and CPU time, of which waiting is no part", async () => {
  await shell().run("import time, asyncio");
  for (const waiting of ["time.sleep(0.3)", "await asyncio.sleep(0.3)"]) {
    const output = await shell().run(`%time ${waiting}; 'done'`);
    expect(output).toMatch(/^'done'\nWall time: /);
    const [wall, cpu] = times(output);
    expect(wall).toBeGreaterThanOrEqual(299);
    expect(cpu).toBeLessThan(wall - 290);
  }
  const [, busy] = times(await shell().run("%time t = time.perf_counter(); exec('while time.perf_counter() - t < 0.2: pass')"));
  expect(busy).toBeGreaterThanOrEqual(199);
  expect(await shell().run("%time 1 / 0")).toMatch(/ZeroDivisionError: division by zero$/);
});

test("Ctrl-C ends what %time runs", async () => {
  await shell().begin("%time print('busy'); exec('while True: pass')");
  await shell().until(/^busy$/m, { status: "running" });
  await shell().interrupt();
  await shell().ready();
});

test("%env lists without secrets, shows and sets", async () => {
  await shell().run("%env CLOUD_API_KEY=hush");
  await shell().run("%env PROXY=https://me:hush@example.org/");
  const listed = await shell().run("%env");
  expect(listed).toMatch(/^CLOUD_API_KEY=\*{8}$/m);
  expect(listed).toMatch(/^PROXY=https:\/\/me:\*{8}@example\.org\/$/m);
  expect(listed).not.toContain("hush");
  expect(await shell().run("%env CLOUD_API_KEY")).toBe("hush");
  expect(await shell().run("%env NOTHING")).toBe("There is no environment variable NOTHING; %env NOTHING=VALUE sets it.");
});

test("%clear empties the screen and what was scrolled away", async () => {
  await shell().exec("for i in range(200): print(i)\n\n'all shown'");
  await shell().enter("%clear");
  await shell().until(exactly(">>>"), { status: "ready" });
  await shell().page.mouse.move(300, 400);
  await shell().page.mouse.wheel(0, -5000);
  await shell().enter("'below'");
  await shell().until(exactly(">>> 'below'\n'below'\n>>>"), { status: "ready" });
});

test("%save writes the session's statements, and %load puts them at the prompt", async () => {
  await shell().run("%restart");
  await shell().until(/Restarted: variables and files are gone, history is kept\.[^]*>>>$/, { status: "ready" });
  await shell().run("apples = 2");
  await shell().run("apples?");
  await shell().run(" private = 1");
  expect(await shell().run("%history")).toBe("%restart\napples = 2\napples?\n%history".replace("%restart\n", ""));
  expect(await shell().run("%save mine.py")).toBe("1 statement saved to mine.py. Mind credentials in them.");
  expect(await shell().run("open('mine.py').read()")).toBe(String.raw`'apples = 2\n'`);
  expect(await shell().run("%save mine.py")).toBe("mine.py exists already; %save -f mine.py overwrites it.");
  await shell().run("_ = open('two.py', 'w').write('pears = 3\\nprint(pears + 1)\\n')");
  await shell().enter("%load two.py");
  await shell().until(/\n>>> pears = 3\n\.\.\. print\(pears \+ 1\)$/, { status: "ready" });
  await type(shell(), "<Enter><Enter>");
  await shell().until(/\n4\n>>>$/, { status: "ready" });
  expect(await shell().run("%load nothing.py")).toBe("nothing.py cannot be read: No such file or directory.");
  expect(await shell().run("%history pears = ")).toContain("pears = 3");
});

test("%theme chooses, and says what is chosen", async () => {
  const scheme = (): Promise<string | undefined> => shell().page.evaluate(() => document.documentElement.dataset["theme"]);
  expect(await shell().run("%theme")).toMatch(/^auto \(now (dark|light)\)$/);
  await shell().run("%theme light");
  expect(await scheme()).toBe("light");
  await shell().run("%theme dark");
  expect(await scheme()).toBe("dark");
  expect(await shell().run("%theme")).toBe("dark");
  expect(await shell().run("%theme pink")).toBe("There is no theme 'pink': it is dark, light, contrast, or auto (as the system says).");
  await shell().run("%theme auto");
});

test("%upload: the person chooses files, which come into the current folder", async ({}, info) => {
  const path = info.outputPath("data with space.bin");
  const content = Buffer.alloc(3_000_000, "libcloud");
  await writeFile(path, content);
  await shell().begin("%upload");
  const dialog = shell().page.getByRole("dialog", { name: "Which files shall Python get?" });
  await expect(dialog.getByRole("button", { name: "Upload" })).toBeDisabled();
  await dialog.getByLabel("Files").setInputFiles(path);
  await dialog.getByRole("button", { name: "Upload" }).click();
  await shell().until(/\ndata with space\.bin {2}3\.0 MB\n>>>$/, { status: "ready" });
  expect(await shell().run("open('data with space.bin', 'rb').read() == b'libcloud' * 375000")).toBe("True");
});

test("%upload: nothing is chosen, or Ctrl-C withdraws the question", async () => {
  await shell().begin("%upload");
  await shell().page.getByRole("button", { name: "Cancel" }).click();
  await shell().until(/\nNo file was chosen\.\n>>>$/, { status: "ready" });
  await shell().begin("%upload");
  await shell().page.getByRole("button", { name: "Cancel" }).waitFor();
  await shell().interrupt();
  await shell().ready();
  await expect(shell().page.getByRole("dialog")).toHaveCount(0);
});

test("%download: the person confirms, and the browser saves exactly the file", async () => {
  await shell().run("_ = open('.notes:é.txt', 'wb').write(b'from Python\\n' * 200000)");
  await shell().begin("%download .notes:é.txt");
  const dialog = shell().page.getByRole("dialog", { name: "Python wants to save a file on your computer" });
  await expect(dialog).toContainText("notes_é.txt");
  await expect(dialog).toContainText("2.4 MB");
  const downloading = shell().page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Save" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("notes_é.txt");
  expect(await readFile(await download.path())).toEqual(Buffer.alloc(2_400_000, "from Python\n"));
  await shell().until(/2\.4 MB handed to the browser\.\n>>>$/, { status: "ready" });
});

test("%download: a loop asks once; after a no it cannot ask again in that statement", async () => {
  const downloads: string[] = [];
  shell().page.on("download", (download) => downloads.push(download.suggestedFilename()));
  await shell().beginProgram(`
    from libcloud_repl import host
    answers = []
    for n in range(5):
        try: answers.append(host.ask('files.save', {'name': 'x', 'size': 0})[0]['saved'])
        except Exception as error: answers.append(error.code)
    answers
  `);
  await shell().page.getByRole("button", { name: "Cancel" }).click();
  await shell().until(/\n\[False, 'denied', 'denied', 'denied', 'denied'\]\n>>>$/, { status: "ready" });
  expect(downloads).toEqual([]);
  expect(await shell().run("%download nothing")).toBe("nothing cannot be read: No such file or directory.");
});

test("exit asks, at the prompt only", async () => {
  await shell().run("kept = 'a variable'");
  for (const word of ["exit", "quit()"]) {
    await shell().begin(word);
    await shell().until(/\nLeave this session\? Its variables and files will be gone\. \[y\/N\]$/);
    await shell().press("Enter");
    await shell().ready();
    expect(await shell().run("kept")).toBe("'a variable'");
  }
  await shell().clear();
  await shell().press("Control+d");
  await shell().until(/\[y\/N\]$/);
  await shell().enter("n");
  await shell().ready();
  await shell().press("Control+d");
  await shell().until(/\[y\/N\]$/);
  await shell().press("Control+c");
  await shell().ready();
  expect(await shell().run("kept")).toBe("'a variable'");
});

test("license, copyright and credits", async () => {
  expect(await shell().run("credits")).toMatch(/Thanks to CWI/);
  expect(await shell().run("copyright")).toContain("Python Software Foundation");
});
