// One suite for every runtime of the proxy: its tests say `pair` and `proxyTo`, and the run says which runtime that is.
import type { Proxy, ProxyOptions } from "../../proxy/node/index.ts";
import * as onNode from "./harness.ts";
import { ORIGIN } from "./relay-client.ts";
import { startResolver } from "./resolver.ts";
import type { Behaviour, Upstream } from "./upstream.ts";
import { startWorkerd } from "./workerd.ts";

export const RUNTIME = process.env["RELAY_RUNTIME"] === "workerd" ? "workerd" : "node";

/** What every runtime can be told. */
export type ContractOptions = Pick<Partial<ProxyOptions>, "allow" | "limits" | "log">;

/** A started proxy; `pid` when it is a process of its own. */
export type RunningProxy = Pick<Proxy, "url" | "port"> & { readonly pid?: number };

/** A proxy that may reach a port of this machine. */
export async function proxyTo(port: number, options: ContractOptions = {}): Promise<RunningProxy> {
  if (RUNTIME === "node") return onNode.proxyTo(port, options);
  const { allow = [`127.0.0.1:${port}`], limits = {}, log } = options;
  const resolver = await startResolver({ localhost: ["127.0.0.1"] });
  const vars = {
    RELAY_ORIGINS: ORIGIN,
    RELAY_ALLOW: allow.join(),
    RELAY_LIMITS: Object.entries(limits).map(([name, value]) => `${name}=${value}`).join(),
    RELAY_RESOLVER: resolver.url,
    RELAY_LOG: log === undefined ? "0" : "1",
  };
  const proxy = await startWorkerd({ vars, log });
  onNode.closeAfterTest(() => proxy.close());
  return proxy;
}

/** A raw server and a proxy that may reach it. */
export async function pair(behave: Behaviour, options: ContractOptions = {}): Promise<{ server: Upstream; proxy: RunningProxy }> {
  const server = await onNode.upstream(behave);
  return { server, proxy: await proxyTo(server.port, options) };
}
