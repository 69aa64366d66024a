/** 50 MB to S3 and back through libcloud, with signatures checked. */
import { startS3 } from "../../servers/s3.ts";
import { loadScript, numberOf, runInShell, runOutside } from "../native-script.ts";
import type { Part } from "../part.ts";
import type { Row } from "../report.ts";
import { pageOf } from "../shell-page.ts";
import { Shell } from "../shell.ts";
import { ratios } from "../statistics.ts";
import { withVisitor } from "../visitor.ts";

type Result = Record<string, unknown>;

export const throughput: Part = {
  name: "throughput",
  title: "50 MB to S3 and back, through libcloud",
  measure: async (bench) => {
    const server = await startS3();
    const url = await bench.page([server.port]);
    // Playwright is told of each request, and of each piece of a body, which costs as much as what is measured.
    return withVisitor(async (visitor) => {
      const shell = await Shell.ready(pageOf(visitor), url);
      await loadScript(shell, "throughput", server);
      await shell.watchFreezes();
      const ours: Result[] = [];
      const native: Result[] = [];
      for (let round = 0; round < bench.rounds; round += 1) {
        bench.log(`throughput, round ${round + 1} of ${bench.rounds}`);
        ours.push(intact(await runInShell(shell, "throughput", server)));
        native.push(intact(await runOutside("throughput", server)));
      }
      const { longestTask } = await shell.freezes();
      return [
        ...rows("upload", ours, native),
        ...rows("download", ours, native),
        { name: "longest task of the page", unit: "ms" as const, values: [longestTask], note: "0: none over 50 ms" },
      ];
    }).finally(() => server.stop());
  },
};

function intact(result: Result): Result {
  if (result["intact"] !== true) throw new Error("what came back is not what was sent");
  return result;
}

function rows(direction: "download" | "upload", ours: readonly Result[], native: readonly Result[]): Row[] {
  const speed = (result: Result): number => numberOf(result, "bytes") / 1e6 / numberOf(result, `${direction}_s`);
  const [here, there] = [ours.map(speed), native.map(speed)];
  return [
    { name: `${direction}, ours`, unit: "MB/s", values: here },
    { name: `${direction}, native`, unit: "MB/s", values: there },
    { name: `${direction}, ours / native`, unit: "×", values: ratios(there, here), target: { atLeast: 0.5 } },
  ];
}
