/** For `npx vite …` and editors; the npm scripts use the same settings with a proxy beside them. */
import { defineConfig } from "vite";
import { relayUrl } from "./workers/local/relay-url.ts";
import { viteConfig } from "./workers/local/vite.ts";

export default defineConfig(viteConfig({ root: import.meta.dirname, relay: relayUrl() }));
