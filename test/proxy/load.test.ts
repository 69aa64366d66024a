/** Many exchanges at once. By default a part of the load; `RELAY_LOAD=full` takes all of it. */
import { createHash, randomBytes } from "node:crypto";
import { Agent, createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodePlatform } from "../../proxy/node/index.ts";
import { random } from "../unit/random.ts";
import { proxyTo, upstream } from "./harness.ts";
import { openPost, readAnswer, readFrames, relayBytes, responseTo } from "./relay-client.ts";

const FULL = process.env["RELAY_LOAD"] === "full";
const STREAMS = FULL ? 1_000 : 200;
const REQUESTS = FULL ? 50_000 : 2_000;
const AT_ONCE = 32;
const MIB = 1024 * 1024;
const NO_LIMIT = { perMinute: 1e9, concurrent: 1e6, concurrentInAll: 1e6 };

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

describe("many slow streams at once", () => {
  it(`leave the memory flat: ${STREAMS}`, { timeout: 120_000 }, async () => {
    const sockets: { write(piece: string): boolean }[] = [];
    const server = await upstream((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      sockets.push(socket);
    });
    const proxy = await proxyTo(server.port, { limits: NO_LIMIT });
    const streams = await Promise.all(
      Array.from({ length: STREAMS }, async () => {
        const sending = openPost(proxy.url);
        sending.end(relayBytes({ port: server.port }));
        const frames = readFrames(await responseTo(sending));
        await frames.next();
        return { sending, frames };
      }),
    );
    const rounds: number[] = [];
    for (let round = 0; round < 20; round += 1) {
      for (const socket of sockets) socket.write(String(round % 10).repeat(1_024));
      const pieces = await Promise.all(streams.map(({ frames }) => taken(frames, 1_024)));
      expect(pieces.every((piece) => piece === String(round % 10).repeat(1_024))).toBe(true);
      rounds.push(process.memoryUsage.rss() / MIB);
    }
    for (const { sending } of streams) sending.destroy();
    console.info(`${STREAMS} streams: RSS ${rounds.map((size) => size.toFixed(0)).join(" ")} MiB`);
    // The first rounds grow the heap; from then on what a stream needs does not grow with what passes.
    expect((rounds.at(-1) ?? 0) - (rounds[9] ?? 0)).toBeLessThan(32);
  });

  async function taken(frames: ReturnType<typeof readFrames>, length: number): Promise<string> {
    let text = "";
    while (text.length < length) text += String((await frames.next()).value?.payload);
    return text;
  }
});

describe("requests of all sizes to a server that resets one in twenty", () => {
  const below = random(5);
  const seen = new Map<string, string>();
  const resets = new Set<string>();
  // It takes the body, notes its sum under the request's id, and sends it back with the id in front, or resets before, in or after its head.
  const server = createServer((incoming, outgoing) => {
    void incoming.toArray().then((parts: Buffer[]) => {
      const body = Buffer.concat(parts);
      const id = incoming.url ?? "";
      seen.set(id, sha256(body));
      const fate = below(60);
      if (fate < 3) resets.add(id);
      if (fate === 0) return incoming.socket.resetAndDestroy();
      outgoing.writeHead(200, fate % 2 === 0 ? { "Content-Length": body.length + id.length } : {});
      outgoing.write(id);
      if (fate === 1) return setImmediate(() => incoming.socket.resetAndDestroy());
      if (fate === 2) return void outgoing.write(body.subarray(0, body.length / 2), () => incoming.socket.resetAndDestroy());
      return outgoing.end(body);
    }, () => undefined);
  });
  let port = 0;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    port = (server.address() as AddressInfo).port;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  it(`lose and mix up nothing: ${REQUESTS}`, { timeout: 600_000 }, async () => {
    const proxy = await proxyTo(port, { limits: NO_LIMIT }, createNodePlatform());
    const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
    const noise = randomBytes(MIB);
    const wrong: string[] = [];
    const failed = new Set<string>();
    let left = REQUESTS;
    const client = async () => {
      while (left > 0) {
        const id = `/${(left -= 1)}`;
        const start = below(MIB / 2);
        const body = noise.subarray(start, start + sizeOf(below));
        const sending = openPost(proxy.url, {}, agent);
        sending.end(relayBytes({ port, method: "PUT", target: id, headers: [["Host", "x"], ["Content-Length", String(body.length)]] }, body));
        const response: IncomingMessage = await responseTo(sending);
        const answer = await readAnswer(response);
        if (answer.error !== null) failed.add(`${id} ${answer.error.code}`);
        else if (!answer.ended || answer.body.slice(0, id.length) !== id || sha256(Buffer.from(answer.body.slice(id.length), "latin1")) !== sha256(body)) wrong.push(id);
        if (seen.has(id) && seen.get(id) !== sha256(body)) wrong.push(`${id} on the way there`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, client));
    agent.destroy();
    expect(wrong).toEqual([]);
    expect([...failed].filter((text) => !/ (?:reset|closed|truncated)$/.test(text))).toEqual([]);
    const failedIds = new Set([...failed].map((text) => text.split(" ")[0]));
    expect([...resets].filter((id) => !failedIds.has(id))).toEqual([]);
    console.info(`${REQUESTS} requests: ${resets.size} reset by the server, ${failed.size} failed, none wrong; ${seen.size} reached the server`);
    // No request but those that the server has reset fails.
    expect(failed.size).toBe(resets.size);
    expect(resets.size).toBeGreaterThan(REQUESTS / 40);
  });

  /** Most are small, some are not. */
  function sizeOf(choose: (limit: number) => number): number {
    return 1 + choose(2 ** (1 + choose(17)));
  }
});
