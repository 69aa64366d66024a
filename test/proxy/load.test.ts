/** Many exchanges at once, half of them over WebSockets. */
import { createHash, randomBytes } from "node:crypto";
import { Agent, createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createNodePlatform } from "../../proxy/node/index.ts";
import { random } from "../unit/random.ts";
import { memoryDuring } from "../servers/memory.ts";
import { proxyApart } from "./apart.ts";
import { proxyTo, upstream } from "./harness.ts";
import { type Answer, openPost, readAnswer, readFramed, readFrames, relayBytes, responseTo } from "./relay-client.ts";
import { SocketClient } from "./socket-client.ts";

const STREAMS = 1_000;
const REQUESTS = 50_000;
const AT_ONCE = 32;
const MIB = 1024 * 1024;
/** What each stream passes in a round. */
const PIECE_BYTES = 16 * 1024;
const WARM_UP_ROUNDS = 8;
const ROUNDS = 32;
/** The proxy's memory may grow by this while the streams pass at least four times as much. */
const STREAMS_GROWTH = 96 * MIB;
const NO_LIMIT = { perMinute: 1e9, concurrent: 1e6, concurrentInAll: 1e6 };

interface NumberedSocket {
  readonly number: number;
  readonly socket: Socket;
}

interface Stream {
  readonly number: number;
  readonly frames: ReturnType<typeof readFrames>;
  close(): void;
}

/** How a request goes to the proxy. */
type Way = "post" | "socket" | "socket in parts";

type Exchange = (head: Buffer, body: Buffer) => Promise<{ readonly way: Way; readonly answer: Pick<Answer, "body" | "ended" | "error"> }>;

const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

