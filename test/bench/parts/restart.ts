/**
 * Ending the interpreter and getting a new prompt, from a busy loop and from idle. In a peer whose loop has hung the page that is a reload,
 * with all of its files in the browser's cache.
 */
import { withColdBrowser } from "../browser.ts";
import type { Part } from "../part.ts";
import type { Row } from "../report.ts";
import { Shell } from "../shell.ts";
import { ratios } from "../statistics.ts";
import { withVisitor } from "../visitor.ts";

const BUSY = "exec(\"print('g' + 'o')\\nwhile True: pass\")";

interface Restart {
  readonly prompt: number;
  readonly result: number;
}

export const restart: Part = {
  name: "restart",
  title: "Restart: click → prompt again",
  measure: async (bench) => {
    const url = await bench.page();
    const { console: stock, jupyterLite } = await bench.peers();
    const idle: Restart[] = [];
    const busy: Restart[] = [];
    const stocks: number[] = [];
    const jupyterLites: number[] = [];
    await withColdBrowser(async (page) => withVisitor(async (inStock) => withVisitor(async (inJupyterLite) => {
      const shell = await Shell.ready(page, url);
      await stock.open(inStock);
      await jupyterLite.open(inJupyterLite);
      for (let round = 0; round < bench.rounds; round += 1) {
        bench.log(`restart, round ${round + 1} of ${bench.rounds}`);
        idle.push(await restarted(shell, round));
        await shell.draft(BUSY);
        await page.keyboard.press("Enter");
        await shell.until({ screen: "^go$" });
        busy.push(await restarted(shell, bench.rounds + round));
        stocks.push((await stock.open(inStock)) * 1000);
        jupyterLites.push((await jupyterLite.open(inJupyterLite)) * 1000);
      }
    })));
    const prompts = busy.map(({ prompt }) => prompt);
    return [
      ...rows("idle", idle),
      ...rows("a busy loop", busy),
      { name: "stock Pyodide's console: reload → prompt", unit: "ms", values: stocks },
      { name: "JupyterLite's REPL: reload → kernel ready", unit: "ms", values: jupyterLites },
      { name: "stock console's reload / ours, from a busy loop", unit: "×", values: ratios(prompts, stocks) },
      { name: "JupyterLite's reload / ours, from a busy loop", unit: "×", values: ratios(prompts, jupyterLites) },
    ];
  },
};

function rows(from: string, restarts: readonly Restart[]): Row[] {
  return [
    { name: `from ${from}`, unit: "ms", values: restarts.map(({ prompt }) => prompt), target: { atMost: 1000 } },
    { name: "  first result of what was typed ahead", unit: "ms", values: restarts.map(({ result }) => result) },
  ];
}

/** @returns milliseconds since the click */
async function restarted(shell: Shell, round: number): Promise<Restart> {
  const result = `result ${round} is new`;
  const times = shell.stages([{ status: "starting" }, { status: "ready", screen: "^>>>.*$(?![^])" }, { screen: `^${result}$` }]);
  await shell.page.locator("#restart").click();
  const clicked = await shell.lastInput();
  // Wrong, if the old interpreter or its variables were still there.
  await shell.type(`print('result', ${round}, 'is', 'old' if 'mark' in globals() else 'new')`);
  const [, prompt = Number.NaN, end = Number.NaN] = await times;
  await shell.clear();
  await shell.run("mark = 1");
  return { prompt: prompt - clicked, result: end - clicked };
}
