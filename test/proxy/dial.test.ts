import { describe, expect, it } from "vitest";
import { type Platform, RelayError } from "../../proxy/core/index.ts";
import { nodePlatform } from "../../proxy/node/index.ts";
import { proxyTo, upstream } from "./harness.ts";
import { relay } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const OK = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

describe("failures to dial", () => {
  it("tells a refused connection", async () => {
    const server = await upstream(OK);
    await server.close();
    const proxy = await proxyTo(server.port);
    const answer = await relay(proxy.url, { port: server.port });
    expect(answer.error?.code).toBe("refused");
    expect(answer.httpStatus).toBe(200);
  });

  it("tells a connection that is not accepted in the time that was asked for, and gives the dial up", async () => {
    let given = false;
    const never: Platform = {
      resolve: nodePlatform.resolve,
      connect: (_, signal) => new Promise(() => signal.addEventListener("abort", () => (given = true))),
    };
    const proxy = await proxyTo(80, {}, never);
    const startedAt = performance.now();
    const answer = await relay(proxy.url, { port: 80, connectTimeout: 60 });
    expect(answer.error?.code).toBe("connect-timeout");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(given).toBe(true);
  });

  it("counts a slow name lookup as time to connect", async () => {
    const slow: Platform = { resolve: () => new Promise(() => undefined), connect: nodePlatform.connect };
    const proxy = await proxyTo(80, { hosts: ["cloud.example"], limits: { connectMs: 60 } }, slow);
    expect((await relay(proxy.url, { host: "cloud.example", port: 80, headers: [] })).error?.code).toBe("connect-timeout");
  });

  it("tells how long name lookup and connecting took together", async () => {
    const server = await upstream(OK);
    const late = async <T>(work: Promise<T>): Promise<T> => {
      await new Promise((resolve) => setTimeout(resolve, 60));
      return work;
    };
    const connect: Platform["connect"] = (_, signal) => late(nodePlatform.connect({ address: "127.0.0.1", port: server.port }, signal));
    const proxy = await proxyTo(80, { hosts: ["cloud.example"] }, { resolve: () => late(Promise.resolve(["93.184.215.14"])), connect });
    const startedAt = performance.now();
    const { head } = await relay(proxy.url, { host: "cloud.example", port: 80, headers: [] });
    expect(head?.connectMs).toBeGreaterThanOrEqual(115); // timers may be a little early
    expect(head?.connectMs).toBeLessThanOrEqual(Math.ceil(performance.now() - startedAt));
  });

  it("goes on to the next address when one fails or does not answer, and closes what comes late", async () => {
    const server = await upstream(OK);
    const late: (() => void)[] = [];
    let closedLate = false;
    const platform: Platform = {
      resolve: async () => ["93.184.215.1", "93.184.215.2", "93.184.215.3"],
      connect: async ({ address }, signal) => {
        if (address === "93.184.215.1") throw new RelayError("unreachable", "no");
        const connection = await nodePlatform.connect({ address: "127.0.0.1", port: server.port }, new AbortController().signal);
        if (address === "93.184.215.3") return connection;
        await new Promise<void>((resolve) => late.push(resolve));
        expect(signal.aborted).toBe(true);
        return { ...connection, close: () => void ((closedLate = true), connection.close()) };
      },
    };
    const proxy = await proxyTo(80, { hosts: ["cloud.example"] }, platform);
    const answer = await relay(proxy.url, { host: "cloud.example", port: 80, headers: [] });
    expect(answer.body).toBe("ok");
    for (const arrive of late) arrive();
    await (await server.connection(0)).closed();
    expect(closedLate).toBe(true);
  });
});