describe("many slow streams at once", () => {
  it(`leave the proxy's memory flat: ${STREAMS}`, { timeout: 120_000 }, async () => {
    const sockets: NumberedSocket[] = [];
    const server = await upstream((socket, received) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      sockets.push({ number: Number(/^GET \/(\d+) /.exec(received)?.[1]), socket });
    });
    const proxy = await proxyApart(server.port, { limits: NO_LIMIT });
    const streams = await Promise.all(Array.from({ length: STREAMS }, (_, number) => (number % 2 === 0 ? openPosted : openSocket)(proxy.url, server.port, number)));
    const passRound = async (round: number): Promise<void> => {
      for (const { number, socket } of sockets) socket.write(pieceOf(number, round));
      const right = await Promise.all(streams.map((stream) => brings(stream, pieceOf(stream.number, round))));
      expect(right).not.toContain(false);
    };
    // The first rounds grow the heap; from then on what a stream needs does not grow with what passes.
    for (let round = 0; round < WARM_UP_ROUNDS; round += 1) await passRound(round);
    const { before, peak, after } = await memoryDuring(proxy.pid, async () => {
      for (let round = 0; round < ROUNDS; round += 1) await passRound(WARM_UP_ROUNDS + round);
    });
    for (const { close } of streams) close();
    const [first, most, last] = [before, peak, after].map((bytes) => (bytes / MIB).toFixed(0));
    console.info(`${STREAMS} streams, ${((STREAMS * ROUNDS * PIECE_BYTES) / MIB).toFixed(0)} MiB: RSS of the proxy ${first} MiB before, ${most} MiB at most, ${last} MiB after`);
    expect(STREAMS * ROUNDS * PIECE_BYTES).toBeGreaterThanOrEqual(4 * STREAMS_GROWTH);
    expect(peak - before).toBeLessThan(STREAMS_GROWTH);
  });

  /** No two streams and no two rounds have the same. */
  function pieceOf(number: number, round: number): Buffer {
    return Buffer.alloc(PIECE_BYTES, `${number}.${round} `);
  }

  async function openPosted(url: string, port: number, number: number): Promise<Stream> {
    const sending = openPost(url);
    sending.end(relayBytes({ port, target: `/${number}` }));
    return begun(number, await responseTo(sending), () => sending.destroy());
  }

  async function openSocket(url: string, port: number, number: number): Promise<Stream> {
    const client = await SocketClient.open(url);
    client.request(relayBytes({ port, target: `/${number}` }));
    return begun(number, client.answer(), () => client.socket.terminate());
  }

  /** The stream behind its head. */
  async function begun(number: number, answer: AsyncIterable<Buffer>, close: () => void): Promise<Stream> {
    const frames = readFrames(answer);
    expect((await frames.next()).value?.type).toBe(1);
    return { number, frames, close };
  }

  async function brings({ frames }: Stream, wanted: Buffer): Promise<boolean> {
    const pieces: Buffer[] = [];
    for (let length = 0; length < wanted.length; length += pieces.at(-1)?.length ?? 0) {
      const { value } = await frames.next();
      if (value?.type !== 2) return false;
      pieces.push(value.payload);
    }
    return Buffer.concat(pieces).equals(wanted);
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
    const sent: Record<Way, number> = { post: 0, socket: 0, "socket in parts": 0 };
    const left = { post: REQUESTS / 2, socket: REQUESTS / 2 };
    const client = async (transport: keyof typeof left, exchange: Exchange): Promise<void> => {
      while (left[transport] > 0) {
        const id = `/${transport}/${(left[transport] -= 1)}`;
        const start = below(MIB / 2);
        const body = noise.subarray(start, start + sizeOf(below));
        const head = relayBytes({ port, method: "PUT", target: id, headers: [["Host", "x"], ["Content-Length", String(body.length)]] });
        const { way, answer } = await exchange(head, body);
        sent[way] += 1;
        if (answer.error !== null) failed.add(`${id} ${answer.error.code}`);
        else if (!answer.ended || answer.body.slice(0, id.length) !== id || sha256(Buffer.from(answer.body.slice(id.length), "latin1")) !== sha256(body)) wrong.push(id);
        if (seen.has(id) && seen.get(id) !== sha256(body)) wrong.push(`${id} on the way there`);
      }
    };
    const posting: Exchange = async (head, body) => {
      const sending = openPost(proxy.url, {}, agent);
      sending.end(Buffer.concat([head, body]));
      return { way: "post", answer: await readAnswer(await responseTo(sending)) };
    };
    const sockets = await Promise.all(Array.from({ length: AT_ONCE / 2 }, () => SocketClient.open(proxy.url)));
    await Promise.all([...sockets.map((socket) => client("socket", over(socket))), ...sockets.map(() => client("post", posting))]);
    for (const { socket } of sockets) socket.terminate();
    agent.destroy();
    expect(wrong).toEqual([]);
    expect([...failed].filter((text) => !/ (?:reset|closed|truncated)$/.test(text))).toEqual([]);
    const failedIds = new Set([...failed].map((text) => text.split(" ")[0]));
    expect([...resets].filter((id) => !failedIds.has(id))).toEqual([]);
    console.info(`${REQUESTS} requests (${JSON.stringify(sent)}): ${resets.size} reset by the server, ${failed.size} failed, none wrong; ${seen.size} reached the server`);
    // No request but those that the server has reset fails.
    expect(failed.size).toBe(resets.size);
    expect(resets.size).toBeGreaterThan(REQUESTS / 40);
    expect(sent.post).toBe(REQUESTS / 2);
    expect(sent.socket + sent["socket in parts"]).toBe(REQUESTS / 2);
    // Of those over sockets, each way has its share.
    expect(Math.min(sent.socket, sent["socket in parts"])).toBeGreaterThan(REQUESTS / 10);
  });

  /** Exchanges over one socket, one after the other; half of the uploads come in parts. */
  function over(client: SocketClient): Exchange {
    return async (head, body) => {
      const posted = Buffer.concat([head, body]);
      const inParts = below(2) === 0;
      if (!inParts) client.request(posted);
      const uploading = inParts ? uploadInParts(client, posted) : null;
      const answer = await readFramed(client.answer());
      await uploading;
      return { way: inParts ? "socket in parts" : "socket", answer };
    };
  }

  /** The parts are cut anywhere, the first one in the relay's own head, too. */
  async function uploadInParts(client: SocketClient, posted: Buffer): Promise<void> {
    let at = below(posted.length);
    client.begin(posted.subarray(0, at));
    while (at < posted.length) {
      const end = Math.min(posted.length, at + 1 + below(posted.length));
      // Or all parts would be there before the proxy reads the first.
      await new Promise(setImmediate);
      client.part(posted.subarray(at, end));
      at = end;
    }
    client.end();
  }

  /** Most are small, some are not. */
  function sizeOf(choose: (limit: number) => number): number {
    return 1 + choose(2 ** (1 + choose(17)));
  }
});
