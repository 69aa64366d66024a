import { afterEach } from "vitest";
import type { Platform } from "../../proxy/core/index.ts";
import { nodePlatform, type Proxy, type ProxyOptions, startProxy } from "../../proxy/node/index.ts";
import { ORIGIN } from "./relay-client.ts";
import { type Behaviour, startUpstream, type Upstream } from "./upstream.ts";

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Has something stopped when the test has ended. */
export function closeAfterTest(close: () => Promise<void>): void {
  closers.push(close);
}

export async function upstream(behave: Behaviour, greet = false): Promise<Upstream> {
  const server = await startUpstream(behave, greet);
  closers.push(() => server.close());
  return server;
}

export async function proxyTo(port: number, options: Partial<ProxyOptions> = {}, platform: Platform = nodePlatform): Promise<Proxy> {
  const proxy = await startProxy({ port: 0, origins: [ORIGIN], allow: [`127.0.0.1:${port}`], graceMs: 50, ...options }, platform);
  closers.push(() => proxy.close());
  return proxy;
}

/** A raw server and a proxy that may reach it. */
export async function pair(behave: Behaviour, options: Partial<ProxyOptions> = {}): Promise<{ server: Upstream; proxy: Proxy }> {
  const server = await upstream(behave);
  return { server, proxy: await proxyTo(server.port, options) };
}

/** Waits until something holds; the test's own time limit is the only clock. */
export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}
