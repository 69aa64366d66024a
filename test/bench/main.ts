/** `npm run bench`: what the shell's promises about speed and size come to on this machine, beside stock Pyodide and native Python. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../../workers/image/errors.ts";
import type { Bench, Part } from "./part.ts";
import { overBudget, readBudgets } from "./budgets.ts";
import { bytes } from "./parts/bytes.ts";
import { coldStart } from "./parts/cold-start.ts";
import { drivers } from "./parts/drivers.ts";
import { echo } from "./parts/echo.ts";
import { interrupt } from "./parts/interrupt.ts";
import { memory } from "./parts/memory.ts";
import { output } from "./parts/output.ts";
import { proxy } from "./parts/proxy.ts";
import { python } from "./parts/python.ts";
import { repeatVisit } from "./parts/repeat-visit.ts";
import { restart } from "./parts/restart.ts";
import { smallRequests } from "./parts/small-requests.ts";
import { tabs } from "./parts/tabs.ts";
import { throughput } from "./parts/throughput.ts";
import { peerFolders, type Peers, servePeers } from "./peers.ts";
import { beginProxy, type Program } from "./program.ts";
import { meets, save, table, type Section } from "./report.ts";
import { Site } from "./site.ts";

const PARTS: readonly Part[] = [coldStart, repeatVisit, restart, tabs, bytes, drivers, python, smallRequests, throughput, proxy, output, memory, interrupt, echo];
const ROUNDS = "5";

/**
 * Measures the site that is in `dist/`.
 *
 * @param args `--only NAME` (may be repeated), `--rounds N` and `--check`, which compares with the budgets
 * @throws UserError for arguments that make no sense, and, after the table, for a budget that is not kept; Error, then, too, when a part could not be measured
 */
export async function bench(root: string, args: readonly string[], log: (line: string) => void): Promise<void> {
  const { parts, rounds, check } = parse(args);
  const site = await Site.start(new Map([...peerFolders(root), ["/", join(root, "dist")]]));
  let served: Promise<Peers> | undefined;
  const peers = (): Promise<Peers> => (served ??= servePeers(root, site, log));
  try {
    const sections: Section[] = [];
    const failures: string[] = [];
    for (const part of parts) {
      // One part that fails must not cost the numbers of the others.
      const outcome = await section(part, { root, site, rounds, log, peers }).catch((error: unknown) => `${part.name}: ${messageOf(error)}`);
      if (typeof outcome === "string") failures.push(outcome);
      else sections.push(outcome);
    }
    console.log(`\n${table(sections)}\n`);
    log(`All numbers are in ${save(root, sections)}`);
    const missed = sections.flatMap(({ rows }) => rows).filter((row) => !meets(row));
    if (missed.length > 0) log(`${missed.length} targets were missed`);
    if (failures.length > 0) throw new Error(`Not everything could be measured.\n${failures.join("\n")}`);
    const over = check ? overBudget(sections, readBudgets()) : [];
    if (over.length > 0) throw new UserError(`Not all budgets (test/bench/budgets.json) are kept.\n${over.join("\n")}`);
    if (check) log("All budgets are kept");
  } finally {
    await site.stop();
  }
}

function parse(args: readonly string[]): { readonly parts: readonly Part[]; readonly rounds: number; readonly check: boolean } {
  const options = { only: { type: "string", multiple: true }, rounds: { type: "string", default: ROUNDS }, check: { type: "boolean", default: false } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const names = PARTS.map(({ name }) => name);
  const unknown = values.only?.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new UserError(`The benchmark has no part "${unknown}": use one of ${names.join(", ")}.`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new UserError(`--rounds wants a whole number, not "${values.rounds}".`);
  return { parts: PARTS.filter(({ name }) => values.only?.includes(name) ?? true), rounds, check: values.check };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function section(part: Part, bench: Omit<Bench, "page">): Promise<Section> {
  const proxies: Program[] = [];
  const page = async (allow: readonly number[] = []): Promise<string> => {
    const { root, site } = bench;
    const hosts = allow.flatMap((port) => ["--allow", `127.0.0.1:${port}`]);
    const proxy = await beginProxy(root, ["--origin", site.origin, ...hosts]);
    proxies.push(proxy);
    // Browsers copy the site once, seconds after the first prompt: beside that nothing else shall be measured.
    site.texts.set("/config.json", JSON.stringify({ relay: `http://127.0.0.1:${proxy.port}/`, offline: false }));
    return `${site.origin}/`;
  };
  try {
    bench.log(part.title);
    return { part: part.name, title: part.title, rows: await part.measure({ ...bench, page }) };
  } finally {
    for (const { process } of proxies) process.kill();
  }
}
