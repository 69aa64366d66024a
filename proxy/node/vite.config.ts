/** Makes the proxy one file for Node that needs no modules beside it. */
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL("../..", import.meta.url));

export default defineConfig({
  root,
  publicDir: false,
  logLevel: "warn",
  resolve: { alias: { bufferutil: fileURLToPath(new URL("unmask.ts", import.meta.url)) } },
  build: {
    ssr: "proxy/node/program.ts",
    outDir: "build/proxy",
    target: "node20",
    rollupOptions: { output: { entryFileNames: "relay.mjs" } },
  },
  ssr: { noExternal: true },
});
