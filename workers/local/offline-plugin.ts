/** Builds the service workers: `sw.js`, which keeps the site (Workbox fills in what there is to keep), and `isolation.js`. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { VitePWA, type VitePWAOptions } from "vite-plugin-pwa";
import { MANIFEST } from "../../src/protocol/offline.ts";
import * as text from "../../src/text/site.ts";
import { bundle } from "./bundle.ts";
import { replaceOnce } from "./replace.ts";

type Transform = NonNullable<VitePWAOptions["injectManifest"]["manifestTransforms"]>[number];

/** @param folder where the site is built */
export function offlinePlugin(root: string, folder: string): Plugin[] {
  return [isolationPlugin(root), ...VitePWA(options(folder)), laterManifest()];
}

/** A browser that finds the app's manifest in the page fetches it, and its icons, while the interpreter boots; so the page names it later. */
function laterManifest(): Plugin {
  return {
    name: "later-manifest",
    enforce: "post", // behind the plugin that adds it
    apply: "build",
    transformIndexHtml: { order: "post", handler: (html) => replaceOnce(html, `<link rel="manifest" href="./${MANIFEST}">`, "") },
  };
}

/** Stands beside the page: a service worker has power over its own folder only. */
function isolationPlugin(root: string): Plugin {
  return {
    name: "isolation",
    apply: "build",
    async generateBundle() {
      this.emitFile({ type: "asset", fileName: "isolation.js", source: await bundle(root, "workers/offline/isolation.ts") });
    },
  };
}

function options(folder: string): Partial<VitePWAOptions> {
  return {
    strategies: "injectManifest",
    srcDir: "workers/offline",
    filename: "sw.ts",
    injectRegister: false, // the page does that, when nothing else is to be done
    includeManifestIcons: false, // the system keeps them itself
    manifestFilename: MANIFEST,
    manifest: {
      name: text.name,
      short_name: text.shortName,
      description: text.description,
      start_url: "./",
      scope: "./",
      background_color: "#14181f",
      theme_color: "#14181f",
      icons: [192, 512].map((size) => ({ src: `icon-${size}.png`, sizes: `${size}x${size}`, type: "image/png", purpose: "any maskable" })),
    },
    integration: { configureCustomSWViteBuild: (config) => void (config.logLevel = "warn") },
    injectManifest: {
      rollupFormat: "iife",
      globPatterns: ["index.html", "assets/*", "image/*"],
      globIgnores: ["image/tests-*"],
      dontCacheBustURLsMatching: /^(?:assets|image)\//,
      maximumFileSizeToCacheInBytes: 1 << 26,
      manifestTransforms: [withIntegrity(folder)],
    },
  };
}

/** Nothing else than what was built is kept, whatever a host or a cache on the way sends. */
function withIntegrity(folder: string): Transform {
  return (entries) => ({
    manifest: entries.map((entry) => ({
      ...entry,
      integrity: `sha256-${createHash("sha256").update(readFileSync(join(folder, entry.url))).digest("base64")}`,
    })),
  });
}
