import { Agent, type ClientRequest } from "node:http";
import { describe, expect, it } from "vitest";
import { pair, RUNTIME } from "./contract.ts";
import { until } from "./harness.ts";
import { openPost, readAnswer, readFrames, relay, relayBytes, responseTo } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const MIB = 1024 * 1024;

describe("streaming", () => {
  it("passes the first bytes on before the last ones are there", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfirst"));
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const frames = readFrames(await responseTo(sending));
    await frames.next();
    expect(String((await frames.next()).value?.payload)).toBe("first");
    (await server.connection()).socket.write("last");
    expect(String((await frames.next()).value?.payload)).toBe("last");
    expect((await frames.next()).value?.type).toBe(3);
  });

  it("passes the head on before there is a body", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const frames = readFrames(await responseTo(sending));
    expect((await frames.next()).value?.type).toBe(1);
  });

  it("does not read a response that the page does not read", async () => {
    let written = 0;
    const { server, proxy } = await pair((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const piece = Buffer.alloc(64 * 1024);
      const fill = () => {
        for (let more = true; more && written < 256 * MIB; written += piece.length) more = socket.write(piece);
        socket.once("drain", fill);
      };
      fill();
    });
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const response = await responseTo(sending);
    response.pause();
    await settled(() => written);
    expect(written).toBeGreaterThan(0);
    // What the kernel's own socket buffers hold is in this as well.
    expect(written).toBeLessThan(24 * MIB);
    response.destroy();
  });

  it("does not read a request that the server does not read", async () => {
    const { server, proxy } = await pair((socket) => void socket.pause());
    const sending = openPost(proxy.url);
    const length = 256 * MIB;
    sending.write(relayBytes({ port: server.port, method: "PUT", headers: [["Content-Length", String(length)]] }));
    let written = 0;
    const piece = Buffer.alloc(64 * 1024);
    const fill = () => {
      for (let more = true; more && written < length; written += piece.length) more = sending.write(piece);
      sending.once("drain", fill);
    };
    fill();
    await settled(() => written);
    expect(written).toBeGreaterThan(0);
    expect(written).toBeLessThan(24 * MIB);
    sending.destroy();
    const connection = await server.connection();
    connection.socket.resume();
    await connection.closed();
  });

  it("carries large bodies both ways unchanged", async () => {
    const body = Buffer.alloc(8 * MIB);
    for (let at = 0; at < body.length; at += 4) body.writeUInt32LE((at * 2654435761) >>> 0, at);
    const { server, proxy } = await pair((socket, start) => {
      const parts: Buffer[] = [Buffer.from(start, "latin1").subarray(start.indexOf("\r\n\r\n") + 4)];
      socket.on("data", (piece: Buffer) => {
        parts.push(piece);
        const whole = Buffer.concat(parts);
        if (whole.length === body.length) socket.end(Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\n\r\n"), whole]));
      });
    });
    const ask = { port: server.port, method: "PUT", headers: [["Content-Length", String(body.length)]] };
    const answer = await relay(proxy.url, ask, body);
    expect(answer.ended).toBe(true);
    expect(Buffer.from(answer.body, "latin1").equals(body)).toBe(true);
  });
});

/** Waits until a counter has stood still for a while of turns of the event loop. */
async function settled(count: () => number): Promise<void> {
  for (let last = -1, still = 0; still < 30; still = count() === last ? still + 1 : 0) {
    last = count();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** workerd takes a closed connection for one that is only done with sending, until it writes; a reset it sees at once. */
const WAYS_TO_GO = RUNTIME === "node" ? (["close", "reset"] as const) : (["reset"] as const);

function leave(sending: ClientRequest, way: (typeof WAYS_TO_GO)[number]): void {
  if (way === "close") sending.destroy();
  else sending.socket?.resetAndDestroy();
}

describe.each(WAYS_TO_GO)("a page that goes away by a %s", (way) => {
  it("frees the server before there is a response", async () => {
    const { server, proxy } = await pair(() => undefined);
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const connection = await server.connection();
    await connection.receives("\r\n\r\n");
    leave(sending, way);
    await connection.closed();
  });

  it("frees the server in the middle of a response", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody"));
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const frames = readFrames(await responseTo(sending));
    await frames.next();
    leave(sending, way);
    await (await server.connection()).closed();
  });

  it("frees the server in the middle of a request", async () => {
    const lines: string[] = [];
    const { server, proxy } = await pair(() => undefined, { log: (line) => lines.push(line) });
    const sending = openPost(proxy.url);
    sending.write(relayBytes({ port: server.port, method: "PUT", headers: [["Content-Length", "9"]] }, "body"));
    const connection = await server.connection();
    await connection.receives("body");
    leave(sending, way);
    await connection.closed();
    await until(() => lines.length > 0);
    expect(JSON.parse(lines[0] ?? "").outcome).toBe("aborted");
  });
});

describe("a chunked request whose page goes away", () => {
  it("never looks complete to the server", async () => {
    const { server, proxy } = await pair(() => undefined);
    const sending = openPost(proxy.url);
    sending.write(relayBytes({ port: server.port, method: "PUT", headers: [["Transfer-Encoding", "chunked"]] }, "body"));
    const connection = await server.connection();
    await connection.receives("4\r\nbody\r\n");
    sending.destroy();
    await connection.closed();
    expect(connection.received()).not.toContain("0\r\n\r\n");
  });
});

describe("a connection of the page that is used again", () => {
  /** workerd closes what it does not read; a client that still writes may find the connection broken before it has read why. */
  const brokenByRuntime = (error: NodeJS.ErrnoException): null => {
    if (RUNTIME === "workerd" && ["EPIPE", "ECONNRESET"].includes(error.code ?? "")) return null;
    throw error;
  };

  it.each([
    ["before its head is read", { Origin: "https://evil.example" }, "denied-origin"],
    ["after its head is read", {}, "denied-host"],
  ])("works after a large body was refused %s", async (_, headers, code) => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const head = relayBytes({ port: 80, method: "PUT", host: "other.example", headers: [["Content-Length", String(4 * MIB)]] });
    const sockets = new Set<unknown>();
    const send = async (bytes: Buffer, own: Record<string, string>) => {
      const sending = openPost(proxy.url, { "Content-Length": String(bytes.length), ...own }, agent);
      sending.on("socket", (socket) => sockets.add(socket)).end(bytes);
      return readAnswer(await responseTo(sending));
    };
    const refused = await send(Buffer.concat([head, Buffer.alloc(4 * MIB)]), headers).catch(brokenByRuntime);
    expect(refused?.error?.code ?? code).toBe(code);
    expect((await send(relayBytes({ port: server.port }), {})).body).toBe("ok");
    // workerd gives the connection up instead of reading what it does not want.
    expect(sockets.size).toBe(RUNTIME === "node" ? 1 : 2);
    agent.destroy();
  });
});
