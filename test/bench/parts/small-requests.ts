/** What one small request costs on its way through the cell, the page and the proxy. */
import { startThroughput } from "../../servers/raw.ts";
import { loadScript, numberOf, runInShell, runOutside } from "../native-script.ts";
import type { Part } from "../part.ts";
import { pageOf } from "../shell-page.ts";
import { Shell } from "../shell.ts";
import { withVisitor } from "../visitor.ts";

export const smallRequests: Part = {
  name: "small-requests",
  title: "200 small GETs one after the other, through libcloud's Connection",
  measure: async (bench) => {
    const server = await startThroughput();
    const url = await bench.page([server.port]);
    // Playwright is told of each request, and of each piece of a body, which costs as much as what is measured.
    return withVisitor(async (visitor) => {
      const shell = await Shell.ready(pageOf(visitor), url);
      await loadScript(shell, "small_gets", server);
      const ours: Record<string, unknown>[] = [];
      const native: Record<string, unknown>[] = [];
      for (let round = 0; round < bench.rounds; round += 1) {
        bench.log(`small requests, round ${round + 1} of ${bench.rounds}`);
        ours.push(await runInShell(shell, "small_gets", server));
        native.push(await runOutside("small_gets", server));
      }
      const medians = ours.map((run) => numberOf(run, "median_ms"));
      const nativeMedians = native.map((run) => numberOf(run, "median_ms"));
      const differences = medians.map((value, index) => value - (nativeMedians[index] ?? Number.NaN));
      return [
        { name: "ours, median", unit: "ms" as const, values: medians, note: "no other peer: theirs cannot pass CORS" },
        { name: "ours, 95th percentile", unit: "ms" as const, values: ours.map((run) => numberOf(run, "p95_ms")) },
        { name: "native, median", unit: "ms" as const, values: nativeMedians },
        { name: "difference of the medians", unit: "ms" as const, values: differences, target: { atMost: 5 } },
      ];
    }).finally(() => server.stop());
  },
};
