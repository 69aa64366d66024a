/** A thousand Ctrl-C and ten thousand keys: none is lost, none comes twice, none comes late. */
import { expect, test } from "@playwright/test";
import { startHanging, type HangingServer } from "../../servers/raw.ts";
import { sharedShell } from "../support/shared.ts";
import { BEGUN } from "../support/prompt.ts";
import { authority, startSite } from "../support/site.ts";
import { Shell } from "../support/shell.ts";

const ROUNDS = Number(process.env["STRESS_ROUNDS"] ?? 10);

/** From the key to the next prompt. */
const LIMIT = 100;

let hanging: HangingServer;

const shell = sharedShell(async () => {
  hanging = await startHanging();
  const site = await startSite(hanging);
  return { url: site.url, close: () => Promise.all([site.close(), hanging.stop()]) };
});

test.beforeAll(async () => {
  await shell().run("import asyncio, getpass, itertools, pdb, pydoc, requests, time");
  await shell().begin(`silent = 'http://${authority(hanging)}/'; requests.get(silent, timeout=0.1)`);
  await shell().page.getByRole("button", { name: /^Allow/ }).click();
  await shell().until(/ReadTimeout: /, { status: "ready" });
  await shell().exec("async def spin():\n    while True:\n        sum(range(20_000))\n        await asyncio.sleep(0)\n");
});

/** Statements that go on until they are interrupted. */
const PROGRAMS = [
  "while True: pass\n\n",
  "await asyncio.sleep(100)\n",
  "time.sleep(100)\n",
  "input('? ')\n",
  "for i in itertools.count(): print(i)\n\n",
  "while True: await asyncio.sleep(0)\n\n",
  "await asyncio.gather(*[spin() for i in range(3)])\n",
  "while True: x = sorted(range(10_000))\n\n",
  "while True: time.sleep(0.001)\n\n",
  "while True: await asyncio.sleep(0); x = sum(range(100_000))\n\n",
  "asyncio.run(asyncio.sleep(100))\n",
  "help(str)\n",
  "requests.get(silent)\n",
  "getpass.getpass('? ')\n",
];

test(`Ctrl-C ${ROUNDS} times in each of ${PROGRAMS.length} states`, async () => {
  test.setTimeout(30_000 + ROUNDS * PROGRAMS.length * 1500);
  const times = new Map<string, number[]>(PROGRAMS.map((program) => [program, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, program] of PROGRAMS.entries()) {
      await shell().clear();
      await shell().paste(program);
      // Shown, too: the status changes at once, the rows with the next frame, and an empty prompt is what is waited for below.
      await shell().until(BEGUN, { status: "running" });
      // At any moment of the statement's life: from the first on to one in its midst.
      await new Promise((resolve) => setTimeout(resolve, ((round * 7 + index * 3) % 10) * 8));
      await shell().press("Control+c");
      const { sinceInput } = await shell().until(/(?:^|\n)>>>$/, { status: "ready", timeout: 5000 });
      times.get(program)?.push(sinceInput);
      expect(await shell().run(`'alive', ${round * 100 + index}`)).toBe(`('alive', ${round * 100 + index})`);
    }
  }
  for (const [program, taken] of times) console.log(`  ${distribution(taken)}  ${program.trim()}`);
  console.log(`  ${distribution([...times.values()].flat())}  all, to the next prompt`);
});

function distribution(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(0);
  const late = sorted.filter((time) => time > LIMIT).length;
  return `${sorted.length} interrupted: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms, ${late} after ${LIMIT} ms`;
}

test("Ctrl-C at the prompt in every state of the editor", async () => {
  const states = ["", "half", "if x:\r", "(1,\r2,\r", "\x12abc", "\x1b3", "'''\r\r", "for"];
  for (const state of states) {
    await shell().clear();
    await shell().page.keyboard.type(state.replaceAll("\r", "\n"));
    await shell().press("Control+g");
    await shell().press("Control+c");
    const { sinceInput } = await shell().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
    expect(sinceInput).toBeLessThan(1000);
  }
  expect(await shell().run("6 * 7")).toBe("42");
});

/** They are statements, too, which take as long as the machine takes (milliseconds). */
const FLOOD_TIMEOUT = 180_000;
const COUNT = 730;
const LAST = new RegExp(`n\\.append\\(${COUNT - 1}\\)\\n>>>$`);
const NUMBERS = Array.from({ length: COUNT }, (_, index) => `n.append(${index})`);

/** 10,110 keys that come as fast as the page takes them. */
function flood(into: Shell): Promise<void> {
  return into.page.evaluate((lines) => {
    const area = document.querySelector<HTMLTextAreaElement>(".xterm-helper-textarea");
    const keys = lines.map((line) => `${line}\r`).join("");
    const press = (key: string): void => {
      const enter = key === "\r";
      const init = { key: enter ? "Enter" : key, keyCode: enter ? 13 : key.charCodeAt(0), charCode: enter ? 13 : key.charCodeAt(0), bubbles: true };
      if (enter) area?.dispatchEvent(new KeyboardEvent("keydown", init));
      else area?.dispatchEvent(new KeyboardEvent("keypress", init));
    };
    return new Promise<void>((resolve) => {
      let at = 0;
      const timer = setInterval(() => {
        for (let count = 0; count < 4 && at < keys.length; count += 1) press(keys.charAt(at++));
        if (at < keys.length) return;
        clearInterval(timer);
        resolve();
      }, 1);
    });
  }, NUMBERS);
}

test("10,000 keys while code runs and prompts come and go are all read, in order", async () => {
  test.setTimeout(FLOOD_TIMEOUT);
  await shell().run("n = []");
  await shell().begin("time.sleep(1)");
  await shell().until(/./, { status: "running" });
  await flood(shell());
  await shell().until(LAST, { status: "ready", timeout: FLOOD_TIMEOUT });
  expect(await shell().run(`n == list(range(${COUNT}))`)).toBe("True");
});

test("10,000 keys while Python boots are all read, in order", async ({ browser }) => {
  test.setTimeout(FLOOD_TIMEOUT);
  const page = await browser.newPage();
  const fresh = new Shell(page);
  await fresh.visit(shell().page.url());
  await fresh.enter("n = []");
  await flood(fresh);
  await fresh.until(LAST, { status: "ready", timeout: FLOOD_TIMEOUT });
  expect(await fresh.run(`n == list(range(${COUNT}))`)).toBe("True");
  await page.context().close();
});
