import { Agent, type IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { pair, proxyTo, until, upstream } from "./harness.ts";
import { openPost, post, readAnswer, readFrames, relay, relayBytes, responseTo } from "./relay-client.ts";
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
        while (written < 256 * MIB && socket.write(piece)) written += piece.length;
        socket.once("drain", fill);
      };
      fill();
    });
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const response = await responseTo(sending);
    response.pause();
    await settled(() => written);
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
      while (written < length && sending.write(piece)) written += piece.length;
      sending.once("drain", fill);
    };
    fill();
    await settled(() => written);
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

describe("a page that goes away", () => {
  it("frees the server before there is a response", async () => {
    const { server, proxy } = await pair(() => undefined);
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const connection = await server.connection();
    await connection.receives("\r\n\r\n");
    sending.destroy();
    await connection.closed();
  });

  it("frees the server in the middle of a response", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody"));
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const frames = readFrames(await responseTo(sending));
    await frames.next();
    sending.destroy();
    await (await server.connection()).closed();
  });

  it("frees the server in the middle of a request", async () => {
    const lines: string[] = [];
    const { server, proxy } = await pair(() => undefined, { log: (line) => lines.push(line) });
    const sending = openPost(proxy.url);
    sending.write(relayBytes({ port: server.port, method: "PUT", headers: [["Content-Length", "9"]] }, "body"));
    const connection = await server.connection();
    await connection.receives("body");
    sending.destroy();
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
  it("works after a refusal of a large body", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const refused = relayBytes({ port: 80, method: "PUT", host: "other.example", headers: [["Content-Length", String(4 * MIB)]] });
    const codes: (string | undefined)[] = [];
    for (const bytes of [Buffer.concat([refused, Buffer.alloc(4 * MIB)]), relayBytes({ port: server.port })]) {
      const sending = openPost(proxy.url, { "Content-Length": String(bytes.length) }, agent);
      sending.end(bytes);
      codes.push((await readAnswer(await responseTo(sending))).error?.code);
    }
    expect(codes).toEqual(["denied-host", undefined]);
    agent.destroy();
  });
});

