import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { describe, expect, it } from "vitest";
import { type Platform, RELAY_TYPE, RelayError } from "../../proxy/core/index.ts";
import { nodePlatform, startProxy } from "../../proxy/node/index.ts";
import { pair, proxyTo, upstream } from "./harness.ts";
import { ORIGIN, post, relay, relayBytes } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const OK = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
const HOSTS = ["cloud.example", "*.cloud.example", "93.184.215.14", "2606:2800:21f::1", "127.0.0.1", "10.1.2.3", "::1"];

/** A platform whose names resolve to what the test says; what it was asked to dial is recorded, and led to a real server. */
function resolvingTo(addresses: readonly string[], port: number) {
  const dialled: string[] = [];
  const resolved: string[] = [];
  const platform: Platform = {
    resolve: async (host) => {
      resolved.push(host);
      return addresses;
    },
    connect: (target, signal) => {
      dialled.push(`${target.address} ${target.port}`);
      return nodePlatform.connect({ address: "127.0.0.1", port }, signal);
    },
  };
  return { platform, dialled, resolved };
}

async function askFor(ask: object, addresses: readonly string[] = ["93.184.215.14"], allow: readonly string[] = []) {
  const server = await upstream(OK);
  const { platform, dialled, resolved } = resolvingTo(addresses, server.port);
  const proxy = await proxyTo(server.port, { hosts: HOSTS, allow }, platform);
  const answer = await relay(proxy.url, { host: "cloud.example", port: 80, headers: [], ...ask });
  return { answer, dialled, resolved, server };
}

describe("hosts and ports", () => {
  it.each(["cloud.example", "CLOUD.example", "api.cloud.example", "a.b_c.cloud.example"])("lets %s pass", async (host) => {
    const { answer, dialled, resolved } = await askFor({ host });
    expect(answer.body).toBe("ok");
    expect(resolved).toEqual([host.toLowerCase()]);
    expect(dialled).toEqual(["93.184.215.14 80"]);
  });

  it.each(["example", "other.example", "notcloud.example", "cloud.example.evil.example", "localhost", "8.8.8.8", "2606:2800:21f::2"])(
    "denies %s without resolving it",
    async (host) => {
      const { answer, dialled, resolved } = await askFor({ host });
      expect(answer.error?.code).toBe("denied-host");
      expect(answer.httpStatus).toBe(403);
      expect([...dialled, ...resolved]).toEqual([]);
    },
  );

  it.each([22, 8080, 6443])("denies port %i", async (port) => {
    const { answer, dialled } = await askFor({ port });
    expect(answer.error?.code).toBe("denied-port");
    expect(dialled).toEqual([]);
  });

  it.each([
    "cloud.example.",
    "cloud..example",
    ".cloud.example",
    "\u0441loud.example",
    "\u212aloud.example",
    "cloud.example\u3002",
    "user@cloud.example",
    "cloud.example:80",
    "cloud.example/",
    "cloud.example\0.evil.example",
    "cloud.example ",
    "[::1]",
    "::1%lo",
    "::ffff:127.0.0.1",
    "127.1",
    "127.0.0.1.",
    "0177.0.0.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "2130706433",
    "127.0.0.01",
    "1.2.3.256",
    "1.2.3.4.5",
    "\u0661.2.3.4",
    "\uff11\uff12\uff17.0.0.1",
    "",
  ])("refuses %j as a host", async (host) => {
    const { answer, dialled, resolved } = await askFor({ host });
    expect(answer.error?.code).toBe("bad-request");
    expect([...dialled, ...resolved]).toEqual([]);
  });

  it("denies a Host header that names a host which it does not know", async () => {
    const { answer, dialled } = await askFor({ headers: [["Host", "fronted.example"]] });
    expect(answer.error?.code).toBe("denied-host");
    expect(dialled).toEqual([]);
  });

  it.each(["cloud.example", "Cloud.Example:80", "bucket.cloud.example:8080"])("lets the Host header %s pass", async (host) => {
    const { answer, server } = await askFor({ headers: [["Host", host]] });
    expect(answer.body).toBe("ok");
    expect((await server.connection()).received()).toContain(`Host: ${host}\r\n`);
  });

  it("refuses a Host header that is no host", async () => {
    expect((await askFor({ headers: [["Host", "cloud.example, evil.example"]] })).answer.error?.code).toBe("bad-request");
  });
});

