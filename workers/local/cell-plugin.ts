/** Puts the first cell's frame into the page, so that it starts while the page's own script is still on its way. */
import { createHash } from "node:crypto";
import type { Plugin } from "vite";
import { bundle } from "./bundle.ts";
import { cellPolicy, pagePolicy } from "./policy.ts";

const ENTRY = "src/cell/frame/main.ts";

interface Frame {
  readonly script: string;
  /** As a policy names it: `sha256-…` (base64). */
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
    transformIndexHtml: async (html) => {
      const { script, hash } = await current();
      return html
        .replace("%CONTENT_SECURITY_POLICY%", () => pagePolicy(hash, development))
        .replace("%CELL_DOCUMENT%", () => inAttribute(cellDocument(script, hash)));
    },
    handleHotUpdate: ({ file, server }) => {
      if (!/\/src\/(cell|protocol)\//.test(file)) return;
      frame = null;
      server.moduleGraph.invalidateAll();
      server.ws.send({ type: "full-reload" });
    },
  };
}

/** One inline script, named by its hash, and a policy that leaves it no way out. */
function cellDocument(script: string, hash: string): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${cellPolicy(hash)}">`;
  return `<!doctype html><meta charset="utf-8">${policy}<script>${script}</script>`;
}

function inAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
}

async function bundleFrame(root: string): Promise<Frame> {
  const script = (await bundle(root, ENTRY)).trim();
  if (script.includes("</script")) throw new Error("the frame's script would end its own element");
  return { script, hash: `sha256-${createHash("sha256").update(script).digest("base64")}` };
}
