import { defineConfig } from "vitest/config";

/** The tests that hold on every runtime of the proxy, unchanged; `test/proxy/contract.ts` starts the runtime. */
const CONTRACT = ["request", "response", "flow", "limits", "large", "native"].map((name) => `test/proxy/${name}.test.ts`);

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    reporters: ["default", "json"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "node", include: ["test/{unit,image,proxy,servers}/**/*.test.ts"], exclude: ["test/proxy/edge/**"] } },
      // Whole requests over a WebSocket, as pages send them to a proxy that takes one.
      { extends: true, test: { name: "socket", include: ["request", "response"].map((name) => `test/proxy/${name}.test.ts`), env: { RELAY_TRANSPORT: "socket" } } },
      { extends: true, test: { name: "workerd", include: [...CONTRACT, "test/proxy/edge/*.test.ts"], env: { RELAY_RUNTIME: "workerd" } } },
    ],
  },
});