describe("addresses", () => {
  it.each([
    [["127.0.0.1"]],
    [["93.184.215.14", "127.0.0.1"]],
    [["10.0.0.1", "93.184.215.14"]],
    [["93.184.215.14", "::ffff:5db8:d70e"]],
    [["169.254.169.254"]],
    [["2606:2800:21f::1", "fd00:ec2::254"]],
    [["fe80::1%eth0"]],
    [["not an address"]],
  ])("denies a name that resolves to %j", async (addresses) => {
    const { answer, dialled } = await askFor({}, addresses);
    expect(answer.error?.code).toBe("denied-address");
    expect(dialled).toEqual([]);
  });

  it.each(["127.0.0.1", "10.1.2.3", "::1", "0:0:0:0:0:0:0:1"])("denies the private address %s, even where a pattern has it", async (host) => {
    const { answer, dialled } = await askFor({ host });
    expect(answer.error?.code).toBe("denied-address");
    expect(dialled).toEqual([]);
  });

  it("dials the address that was checked, and resolves once", async () => {
    const { dialled, resolved } = await askFor({}, ["93.184.215.14"]);
    expect(resolved).toHaveLength(1);
    expect(dialled).toEqual(["93.184.215.14 80"]);
  });

  it("lets a private name pass that the operator names, at its port only", async () => {
    const allow = ["cloud.example:8081"];
    expect((await askFor({ port: 8081 }, ["10.0.0.1"], allow)).dialled).toEqual(["10.0.0.1 8081"]);
    expect((await askFor({ port: 80 }, ["10.0.0.1"], allow)).answer.error?.code).toBe("denied-address");
    expect((await askFor({ port: 8082 }, ["10.0.0.1"], allow)).answer.error?.code).toBe("denied-port");
  });

  it("lets an IPv6 address pass that the operator names, in any spelling", async () => {
    expect((await askFor({ host: "0:0:0:0:0:0:0:1", port: 8081 }, [], ["[::1]:8081"])).dialled).toEqual(["::1 8081"]);
  });

  it("tells a name without addresses", async () => {
    expect((await askFor({}, [])).answer.error?.code).toBe("dns");
  });

  it("tells a name that does not exist", async () => {
    const proxy = await proxyTo(1, { allow: ["no-such-name.invalid:80"] });
    const answer = await relay(proxy.url, { host: "no-such-name.invalid", port: 80 });
    expect(answer.error?.code).toBe("dns");
    expect(answer.httpStatus).toBe(200);
  });
});

interface Plain {
  status: number;
  headers: IncomingMessage["headers"];
  text: string;
}

async function plain(url: string, method: string, headers: Record<string, string>, path = "/"): Promise<Plain> {
  const sending = request(url, { method, path, headers, agent: new Agent() }).end();
  const [response] = (await once(sending, "response")) as [IncomingMessage];
  const text = Buffer.concat(await response.toArray()).toString();
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

describe("origins", () => {
  const evil = "https://evil.example";

  it("admits a page of the list by a preflight", async () => {
    const { proxy } = await pair(OK);
    const asked = { Origin: ORIGIN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type" };
    const { status, headers } = await plain(proxy.url, "OPTIONS", asked);
    expect(status).toBe(204);
    expect(headers["access-control-allow-origin"]).toBe(ORIGIN);
    expect(headers["access-control-allow-headers"]?.toLowerCase()).toBe("content-type");
    expect(headers["access-control-allow-credentials"]).toBeUndefined();
    expect(headers.vary).toBe("Origin");
  });

  it.each([evil, "null", `${ORIGIN}.evil.example`, "http://repl.example", "https://repl.example:444"])("gives %s no preflight", async (origin) => {
    const { proxy } = await pair(OK);
    const { status, headers } = await plain(proxy.url, "OPTIONS", { Origin: origin });
    expect(status).toBe(403);
    expect(headers["access-control-allow-origin"]).toBeUndefined();
  });

  it.each([evil, "null", ""])("denies a POST from the origin %j", async (origin) => {
    const { server, proxy } = await pair(OK);
    const answer = await post(proxy.url, relayBytes({ port: server.port }), { Origin: origin });
    expect(answer.error?.code).toBe("denied-origin");
    expect(answer.httpStatus).toBe(403);
    expect(answer.httpHeaders["access-control-allow-origin"]).toBeUndefined();
    expect(server.connections).toHaveLength(0);
  });

  it.each(["text/plain", "application/json", `${RELAY_TYPE}; charset=utf-8`, ""])("refuses the content type %j", async (type) => {
    const { server, proxy } = await pair(OK);
    const answer = await post(proxy.url, relayBytes({ port: server.port }), { "Content-Type": type });
    expect(answer.error?.code).toBe("bad-request");
    expect(server.connections).toHaveLength(0);
  });

  it("lets a page of the list read refusals", async () => {
    const { proxy } = await pair(OK);
    const answer = await relay(proxy.url, { host: "other.example", port: 80 });
    expect(answer.httpHeaders["access-control-allow-origin"]).toBe(ORIGIN);
    expect(answer.httpHeaders["content-type"]).toBe(RELAY_TYPE);
  });

  it.each(["https://repl.example/", "*", "null", "repl.example", "HTTPS://repl.example"])("does not start with the origin %j", async (origin) => {
    await expect(startProxy({ port: 0, origins: [origin] })).rejects.toThrow(TypeError);
  });

  it("says what it is, to pages of the list and to people", async () => {
    const { proxy } = await pair(OK);
    for (const headers of [{ Origin: ORIGIN }, {}]) {
      const { status, text } = await plain(proxy.url, "GET", headers);
      expect(status).toBe(200);
      expect(JSON.parse(text)).toMatchObject({ protocol: 1, limits: { concurrent: 64 } });
    }
    expect((await plain(proxy.url, "GET", { Origin: evil })).status).toBe(403);
  });

  it.each([
    ["GET", "/other", 404],
    ["GET", "//", 404],
    ["POST", "/other", 404],
    ["PUT", "/", 405],
    ["TRACE", "/", 400],
  ])("answers %s %s with %i", async (method, path, status) => {
    const { proxy } = await pair(OK);
    expect((await plain(proxy.url, method, { Origin: ORIGIN }, path)).status).toBe(status);
  });
});

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
