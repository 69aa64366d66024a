/** `npm start`: everything from a fresh clone to an address to open; the site and the proxy, both on loopback. */
import { preview as previewServer } from "vite";
import { startProxy } from "../../proxy/node/index.ts";
import { UserError } from "../image/errors.ts";
import { log } from "./log.ts";
import { freePort } from "./ports.ts";
import { parseSettings, type Settings } from "./settings.ts";
import { buildSite } from "./site.ts";
import { viteConfig } from "./vite.ts";

export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

export async function start(args: readonly string[]): Promise<void> {
  const settings = parseSettings(args);
  await buildSite(process.cwd(), log);
  const { url } = await serve(process.cwd(), settings);
  console.log(`\nOpen ${url}   (Ctrl-C here ends it)\n`);
}

/** Serves `dist/` as it is, without a proxy. */
export async function preview(args: readonly string[]): Promise<void> {
  const { port } = parseSettings(args);
  const site = await serveSite(process.cwd(), await freePort(port), null);
  console.log(`\nOpen ${site.url}\n`);
}

/** The site and its proxy. @throws UserError for settings that the proxy does not take */
export async function serve(root: string, { port: wanted, allow, proxyLog }: Settings): Promise<Running> {
  const port = await freePort(wanted);
  const origins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const proxy = await startProxy({
    port: await freePort(port + 1),
    origins,
    allow,
    ...(proxyLog ? { log: (line: string) => console.log(line) } : {}),
  }).catch((error: unknown) => {
    throw error instanceof TypeError ? new UserError(error.message) : error;
  });
  const site = await serveSite(root, port, proxy.url);
  return { url: site.url, close: async () => void (await Promise.all([site.close(), proxy.close()])) };
}

async function serveSite(root: string, port: number, relay: string | null): Promise<Running> {
  const config = viteConfig({ root, relay });
  const server = await previewServer({ ...config, preview: { ...config.preview, port } });
  return { url: `http://localhost:${port}/`, close: () => server.close() };
}
