/** What the shell is held against: all of it is served by the benchmark's own host. */
import { join } from "node:path";
import { connectJupyterLite, ensureJupyterLite, JUPYTERLITE_PACKAGES_PATH, JUPYTERLITE_PATH, jupyterLiteFolders, jupyterLitePrompt } from "./jupyterlite.ts";
import type { PeerPrompt } from "./peer-prompt.ts";
import type { Site } from "./site.ts";
import { connectStockConsole, CONSOLE_PATH } from "./stock-console.ts";
import { PYODIDE_PATH, stockPage, WHEELS_PATH } from "./stock.ts";

export interface Peers {
  /** The address of a page that loads Pyodide, installs libcloud, and shows a driver. */
  readonly barePage: string;
  readonly console: PeerPrompt;
  /** Its REPL, with nothing in it. */
  readonly jupyterLite: PeerPrompt;
}

/** The peers' folders, by the beginning of their addresses' paths. */
export function peerFolders(root: string): readonly (readonly [path: string, folder: string])[] {
  const pyodide = join(root, "node_modules", "pyodide");
  const { site, packages } = jupyterLiteFolders(root);
  return [
    [JUPYTERLITE_PATH, site],
    [JUPYTERLITE_PACKAGES_PATH, packages],
    [PYODIDE_PATH, pyodide],
    [CONSOLE_PATH, pyodide],
    [WHEELS_PATH, join(root, "build", "wheels")],
  ];
}

/** Makes what is not there yet. @throws Error when something cannot be made */
export async function servePeers(root: string, site: Site, log: (line: string) => void): Promise<Peers> {
  const wheels = join(root, "build", "wheels");
  await ensureJupyterLite(root, "python3", wheels, log);
  await connectJupyterLite(site);
  for (const path of ["/stock/", JUPYTERLITE_PATH, JUPYTERLITE_PACKAGES_PATH]) site.kept.add(path);
  site.texts.set("/stock/", stockPage(wheels));
  return { barePage: `${site.origin}/stock/`, console: await connectStockConsole(site, root), jupyterLite: jupyterLitePrompt(site) };
}
