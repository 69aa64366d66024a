/** Bundles the cell's frame for the page (`virtual:cell`) and names it in the page's policy. */
import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { bundle } from "./bundle.ts";
import { pagePolicy } from "./policy.ts";

const ID = "virtual:cell";
const ENTRY = "src/cell/frame/main.ts";

interface Frame {
  readonly script: string;
  readonly hash: string;
}

export function cellPlugin(root: string): Plugin {
  let development = false;
  let frame: Promise<Frame> | null = null;
  const current = (): Promise<Frame> => (frame ??= bundleFrame(root));
  return {
    name: "cell",
    configResolved: (config) => {
      development = config.command === "serve";
    },
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: async (id) => {
      if (id !== `\0${ID}`) return null;
      const { script, hash } = await current();
      return `export const frameScript = ${JSON.stringify(script)};\nexport const frameHash = ${JSON.stringify(hash)};\n`;
    },
    transformIndexHtml: async (html) => html.replace("%CONTENT_SECURITY_POLICY%", pagePolicy((await current()).hash, development)),
    handleHotUpdate: ({ file, server }) => {
      if (!/\/src\/(cell|protocol)\//.test(file)) return;
      frame = null;
      server.moduleGraph.invalidateAll();
      server.ws.send({ type: "full-reload" });
    },
  };
}

async function bundleFrame(root: string): Promise<Frame> {
  const script = (await bundle(root, ENTRY)).trim();
  if (script.includes("</script")) throw new Error("the frame's script would end its own element");
  return { script, hash: `sha256-${createHash("sha256").update(script).digest("base64")}` };
}
