/** Gives the page the interpreter image (`virtual:image`): its manifest, and its files beside the page under `image/`. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import type { Asset, Manifest } from "../../src/protocol/manifest.ts";
import { buildImage } from "../image/build.ts";
import { makeDecoder } from "../image/decoder.ts";
import { interpreterScript } from "./interpreter-script.ts";
import { log } from "./log.ts";

const ID = "virtual:image";
const FOLDER = "image";

interface Contents {
  readonly manifest: Manifest;
  readonly worker: Asset;
  readonly decoder: Asset;
  /** By file name; read when needed. */
  readonly files: ReadonlyMap<string, () => Uint8Array>;
}

export function imagePlugin(root: string): Plugin {
  let contents: Promise<Contents> | null = null;
  const current = (): Promise<Contents> => (contents ??= load(root));
  return {
    name: "image",
    resolveId: (id) => (id === ID ? `\0${ID}` : null),
    load: async (id) => (id === `\0${ID}` ? moduleOf(await current()) : null),
    async generateBundle() {
      for (const [file, read] of (await current()).files) this.emitFile({ type: "asset", fileName: `${FOLDER}/${file}`, source: read() });
    },
    configureServer: (server) => {
      server.middlewares.use(`/${FOLDER}/`, (request, response, next) => {
        current().then(({ files }) => {
          const read = files.get((request.url ?? "").slice(1));
          if (read === undefined) return next();
          response.end(read());
        }, next);
      });
    },
    handleHotUpdate: ({ file, server }) => {
      if (!/\/(workers\/(interpreter|image|zstd)|src\/protocol)\//.test(file)) return;
      contents = null;
      server.moduleGraph.invalidateAll();
      server.ws.send({ type: "full-reload" });
    },
  };
}

async function load(root: string): Promise<Contents> {
  const { packages, pyodide, python, assets } = await buildImage({ root, log });
  const script = Buffer.from(await interpreterScript(root));
  const worker = small("worker", script);
  const decoder = small("decoder", await makeDecoder());
  const stored = Object.values(assets).map(({ file }) => [file, () => readFileSync(join(root, "build", "image", file))] as const);
  const files = new Map([...stored, ...[worker, decoder].map(({ asset, content }) => [asset.file, () => content] as const)]);
  return { manifest: { packages, pyodide, python, assets }, worker: worker.asset, decoder: decoder.asset, files };
}

/** Compressed by us, as the rest: not every static host compresses. With gzip, which needs no decoder. */
function small(name: string, bytes: Uint8Array): { readonly asset: Asset; readonly content: Uint8Array } {
  const content = gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION });
  const sha256 = createHash("sha256").update(content).digest("hex");
  return { asset: { file: `${name}-${sha256.slice(0, 16)}.bin`, bytes: content.length, size: bytes.length, sha256 }, content };
}

function moduleOf({ manifest, worker, decoder }: Contents): string {
  return [
    `const manifest = ${JSON.stringify(manifest)};`,
    `const [worker, decoder] = ${JSON.stringify([worker, decoder])};`,
    `export const imageSource = (base) => ({ base: new URL("${FOLDER}/", base), manifest, worker, decoder });`,
  ].join("\n");
}
