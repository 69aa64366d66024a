/** Serves `config.json` with the proxy's address; a build writes it into the site, where whoever serves it may edit it. */
import type { Connect, Plugin } from "vite";

export function configPlugin(relay: string | null): Plugin {
  const json = `${JSON.stringify({ relay }, undefined, 2)}\n`;
  const answer: Connect.NextHandleFunction = (_request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(json);
  };
  return {
    name: "config",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "config.json", source: json });
    },
    configureServer: ({ middlewares }) => void middlewares.use("/config.json", answer),
    configurePreviewServer: ({ middlewares }) => void middlewares.use("/config.json", answer),
  };
}
