import { once } from "node:events";
import { readFileSync } from "node:fs";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { createServer, type Server, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Authority } from "../certificates.ts";
import { closeAfterTest, upstream } from "../harness.ts";
import { ORIGIN, relay } from "../relay-client.ts";
import { startResolver } from "../resolver.ts";
import { answering } from "../upstream.ts";
import { startWorkerd } from "../workerd.ts";

const RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

let authority: Authority;

beforeAll(() => {
  authority = new Authority();
});

afterAll(() => authority.remove());

async function edge(vars: Readonly<Record<string, string>>, trust?: string): Promise<string> {
  const proxy = await startWorkerd({ vars: { RELAY_ORIGINS: ORIGIN, ...vars }, ...(trust === undefined ? {} : { trust }) });
  closeAfterTest(() => proxy.close());
  return proxy.url;
}

async function secureServer(names: string): Promise<{ port: number; sockets: TLSSocket[] }> {
  const sockets: TLSSocket[] = [];
  const server: Server = createServer(authority.issue(names), (socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined).once("data", () => socket.end(RESPONSE));
  });
  server.on("tlsClientError", () => undefined).listen(0, "127.0.0.1");
  await once(server, "listening");
  closeAfterTest(async () => void server.close());
  return { port: (server.address() as AddressInfo).port, sockets };
}

describe("a name", () => {
  it("is looked up once for each family, and the address found is the one dialled", async () => {
    const server = await upstream(answering(RESPONSE));
    const { url, asked } = await startResolver({ "cloud.example": ["127.0.0.1"] });
    const proxy = await edge({ RELAY_ALLOW: `cloud.example:${server.port}`, RELAY_RESOLVER: url });
    const answer = await relay(proxy, { host: "cloud.example", port: server.port });
    expect(answer).toMatchObject({ body: "ok", ended: true });
    expect(asked.sort()).toEqual(["A cloud.example", "AAAA cloud.example"]);
  });

  it("that takes its time is part of the time to connect", async () => {
    const server = await upstream(answering(RESPONSE));
    const { url } = await startResolver({ "cloud.example": ["127.0.0.1"] }, 100);
    const proxy = await edge({ RELAY_ALLOW: `cloud.example:${server.port}`, RELAY_RESOLVER: url });
    const startedAt = performance.now();
    const { head } = await relay(proxy, { host: "cloud.example", port: server.port });
    expect(head?.connectMs).toBeGreaterThanOrEqual(95); // timers may be a little early
    expect(head?.connectMs).toBeLessThanOrEqual(Math.ceil(performance.now() - startedAt));
  });

  it.each([
    ["a private address", ["10.0.0.1"]],
    ["a private address beside a public one", ["93.184.215.14", "127.0.0.1"]],
    ["a private address of the other family", ["93.184.215.14", "::1"]],
    ["a mapped address", ["::ffff:127.0.0.1"]],
    ["no address but text", ["localhost"]],
  ])("with %s is refused before anything is dialled", async (_, addresses) => {
    const { url } = await startResolver({ "cloud.example": addresses });
    const proxy = await edge({ RELAY_HOSTS: "cloud.example", RELAY_RESOLVER: url });
    const answer = await relay(proxy, { host: "cloud.example", port: 80, headers: [] });
    expect(answer.error?.code).toBe("denied-address");
  });

  it("that does not exist is told as dns", async () => {
    const { url } = await startResolver({});
    const proxy = await edge({ RELAY_HOSTS: "cloud.example", RELAY_RESOLVER: url });
    expect((await relay(proxy, { host: "cloud.example", port: 80, headers: [] })).error?.code).toBe("dns");
  });

  it("that has no address is told as dns", async () => {
    const { url } = await startResolver({ "cloud.example": [] });
    const proxy = await edge({ RELAY_HOSTS: "cloud.example", RELAY_RESOLVER: url });
    expect((await relay(proxy, { host: "cloud.example", port: 80, headers: [] })).error?.code).toBe("dns");
  });

  it("is told as dns when the resolver is down", async () => {
    const proxy = await edge({ RELAY_HOSTS: "cloud.example", RELAY_RESOLVER: "http://127.0.0.1:9/" });
    expect((await relay(proxy, { host: "cloud.example", port: 80, headers: [] })).error?.code).toBe("dns");
  });
});

