/** `npm run dev`: the site from its sources, with hot reload, and the proxy. */
import { createServer } from "vite";
import { startProxy } from "../../proxy/node/index.ts";
import { freePort } from "./ports.ts";
import { parseSettings } from "./settings.ts";
import { viteConfig } from "./vite.ts";

export async function dev(args: readonly string[]): Promise<void> {
  const { port: wanted, allow } = parseSettings(args);
  const port = await freePort(wanted);
  const origins = [`http://localhost:${port}`, `http://127.0.0.1:${port}`];
  const proxy = await startProxy({ port: await freePort(port + 1), origins, allow });
  const config = viteConfig({ root: process.cwd(), relay: proxy.url });
  const server = await createServer({ ...config, server: { ...config.server, port } });
  await server.listen();
  console.log(`\nOpen http://localhost:${port}/\n`);
}
