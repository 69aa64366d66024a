/** Ctrl-C, wherever Python is: soon, once, and with everything else as it was. */
import { expect } from "@playwright/test";
import { authority, startSite } from "../browser/support/site.ts";
import { startHanging, type HangingServer } from "../servers/raw.ts";
import { clickButton } from "./support/buttons.ts";
import { test } from "./support/fixtures.ts";
import { sharedPrompt } from "./support/shared.ts";

/** Milliseconds from the key to the screen, as the median of several. How fast it is at best is another suite's. */
const LIMIT = 500;
const TIMES = 3;

let hanging: HangingServer;

const prompt = sharedPrompt(async () => {
  hanging = await startHanging();
  const site = await startSite(hanging);
  return { url: site.url, close: () => Promise.all([site.close(), hanging.stop()]) };
});

/** Each way to keep Python busy; it has printed `busy` when it is. */
const WAYS: Readonly<Record<string, () => string>> = {
  "a busy loop": () => "print('busy')\nwhile True: pass",
  "time.sleep": () => "print('busy')\ntime.sleep(600)",
  "input()": () => "input('busy')",
  "await": () => "print('busy')\nawait asyncio.sleep(600)",
  "an endless print": () => "while True:\n    print('busy')",
  "a request without an answer": () => `print('busy')\nrequests.get('http://${authority(hanging)}/')`,
};

test.beforeAll(async () => {
  await prompt().run("import asyncio, requests, time; kept = ['before']");
  await prompt().beginProgram(`requests.get('http://${authority(hanging)}/', timeout=0.3)`);
  await clickButton(prompt().tab, "Allow");
  await prompt().until(/ReadTimeout: /, { status: "ready" });
});

for (const [name, program] of Object.entries(WAYS)) {
  test(`Ctrl-C ends ${name} within ${LIMIT} ms`, async ({ engine }) => {
    const times: number[] = [];
    for (let time = 0; time < TIMES; time += 1) {
      await prompt().beginProgram(program());
      await prompt().until(/^busy$/m, { status: "running" });
      times.push(await prompt().interrupt());
      await prompt().ready();
    }
    console.log(`  ${engine}: Ctrl-C in ${name}: ${times.map((time) => time.toFixed(0)).join(", ")} ms`);
    expect(times.sort((a, b) => a - b)[1]).toBeLessThanOrEqual(LIMIT);
    expect(await prompt().run("kept, 6 * 7")).toBe("(['before'], 42)");
  });
}

test("an interrupted request is given up on the network too", async () => {
  await expect.poll(() => hanging.connections()).toBe(0);
});
