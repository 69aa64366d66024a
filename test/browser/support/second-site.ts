/** The site as it is after a change: the next deployment. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, type Plugin } from "vite";
import { replaceOnce } from "../../../workers/local/replace.ts";
import { viteConfig } from "../../../workers/local/vite.ts";
import { root } from "./project.ts";

/** What its banner says, in the place of "in this tab only." */
export const SECOND = "the second edition.";

const change: Plugin = {
  name: "change",
  transform: (code, id) => (id.endsWith("/src/text/terminal.ts") ? replaceOnce(code, "in this tab only.", SECOND) : null),
};

export async function buildSecondSite(): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "libcloud-repl-second-"));
  const config = viteConfig({ root, relay: null, folder });
  await build({ ...config, plugins: [...(config.plugins ?? []), change] });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
