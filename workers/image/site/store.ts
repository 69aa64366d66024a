import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type ArchiveEntry, packArchive, parseArchive } from "../../../src/protocol/archive.ts";
import { writeWhole } from "../assets.ts";
import { type Layout, siteKey } from "../inputs.ts";
import { parseLock } from "./lock.ts";
import { buildSite, type Site } from "./stage.ts";
import { fetchWheels } from "./wheels.ts";

/** The first stage's result, as it is kept on disk, so that a change of the project's own Python does not cost it anew. */
export interface StoredSite {
  python: string;
  /** The installed packages' versions, by normalised name. */
  versions: Record<string, string>;
  /** The names of libcloud's drivers, by the hosts that they name. */
  providers: Record<string, string>;
  stdlibFile: string;
  packages: ArchiveEntry[];
  /** The archive of `libcloud/test`. */
  tests: Uint8Array;
}

/** The first stage's result, from disk or built. */
export async function siteOf(layout: Layout, log: (line: string) => void): Promise<StoredSite> {
  const name = `site-${siteKey(layout)}`;
  const folder = join(layout.stages, name);
  if (!existsSync(join(folder, "facts.json"))) {
    const wheels = await fetchWheels(layout.lockFile, parseLock(readFileSync(layout.lockFile, "utf8")), layout.wheels, log);
    store(folder, await buildSite(layout.builder, wheels, log));
  }
  for (const other of readdirSync(layout.stages)) if (other !== name) rmSync(join(layout.stages, other), { recursive: true, force: true });
  return load(folder);
}

function store(folder: string, { python, versions, providers, stdlib, packages, tests }: Site): void {
  writeWhole(join(folder, "python314.zip"), stdlib);
  writeWhole(join(folder, "packages.bin"), packArchive(packages));
  writeWhole(join(folder, "tests.bin"), packArchive(tests));
  // Last: its presence says that the others are complete.
  writeWhole(join(folder, "facts.json"), JSON.stringify({ python, versions, providers } satisfies Facts));
}

type Facts = Pick<Site, "python" | "versions" | "providers">;

function load(folder: string): StoredSite {
  const facts: Facts = JSON.parse(readFileSync(join(folder, "facts.json"), "utf8"));
  return {
    ...facts,
    stdlibFile: join(folder, "python314.zip"),
    packages: parseArchive(new Uint8Array(readFileSync(join(folder, "packages.bin")))),
    tests: new Uint8Array(readFileSync(join(folder, "tests.bin"))),
  };
}