describe("a server", () => {
  it("that refuses connections is told as such", async () => {
    const server = await upstream(answering(RESPONSE));
    await server.close();
    const proxy = await edge({ RELAY_ALLOW: `127.0.0.1:${server.port}` });
    expect((await relay(proxy, { port: server.port })).error?.code).toBe("refused");
  });

  it("is reached over IPv6", async () => {
    const server = createTcpServer((socket) => socket.on("error", () => undefined).once("data", () => socket.end(RESPONSE))).listen(0, "::1");
    await once(server, "listening");
    closeAfterTest(async () => void server.close());
    const { port } = server.address() as AddressInfo;
    const proxy = await edge({ RELAY_ALLOW: `[::1]:${port}` });
    expect(await relay(proxy, { host: "::1", port })).toMatchObject({ body: "ok" });
  });
});

describe("TLS", () => {
  it("dials the checked address, and names the host in the handshake", async () => {
    const { port, sockets } = await secureServer("DNS:cloud.example");
    const { url, asked } = await startResolver({ "cloud.example": ["127.0.0.1"] });
    const proxy = await edge({ RELAY_ALLOW: `cloud.example:${port}`, RELAY_RESOLVER: url }, readFileSync(authority.certFile, "utf8"));
    const answer = await relay(proxy, { scheme: "https", host: "cloud.example", port });
    expect(answer).toMatchObject({ body: "ok", error: null });
    expect((sockets[0] as TLSSocket & { servername: string }).servername).toBe("cloud.example");
    expect(asked).toHaveLength(2);
  });

  it.each([
    ["for another name", "DNS:other.example"],
    ["for the address only", "IP:127.0.0.1"],
  ])("refuses a certificate %s", async (_, names) => {
    const { port, sockets } = await secureServer(names);
    const { url } = await startResolver({ "cloud.example": ["127.0.0.1"] });
    const proxy = await edge({ RELAY_ALLOW: `cloud.example:${port}`, RELAY_RESOLVER: url }, readFileSync(authority.certFile, "utf8"));
    const answer = await relay(proxy, { scheme: "https", host: "cloud.example", port });
    expect(answer.error?.code).toBe("tls");
    expect(sockets.filter((socket) => socket.bytesRead > 0)).toEqual([]);
  });

  it("refuses a certificate of an unknown authority", async () => {
    const { port } = await secureServer("DNS:cloud.example");
    const { url } = await startResolver({ "cloud.example": ["127.0.0.1"] });
    const proxy = await edge({ RELAY_ALLOW: `cloud.example:${port}`, RELAY_RESOLVER: url });
    expect((await relay(proxy, { scheme: "https", host: "cloud.example", port })).error?.code).toBe("tls");
  });

  it("reaches an address that the certificate names", async () => {
    const { port } = await secureServer("IP:127.0.0.1");
    const proxy = await edge({ RELAY_ALLOW: `127.0.0.1:${port}` }, readFileSync(authority.certFile, "utf8"));
    expect(await relay(proxy, { scheme: "https", port })).toMatchObject({ body: "ok" });
  });

  it("is told as tls when the server does not speak it", async () => {
    const server = await upstream(() => undefined);
    const proxy = await edge({ RELAY_ALLOW: `127.0.0.1:${server.port}` });
    const asked = relay(proxy, { scheme: "https", port: server.port });
    (await server.connection()).socket.end("SSH-2.0-OpenSSH\r\n");
    expect((await asked).error?.code).toBe("tls");
  });
});