describe("limits", () => {
  it("refuses more exchanges at once than one client may have, and admits again when one has ended", async () => {
    const { server, proxy } = await pair(() => undefined, { limits: { concurrent: 2 } });
    const open = [openPost(proxy.url), openPost(proxy.url)];
    for (const [index, sending] of open.entries()) {
      sending.end(relayBytes({ port: server.port }));
      await server.connection(index);
    }
    const refused = await relay(proxy.url, { port: server.port });
    expect(refused.error?.code).toBe("too-many");
    expect(refused.httpStatus).toBe(429);
    open[0]?.destroy();
    await (await server.connection(0)).closed();
    const admitted = openPost(proxy.url);
    admitted.end(relayBytes({ port: server.port }));
    await server.connection(2);
    admitted.destroy();
    open[1]?.destroy();
  });

  it("refuses more exchanges per minute than one client may start", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 204 No Content\r\n\r\n"), { limits: { perMinute: 3 } });
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 5; count += 1) codes.push((await relay(proxy.url, { port: server.port })).error?.code);
    expect(codes).toEqual([undefined, undefined, undefined, "too-many", "too-many"]);
  });

  it("refuses a body that is announced too large before it dials", async () => {
    const { server, proxy } = await pair(() => undefined, { limits: { requestBytes: 10 } });
    const answer = await relay(proxy.url, { port: server.port, method: "PUT", headers: [["Content-Length", "11"]] }, "x".repeat(11));
    expect(answer.error?.code).toBe("too-large");
    expect(answer.httpStatus).toBe(413);
    expect(server.connections).toHaveLength(0);
  });

  it("cuts a body that turns out too large", async () => {
    const { server, proxy } = await pair(() => undefined, { limits: { requestBytes: 10 } });
    const sending = openPost(proxy.url);
    sending.write(relayBytes({ port: server.port, method: "PUT", headers: [["Transfer-Encoding", "chunked"]] }, "x".repeat(8)));
    const connection = await server.connection();
    await connection.receives("8\r\n");
    sending.end("x".repeat(8));
    expect((await readAnswer(await responseTo(sending))).error?.code).toBe("too-large");
    await connection.closed();
  });

  it("lets a page read a refusal while it still sends a large body", async () => {
    const { proxy } = await pair(() => undefined, { limits: { requestBytes: 10 } });
    const bytes = relayBytes({ port: 1, method: "PUT", host: "other.example", headers: [] }, Buffer.alloc(8 * MIB));
    expect((await post(proxy.url, bytes)).error?.code).toBe("denied-host");
  });

  it("ends an exchange in which nothing moves", async () => {
    const { server, proxy } = await pair(() => undefined, { limits: { idleMs: 80 } });
    const answer = await relay(proxy.url, { port: server.port });
    expect(answer.error?.code).toBe("timeout");
    await (await server.connection()).closed();
  });

  it("ends a request whose head does not come", async () => {
    const { proxy } = await pair(() => undefined, { limits: { idleMs: 80 } });
    const sending = openPost(proxy.url);
    sending.write(Buffer.from([0, 0, 0]));
    expect((await readAnswer(await responseTo(sending))).error?.code).toBe("timeout");
    sending.destroy();
  });

  it("ends an exchange that takes too long, although bytes move", async () => {
    const { server, proxy } = await pair(
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        const drip = setInterval(() => socket.write("x"), 10);
        socket.once("close", () => clearInterval(drip));
      },
      { limits: { totalMs: 150 } },
    );
    const answer = await relay(proxy.url, { port: server.port });
    expect(answer.error?.code).toBe("timeout");
    expect(answer.body).toMatch(/^x+$/);
    await (await server.connection()).closed();
  });

  it.each([0, -1, Number.NaN])("does not start with the limit %d", async (perMinute) => {
    await expect(proxyTo(1, { limits: { perMinute } })).rejects.toThrow(TypeError);
  });
});

describe("the log", () => {
  it("has facts and no secrets", async () => {
    const lines: string[] = [];
    const secret = "s3cr3t";
    const { server, proxy } = await pair(answering(`HTTP/1.1 200 OK\r\nX: ${secret}\r\nContent-Length: 6\r\n\r\n${secret}`), {
      log: (line) => lines.push(line),
    });
    const headers = [["Authorization", secret], ["Content-Length", "6"]];
    await relay(proxy.url, { port: server.port, method: "PUT", target: `/${secret}`, headers }, secret);
    await relay(proxy.url, { host: `${secret}.example`, port: 80 });
    await until(() => lines.length === 2);
    expect(lines.join("")).not.toContain(secret);
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(Object.keys(first).sort()).toEqual(["milliseconds", "outcome", "received", "sent", "time"]);
    expect(first.outcome).toBe("ok");
    expect(first.sent).toBeGreaterThan(secret.length);
    expect(second.outcome).toBe("denied-host");
  });
});

describe("closing the proxy", () => {
  it("lets an exchange under way end within the grace", async () => {
    const server = await upstream(answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nbody"));
    const proxy = await proxyTo(server.port, { graceMs: 5_000 });
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const response: IncomingMessage = await responseTo(sending);
    const closed = proxy.close();
    (await server.connection()).socket.write("more");
    expect(await readAnswer(response)).toMatchObject({ ended: true, body: "bodymore" });
    await closed;
  });

  it("cuts what takes longer than the grace, and frees the server", async () => {
    const { server, proxy } = await pair(() => undefined, { graceMs: 20 });
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const connection = await server.connection();
    await connection.receives("\r\n\r\n");
    await Promise.all([proxy.close(), connection.closed(), until(() => sending.closed)]);
  });

  it("may be asked for twice", async () => {
    const { proxy } = await pair(() => undefined);
    await Promise.all([proxy.close(), proxy.close()]);
  });
});
