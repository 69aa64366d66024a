/** A shell whose proxy may reach a package index, for all tests of a file. */
import { startPackageIndex, type PackageIndex } from "../../servers/package-index.ts";
import { sharedShell } from "./shared.ts";
import type { Shell } from "./shell.ts";
import { startSite } from "./site.ts";

/** Both can be asked for while tests run. */
export function sharedPackageShell(): { readonly shell: () => Shell; readonly index: () => PackageIndex } {
  let index: PackageIndex | null = null;
  const shell = sharedShell(async () => {
    const started = await startPackageIndex();
    index = started;
    const site = await startSite(started);
    return { url: site.url, close: () => Promise.all([site.close(), started.stop()]) };
  });
  return {
    shell,
    index: () => {
      if (index === null) throw new Error("the package index has not started");
      return index;
    },
  };
}
