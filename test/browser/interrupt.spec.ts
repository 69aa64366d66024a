/** Ctrl-C, wherever Python is: at once, once, and with everything else as it was. */
import { expect, test, type Locator } from "@playwright/test";
import { authority, startSite } from "./support/site.ts";
import { sharedShell } from "./support/shared.ts";
import { Shell } from "./support/shell.ts";
import { startHanging, type HangingServer } from "../servers/raw.ts";

/** Milliseconds from the key to the screen, as the median of several. What an idle machine takes, a fifth of it, is for the benchmark to tell. */
const LIMIT = 250;
const TIMES = 5;

let hanging: HangingServer;

const shell = sharedShell(async () => {
  hanging = await startHanging();
  const site = await startSite(hanging);
  return { url: site.url, close: () => Promise.all([site.close(), hanging.stop()]) };
});

/** Each way to keep Python busy; `busy` is on the screen when it is. */
const WAYS: Readonly<Record<string, { readonly program: () => string; readonly busy: RegExp }>> = {
  "a busy loop": { program: () => "print('busy')\nwhile True: pass", busy: /^busy$/m },
  "a computation in Python": { program: () => "print('busy')\nsum(i % 3 for i in range(10 ** 12))", busy: /^busy$/m },
  "a product of large numbers": { program: () => "n = 10\nprint('busy')\nn ** n ** 8", busy: /^busy$/m },
  "time.sleep": { program: () => "import time\nprint('busy')\ntime.sleep(600)", busy: /^busy$/m },
  "input()": { program: () => "input('busy')", busy: /^busy$/m },
  "await": { program: () => "import asyncio\nprint('busy')\nawait asyncio.sleep(600)", busy: /^busy$/m },
  "an endless print": { program: () => "while True:\n    print('busy')", busy: /^busy\nbusy\nbusy$/m },
  "a request without an answer": {
    program: () => `import requests\nprint('busy')\nrequests.get('http://${authority(hanging)}/')`,
    busy: /^busy$/m,
  },
  "a thousand exceptions in a loop": {
    program: () => "print('busy')\nwhile True:\n    try: 1 / 0\n    except ZeroDivisionError: pass\n",
    busy: /^busy$/m,
  },
};

test.beforeAll(async () => {
  await shell().run("import requests, time; kept = ['before']");
  await shell().beginProgram(`requests.get('http://${authority(hanging)}/', timeout=0.3)`);
  await shell().page.getByRole("button", { name: /^Allow/ }).click();
  await shell().until(/ReadTimeout: /, { status: "ready" });
});

