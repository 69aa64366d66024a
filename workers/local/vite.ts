/** Vite's settings, for the build, the development server and the preview alike. */
import { join } from "node:path";
import type { InlineConfig } from "vite";
import { cellPlugin } from "./cell-plugin.ts";
import { imagePlugin } from "./image-plugin.ts";
import { configPlugin } from "./config-plugin.ts";
import { offlinePlugin } from "./offline-plugin.ts";
import { paintPlugin } from "./paint-plugin.ts";
import { preloadPlugin } from "./preload-plugin.ts";
import { providersPlugin } from "./providers-plugin.ts";
import { textPlugin } from "./text-plugin.ts";
import { xtermPlugin } from "./xterm-plugin.ts";

/** Without these a page gets no shared memory, and Python can be interrupted only where it waits. */
const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

export interface SiteOptions {
  readonly root: string;
  /** The proxy's address, for the page's config.json; null for none. */
  readonly relay: string | null;
  /** Send the headers that isolate the page. Off, it behaves as on a plain static host. */
  readonly isolate?: boolean;
  /** Where it is built. */
  readonly folder?: string;
}

export function viteConfig({ root, relay, isolate = true, folder = join(root, "dist") }: SiteOptions): InlineConfig {
  const headers = isolate ? ISOLATION : {};
  return {
    root,
    configFile: false,
    base: "./", // works under any folder of any host
    logLevel: "warn",
    plugins: [
      textPlugin(),
      cellPlugin(root),
      imagePlugin(root),
      configPlugin(relay),
      preloadPlugin(),
      paintPlugin(),
      providersPlugin(root),
      xtermPlugin(),
      offlinePlugin(root, folder),
    ],
    build: { outDir: folder, emptyOutDir: true, target: "es2024", modulePreload: false, assetsInlineLimit: 0, chunkSizeWarningLimit: 1000, rolldownOptions: { checks: { pluginTimings: false } } },
    server: { headers, host: "localhost", strictPort: true },
    preview: { headers, host: "localhost", strictPort: true },
  };
}
