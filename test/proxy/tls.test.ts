import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createServer, type Server, type TLSSocket } from "node:tls";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Authority, type KeyPair } from "./certificates.ts";
import { pair, proxyTo } from "./harness.ts";
import { ORIGIN, relay } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const RESPONSE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const SOURCE = join(import.meta.dirname, "../../proxy/node/index.ts");

let authority: Authority;
const servers: Server[] = [];

beforeAll(() => {
  authority = new Authority();
});

afterAll(() => authority.remove());

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

interface Handshake {
  readonly port: number;
  readonly sockets: TLSSocket[];
}

async function secureServer(pairOfKeys: KeyPair, options: object = {}): Promise<Handshake> {
  const sockets: TLSSocket[] = [];
  const server = createServer({ ...pairOfKeys, ...options }, (socket) => {
    sockets.push(socket);
    socket.on("error", () => undefined).once("data", () => socket.end(RESPONSE));
  });
  server.on("tlsClientError", () => undefined).listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  return { port: (server.address() as AddressInfo).port, sockets };
}

describe("a server whose certificate the proxy must not trust", () => {
  it("is told as tls, and gets no byte of the request", async () => {
    const { port, sockets } = await secureServer(authority.issue("DNS:localhost,IP:127.0.0.1"));
    const proxy = await proxyTo(port);
    const { error, head } = await relay(proxy.url, { scheme: "https", port });
    expect(error?.code).toBe("tls");
    expect(head).toBeNull();
    expect(sockets.filter((socket) => socket.bytesRead > 0)).toEqual([]);
  });

  it("is told as tls when it does not speak TLS", async () => {
    const { server, proxy } = await pair(answering(RESPONSE));
    const asked = relay(proxy.url, { scheme: "https", port: server.port });
    (await server.connection()).socket.write("SSH-2.0-OpenSSH\r\n");
    expect((await asked).error?.code).toBe("tls");
  });
});

describe("a proxy whose operator adds a certificate authority", () => {
  let child: ChildProcess;
  let relayUrl: string;
  let ports: { named: number; other: number; address: number };
  const named: Handshake[] = [];

  // Node reads NODE_EXTRA_CA_CERTS when a process starts, so the proxy needs one of its own.
  beforeAll(async () => {
    const [right, wrong, address] = [
      await secureServer(authority.issue("DNS:localhost"), { ALPNProtocols: ["h2", "http/1.1"] }),
      await secureServer(authority.issue("DNS:other.example")),
      await secureServer(authority.issue("IP:127.0.0.1")),
    ];
    servers.splice(0);
    named.push(right, wrong, address);
    ports = { named: right.port, other: wrong.port, address: address.port };
    const allow = [`localhost:${ports.named}`, `localhost:${ports.other}`, `127.0.0.1:${ports.address}`];
    ({ child, relayUrl } = await startChild(allow));
  });

  afterAll(() => child.kill());

  async function startChild(allow: readonly string[]) {
    const outDir = join(authority.folder, "proxy");
    await build({
      configFile: false,
      logLevel: "error",
      ssr: { noExternal: true },
      build: { ssr: SOURCE, outDir, rolldownOptions: { output: { entryFileNames: "proxy.mjs" } } },
    });
    const main = join(outDir, "main.mjs");
    const options = JSON.stringify({ port: 0, origins: [ORIGIN], allow });
    writeFileSync(main, `import { startProxy } from "./proxy.mjs";\nprocess.send((await startProxy(${options})).url);\n`);
    const process_ = fork(main, { env: { ...process.env, NODE_EXTRA_CA_CERTS: authority.certFile } });
    const [url] = (await once(process_, "message")) as [string];
    return { child: process_, relayUrl: url };
  }

  it("reaches a server by name, names it in the handshake and speaks HTTP/1.1", async () => {
    const answer = await relay(relayUrl, { scheme: "https", host: "localhost", port: ports.named });
    expect(answer).toMatchObject({ body: "ok", ended: true, error: null });
    const [socket] = named[0]?.sockets ?? [];
    expect(socket?.alpnProtocol).toBe("http/1.1");
    expect((socket as TLSSocket & { servername: string }).servername).toBe("localhost");
  });

  it("refuses a server whose certificate is for another name", async () => {
    const answer = await relay(relayUrl, { scheme: "https", host: "localhost", port: ports.other });
    expect(answer.error?.code).toBe("tls");
    expect(answer.error?.message).toContain("ERR_TLS_CERT_ALTNAME_INVALID");
  });

  it("reaches a server by an address that its certificate names", async () => {
    const answer = await relay(relayUrl, { scheme: "https", host: "127.0.0.1", port: ports.address });
    expect(answer).toMatchObject({ body: "ok", error: null });
  });
});