for (const [name, { program, busy }] of Object.entries(WAYS)) {
  test(`${name} ends within ${LIMIT} ms`, async () => {
    const times: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      await shell().beginProgram(program());
      await shell().until(busy, { status: "running" });
      times.push(await shell().interrupt());
      await shell().ready();
    }
    const median = times.sort((a, b) => a - b)[Math.floor(TIMES / 2)] ?? Number.NaN;
    test.info().annotations.push({ type: "median", description: `${median.toFixed(0)} ms` });
    console.log(`  Ctrl-C in ${name}: ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
    expect(median).toBeLessThanOrEqual(LIMIT);
    expect(await shell().run("kept, 6 * 7")).toBe("(['before'], 42)");
  });
}

test("an interrupted request is given up on the network too", async () => {
  await expect.poll(() => hanging.connections()).toBe(0);
});

test("no interrupt is left over for the next statement", async () => {
  for (let time = 0; time < 5; time += 1) {
    await shell().run("import time; time.sleep(0.01)");
    await shell().begin("print('busy'); time.sleep(600)");
    await shell().until(/^busy$/m, { status: "running" });
    await shell().press("Control+c");
    await shell().press("Control+c");
    await shell().press("Control+c");
    await shell().until(/KeyboardInterrupt/);
    await shell().ready();
    expect(await shell().run("[n for n in range(200_000)][-1]")).toBe("199999");
    expect(await shell().run("time.sleep(0.05); 'slept'")).toBe("'slept'");
  }
});

test("KeyboardInterrupt can be caught, and the statement goes on", async () => {
  await shell().beginProgram(`
    try:
        print('busy')
        while True: pass
    except KeyboardInterrupt:
        print('caught', end=' ')
    time.sleep(0.01)
    print('and on')
  `);
  await shell().until(/^busy$/m, { status: "running" });
  await shell().press("Control+c");
  await shell().until(/\nbusy\ncaught and on\n>>>$/, { status: "ready" });
});

test("finally and with are left in order", async () => {
  await shell().beginProgram(`
    import contextlib
    @contextlib.contextmanager
    def manager():
        try: yield
        finally: print('left')
    with manager():
        print('busy')
        time.sleep(600)
  `);
  await shell().until(/^busy$/m, { status: "running" });
  await shell().interrupt();
  await shell().until(/\nbusy\nleft\nTraceback [^]*KeyboardInterrupt\n>>>$/, { status: "ready" });
});

test("what was typed ahead is dropped", async () => {
  await shell().begin("print('busy'); time.sleep(600)");
  await shell().until(/^busy$/m, { status: "running" });
  await shell().enter("print('typed ahead')");
  await shell().interrupt();
  await shell().ready();
  expect(await shell().run("'next'")).toBe("'next'");
  expect(await shell().screen()).not.toContain("typed ahead");
});

test("an awaited task is cancelled, another one goes on", async () => {
  await shell().beginProgram(`
    import asyncio
    async def other():
        await asyncio.sleep(0.3)
        return 'other is done'
    task = asyncio.create_task(other())
    print('busy')
    await asyncio.sleep(600)
  `);
  await shell().until(/^busy$/m, { status: "running" });
  await shell().interrupt();
  await shell().ready();
  expect(await shell().run("await task")).toBe("'other is done'");
});

/** A task that seldom lets others run (a Ctrl-C that comes just then is not for it), and one that never does. */
const HOGS = `
  import asyncio, time
  async def hog():
      while True:
          end = time.perf_counter() + 0.2
          while time.perf_counter() < end: pass
          await asyncio.sleep(0)
  async def stuck():
      print('busy')
      while True: pass
`;

test.describe("a background task that is in the way gets it", () => {
  test.beforeAll(async () => {
    await shell().beginProgram(HOGS);
    await shell().ready();
  });

  const STATEMENTS: Readonly<Record<string, string>> = {
    "what is awaited meanwhile": "other = asyncio.create_task(stuck()); await asyncio.sleep(600)",
    "what is awaited while the task waits in a call": "other = asyncio.create_task(asyncio.to_thread(time.sleep, 600)); print('busy'); await asyncio.sleep(600)",
    "all that was started together": "print('busy'); await asyncio.gather(hog(), hog(), hog())",
  };

  for (const [name, statement] of Object.entries(STATEMENTS)) {
    test(`and so does ${name}`, async () => {
      const tasks = await shell().run("len(asyncio.all_tasks())");
      await shell().begin(statement);
      await shell().until(/^busy$/m, { status: "running" });
      await shell().press("Control+c");
      await shell().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
      expect(await shell().run("len(asyncio.all_tasks())")).toBe(tasks);
    });
  }

  test("and so does a statement that is about to begin", async () => {
    for (let time = 0; time < 10; time += 1) {
      await shell().run("other = asyncio.create_task(hog())");
      await shell().begin("time.sleep(600)");
      await shell().until(/./, { status: "running" });
      await shell().press("Control+c");
      await shell().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
      await shell().run("other.cancel() and None");
    }
  });

  test("and where it was the only one that was waited for, the traceback tells where it was", async () => {
    await shell().begin("other = asyncio.create_task(stuck()); await other");
    await shell().until(/^busy$/m, { status: "running" });
    await shell().press("Control+c");
    await shell().until(/in stuck\n[^]*while True: pass[^]*KeyboardInterrupt\n>>>$/, { status: "ready" });
  });
});

test("code that takes each Ctrl-C is not said to be stuck, but can be ended in the end", async () => {
  await shell().beginProgram(`
    count = 0
    while True:
        try:
            while True: pass
        except KeyboardInterrupt:
            count += 1
            print('taken', count)
  `);
  await shell().until(/while True: pass[^]*\n$|KeyboardInterrupt/, { status: "running" });
  for (let count = 1; count <= 3; count += 1) {
    await shell().press("Control+c");
    await shell().until(new RegExp(`^taken ${count}$`, "m"));
  }
  // Longer than it would take to be found stuck: what does not happen can only be waited for by time.
  await shell().page.waitForTimeout(1300);
  await expect(terminal()).toBeFocused();
  await shell().press("Control+c");
  await expect(restart()).toBeFocused();
  await shell().press("Enter");
  await shell().until(/Restarted[^]*>>>$/, { status: "ready" });
});

test("input() that takes each Ctrl-C is never said to be stuck", async () => {
  await shell().beginProgram(`
    for count in range(6):
        try: input('? ')
        except KeyboardInterrupt: print('taken', count)
  `);
  for (let count = 0; count < 6; count += 1) {
    await shell().until(/\? $|\?$/, { status: "running" });
    await shell().press("Control+c");
    await shell().until(new RegExp(`^taken ${count}$`, "m"));
  }
  await shell().ready();
  await expect(terminal()).toBeFocused();
});

const LOOPS = { sum: "sum(range(10 ** 12))", deque: "collections.deque(itertools.count(), maxlen=0)" };

for (const [name, code] of Object.entries(LOOPS)) {
  test(`a loop in C (${name}) cannot be interrupted, so its end is offered at the second Ctrl-C`, async () => {
    await shell().run("import collections, itertools"); // before: an import could still be interrupted
    await shell().run("kept = 'in the history'");
    await shell().begin(`print('busy'); ${code}`);
    await shell().until(/^busy$/m, { status: "running" });
    await shell().press("Control+c");
    await shell().press("Control+c");
    await expect(restart()).toBeFocused();
    await expect(shell().page.locator("#status")).toHaveText("Python does not react to Ctrl-C. Enter ends and restarts it, Esc goes on waiting.");
    await shell().press("Escape");
    await expect(terminal()).toBeFocused();
    await expect(shell().page.locator("#status")).toHaveText("Running (Ctrl-C interrupts)");
    await shell().press("Control+c");
    await expect(restart()).toBeFocused();
    await shell().press("Enter");
    await shell().until(/\nRestarted: variables and files are gone, history is kept\.\n[^]*>>>$/, { status: "ready" });
    await shell().clear();
    await shell().press("ArrowUp");
    await shell().press("ArrowUp");
    await shell().until(/^>>> kept = 'in the history'$/);
    await shell().press("Control+c");
    await shell().ready();
  });
}

test("what ends after all takes the offer back, and Enter is the prompt's again", async () => {
  await shell().run("import collections, itertools, time");
  await shell().beginProgram(`
    end = time.monotonic() + 8
    print('busy')
    collections.deque(itertools.takewhile(end.__gt__, iter(time.monotonic, None)), maxlen=0)
  `);
  await shell().until(/^busy$/m, { status: "running" });
  await shell().press("Control+c");
  await shell().press("Control+c");
  await expect(restart()).toBeFocused();
  await shell().ready();
  await expect(terminal()).toBeFocused();
  expect(await shell().run("6 * 7")).toBe("42");
});

const restart = (): Locator => shell().page.locator("#restart");
const terminal = (): Locator => shell().page.locator(".xterm-helper-textarea");

test("a Ctrl-C in a finalizer, which cannot raise it, ends the code around", async () => {
  await shell().exec("class Slow:\n    def __del__(self):\n        print('finalizing')\n        while True: pass");
  await shell().begin("[Slow() and None, time.sleep(600)]");
  await shell().until(/^finalizing$/m, { status: "running" });
  await shell().interrupt();
  await shell().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
  expect(await shell().run("6 * 7")).toBe("42");
});

test("what is typed behind a Ctrl-C at the prompt is kept, even where the page hears late that the reading has ended", async ({ page }) => {
  await page.addInitScript(delayInterruptedReads);
  const late = await Shell.open(page, shell().page.url());
  await late.press("Control+c");
  await late.enter("6 * 7");
  await late.until(/KeyboardInterrupt\n>>> 6 \* 7\n42\n>>>$/, { status: "ready" });
});

/** Runs in the page: the interpreter's report comes long after what it has shown. */
function delayInterruptedReads(): void {
  const { addEventListener } = MessagePort.prototype;
  MessagePort.prototype.addEventListener = function (this: MessagePort, type: string, listener: (event: MessageEvent) => void, ...rest: unknown[]) {
    const late = (event: MessageEvent): void => {
      const { value } = Object(event.data) as { readonly value?: { readonly outcome?: unknown } };
      if (value?.outcome === "interrupted") setTimeout(() => listener(event), 500);
      else listener(event);
    };
    Reflect.apply(addEventListener, this, [type, late, ...rest]);
  } as typeof addEventListener;
}
