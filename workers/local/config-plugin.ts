/**
 * Serves `config.json` with the proxy's address; a build writes it into the site, where whoever serves it may edit it. What is served
 * from here is not for browsers to keep: the next project on this port would find it in its place.
 */
import type { Connect, Plugin } from "vite";

export function configPlugin(relay: string | null): Plugin {
  const json = (config: object): string => `${JSON.stringify(config, undefined, 2)}\n`;
  const answer: Connect.NextHandleFunction = (_request, response) => {
    response.setHeader("Content-Type", "application/json");
    response.end(json({ relay, offline: false }));
  };
  return {
    name: "config",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "config.json", source: json({ relay }) });
    },
    configureServer: ({ middlewares }) => void middlewares.use("/config.json", answer),
    configurePreviewServer: ({ middlewares }) => void middlewares.use("/config.json", answer),
  };
}
