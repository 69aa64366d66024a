/** An interpreter that nothing interrupts is ended, and another one is there at once. */
import { expect } from "@playwright/test";
import { Prompt } from "../browser/support/prompt.ts";
import { startSite } from "../browser/support/site.ts";
import { inPage } from "../browser/support/tab.ts";
import type { Running } from "../../workers/local/start.ts";
import { clickButton } from "./support/buttons.ts";
import { test } from "./support/fixtures.ts";

/** Milliseconds. WebKit does not end WebAssembly, so what was busy goes on and takes a processor from what comes after. */
const TIMEOUT = 45_000;

test.describe.configure({ timeout: 2 * TIMEOUT });

let site: Running;

test.beforeAll(async () => {
  site = await startSite();
});
test.afterAll(() => site.close());

/** Variables are gone, and everything works. */
async function expectRenewed(prompt: Prompt): Promise<void> {
  expect(await prompt.run("kept")).toMatch(/NameError: name 'kept' is not defined$/);
  expect(await prompt.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  expect(await prompt.run("import wave; 'a file of the library'")).toBe("'a file of the library'");
}

test("Restart ends code in C", async ({ tab }) => {
  const prompt = await new Prompt(tab).open(site.url);
  await prompt.run("kept = 1");
  await prompt.begin("print('busy'); sum(range(10 ** 12))");
  await prompt.until(/^busy$/m, { status: "running" });
  await clickButton(tab, "Restart");
  await prompt.until(/Restarted[^]*>>>$/, { status: "ready", timeout: TIMEOUT });
  await expectRenewed(prompt);
});

test("so does a second Ctrl-C, and Enter", async ({ tab }) => {
  const prompt = await new Prompt(tab).open(site.url);
  await prompt.run("kept = 1");
  await prompt.begin("print('busy'); sum(range(10 ** 12))");
  await prompt.until(/^busy$/m, { status: "running" });
  await prompt.press("Control+c");
  await prompt.press("Control+c");
  await expect.poll(() => inPage(tab, () => document.activeElement?.id)).toBe("restart");
  await prompt.press("Enter");
  await prompt.until(/Ready to use[^]*>>>$/, { status: "ready", timeout: TIMEOUT });
  await expectRenewed(prompt);
});

test("a worker that closes itself is replaced", async ({ tab }) => {
  const prompt = await new Prompt(tab).open(site.url);
  await prompt.run("kept = 1");
  await prompt.begin("import js; js.close()");
  await prompt.until(/Ready to use[^]*>>>$/, { status: "ready", timeout: TIMEOUT });
  await expectRenewed(prompt);
});
