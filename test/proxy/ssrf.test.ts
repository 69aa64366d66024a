/** Whatever is asked for, nothing is dialled that is not public. */
import { networkInterfaces } from "node:os";
import { describe, expect, it } from "vitest";
import { parseHost } from "../../proxy/core/host.ts";
import type { Platform } from "../../proxy/core/index.ts";
import { nodePlatform } from "../../proxy/node/index.ts";
import { proxyTo, upstream } from "./harness.ts";
import { relay } from "./relay-client.ts";
import { ANSWERS, ASKS, HOSTS } from "./ssrf-attempts.ts";
import { answering } from "./upstream.ts";

const REFUSALS = ["bad-request", "denied-address", "denied-host", "denied-port"];

/** The addresses themselves are on the list: that must not help. */
const PATTERNS = ["*.cloud.example", "cloud.example", ...HOSTS.map(([, host]) => host).filter((host) => parseHost(host)?.kind === "address")];

/** Dials nothing, and notes what it was to dial. Each lookup gets the next answer, the last one for ever. */
function trap(...answers: readonly (readonly string[])[]) {
  const dialled: string[] = [];
  const left = [...answers];
  const platform: Platform = {
    resolve: async () => (left.length > 1 ? left.shift() : left[0]) ?? [],
    connect: ({ address, port }) => {
      dialled.push(`${address} ${port}`);
      return Promise.reject(new Error("it was dialled"));
    },
  };
  return { platform, dialled };
}

async function attempt(ask: object, addresses: readonly string[] = ["127.0.0.1"]) {
  const { platform, dialled } = trap(addresses);
  const proxy = await proxyTo(1, { hosts: PATTERNS, allow: [] }, platform);
  const { error, httpStatus } = await relay(proxy.url, { host: "api.cloud.example", port: 80, headers: [], ...ask });
  return { code: error?.code ?? "", httpStatus, dialled };
}

describe("a host that must not be reached", () => {
  it.each(HOSTS)("is refused: %s", async (_, host) => {
    const { code, httpStatus, dialled } = await attempt({ host });
    expect(REFUSALS).toContain(code);
    expect([400, 403]).toContain(httpStatus);
    expect(dialled).toEqual([]);
  });
});

describe("a known name", () => {
  it.each(ANSWERS)("is refused when it resolves to %s", async (_, addresses) => {
    const { code, dialled } = await attempt({}, addresses);
    expect(code).toBe("denied-address");
    expect(dialled).toEqual([]);
  });

  it("is dialled at the address that was checked, however it resolves the next time", async () => {
    const { platform, dialled } = trap(["93.184.215.14"], ["127.0.0.1"]);
    const proxy = await proxyTo(1, { hosts: PATTERNS, allow: [] }, platform);
    await relay(proxy.url, { host: "api.cloud.example", port: 80, headers: [] });
    expect(dialled).toEqual(["93.184.215.14 80"]);
    expect((await relay(proxy.url, { host: "api.cloud.example", port: 80, headers: [] })).error?.code).toBe("denied-address");
    expect(dialled).toHaveLength(1);
  });
});

describe("a known host", () => {
  it.each(ASKS)("does not help: %s", async (_, ask) => {
    const { code, dialled } = await attempt(ask, ["93.184.215.14"]);
    expect(REFUSALS).toContain(code);
    expect(dialled).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])("that redirects (%i) is not followed", async (status) => {
    const server = await upstream(answering(`HTTP/1.1 ${status} Moved\r\nLocation: http://169.254.169.254/\r\nRefresh: 0; url=http://127.0.0.1/\r\nContent-Length: 0\r\n\r\n`));
    const dialled: string[] = [];
    const connect: Platform["connect"] = (target, signal) => {
      dialled.push(target.address);
      return nodePlatform.connect({ address: "127.0.0.1", port: server.port }, signal);
    };
    const proxy = await proxyTo(1, { hosts: ["api.cloud.example"], allow: [] }, { resolve: async () => ["93.184.215.14"], connect });
    expect((await relay(proxy.url, { host: "api.cloud.example", port: 80, headers: [] })).head?.status).toBe(status);
    expect(dialled).toEqual(["93.184.215.14"]);
  });
});

describe("the proxy's own address", () => {
  const own = Object.values(networkInterfaces()).flatMap((found) => found ?? []).filter(({ family }) => family === "IPv4").map(({ address }) => address);

  it.each([...new Set(["127.0.0.1", "127.0.0.2", ...own])])("%s is not relayed to, even where the operator allows it", async (host) => {
    const port = await freePort();
    const proxy = await proxyTo(port, { port, host: "0.0.0.0", allow: [`${host}:${port}`] });
    const answer = await relay(`http://127.0.0.1:${port}`, { host, port, headers: [] });
    expect(answer.error).toMatchObject({ code: "denied-address", message: "The proxy does not relay to itself." });
    await proxy.close();
  });
});

/** One that was just given back. */
async function freePort(): Promise<number> {
  const server = await upstream(() => undefined);
  await server.close();
  return server.port;
}

it("there are at least 150 attempts, and no two have one name", () => {
  expect(new Set(HOSTS.map(([, host]) => host)).size).toBeGreaterThanOrEqual(150);
  for (const attempts of [HOSTS, ANSWERS, ASKS]) expect(new Set(attempts.map(([name]) => name)).size).toBe(attempts.length);
});
