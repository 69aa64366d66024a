/** Ctrl-C → KeyboardInterrupt shown and the prompt back, wherever Python is at the time. */
import { startHanging } from "../../servers/raw.ts";
import { withColdBrowser } from "../browser.ts";
import type { Part } from "../part.ts";
import type { Row } from "../report.ts";
import { PROMPT, Shell } from "../shell.ts";

const SAMPLES = 10;
const BUSY = "exec(\"print('g' + 'o')\\nwhile True: pass\")";
const SLEEP = "exec(\"import time; print('g' + 'o'); time.sleep(60)\")";

export const interrupt: Part = {
  name: "interrupt",
  title: `Ctrl-C → KeyboardInterrupt and prompt (${SAMPLES} times each)`,
  measure: async (bench) => {
    const server = await startHanging();
    const url = await bench.page([server.port]);
    return withColdBrowser(async (page) => {
      const shell = await Shell.ready(page, url);
      const running = (): Promise<unknown> => shell.until({ screen: "^go$" });
      const request = `_ = requests.get("http://${server.host}:${server.port}/")`;
      await shell.run("import requests");
      const samples = {
        "a busy loop": await repeated(shell, BUSY, running),
        "time.sleep": await repeated(shell, SLEEP, running),
        "a request without an answer": await repeated(shell, request, async () => {
          const allow = page.locator("dialog.consent button[value=session]");
          while (server.connections() === 0) {
            if (await allow.isVisible()) await allow.click();
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        }),
      };
      return Object.entries(samples).map(([name, values]): Row => ({ name, unit: "ms", values, target: { atMost: 100 }, worst: true }));
    }).finally(() => server.stop());
  },
};

/** @param running resolves when the statement is where it shall be interrupted */
async function repeated(shell: Shell, statement: string, running: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    await shell.clear();
    await shell.draft(statement);
    await shell.page.keyboard.press("Enter");
    await running();
    const shown = shell.stages([{ screen: "^KeyboardInterrupt\\b" }, PROMPT]);
    await shell.page.keyboard.press("Control+c");
    const [, prompt = Number.NaN] = await shown;
    times.push(prompt - (await shell.lastInput()));
  }
  return times;
}
