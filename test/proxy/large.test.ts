import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { memoryDuring } from "../servers/memory.ts";
import { proxyApart } from "./apart.ts";
import { type ContractOptions, proxyTo, RUNTIME, type RunningProxy } from "./contract.ts";
import { closeAfterTest } from "./harness.ts";
import { openPost, readFrames, relayBytes, responseTo } from "./relay-client.ts";

const MIB = 1024 * 1024;

/** `LARGE_BYTES=1073741824` for a gigabyte each way. */
const SIZE = Number(process.env["LARGE_BYTES"] ?? 512 * MIB);

/**
 * The same for any size up to a gigabyte, and less than half of what is passed by default. Node takes 25 to 50 MiB; workerd takes up to 210 MiB, which
 * levels off with the size, since it lets buffers lie that its engine could collect.
 */
const GROWTH = (RUNTIME === "node" ? 96 : 224) * MIB;

const PIECE = Buffer.from(Uint8Array.from({ length: 64 * 1024 }, (_, index) => (index * 2654435761) >>> 13));

/** A cloud that sends and swallows, and has the SHA-256 of what it got. */
async function startCloud(): Promise<number> {
  const server = createServer((request, response) => {
    if (request.method === "GET") return void sendAll((piece) => response.write(piece), (go) => response.once("drain", go)).then(() => response.end());
    const sum = createHash("sha256");
    request.on("data", (piece: Buffer) => sum.update(piece)).on("end", () => response.end(sum.digest("hex")));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closeAfterTest(async () => server.closeAllConnections());
  return (server.address() as AddressInfo).port;
}

async function sendAll(write: (piece: Buffer) => boolean, onDrain: (go: () => void) => unknown): Promise<void> {
  for (let sent = 0; sent < SIZE; sent += PIECE.length) {
    if (!write(PIECE)) await new Promise<void>((resolve) => onDrain(resolve));
  }
}

function sumOfAll(): string {
  const sum = createHash("sha256");
  for (let sent = 0; sent < SIZE; sent += PIECE.length) sum.update(PIECE);
  return sum.digest("hex");
}

/** A process of its own on every runtime: what the test and its cloud hold is not counted. */
async function beginProxy(port: number, options: Pick<ContractOptions, "limits"> = {}): Promise<Required<RunningProxy>> {
  const proxy: RunningProxy = await (RUNTIME === "node" ? proxyApart(port, options) : proxyTo(port, options));
  if (proxy.pid === undefined) throw new Error("the proxy is in the test's own process");
  return { ...proxy, pid: proxy.pid };
}

async function growthDuring(pid: number, what: string, work: () => Promise<void>): Promise<number> {
  const { before, peak } = await memoryDuring(pid, work);
  console.info(`${SIZE / MIB} MiB ${what} through ${RUNTIME}: RSS ${(before / MIB).toFixed(0)} MiB before, ${(peak / MIB).toFixed(0)} MiB at most`);
  return peak - before;
}

describe(`${SIZE / MIB} MiB through ${RUNTIME}`, () => {
  it("come down unchanged in flat memory", { timeout: 600_000 }, async () => {
    const port = await startCloud();
    const proxy = await beginProxy(port);
    const sum = createHash("sha256");
    const growth = await growthDuring(proxy.pid, "down", async () => {
      const sending = openPost(proxy.url);
      sending.end(relayBytes({ port, headers: [["Host", "x"]] }));
      for await (const { type, payload } of readFrames(await responseTo(sending))) if (type === 2) sum.update(payload);
    });
    expect(sum.digest("hex")).toBe(sumOfAll());
    expect(growth).toBeLessThan(GROWTH);
  });

  it("go up unchanged in flat memory, in chunks", { timeout: 600_000 }, async () => {
    const port = await startCloud();
    const proxy = await beginProxy(port, { limits: { requestBytes: 2 * SIZE } });
    let answer = "";
    const growth = await growthDuring(proxy.pid, "up", async () => {
      const sending = openPost(proxy.url);
      const response = responseTo(sending);
      sending.write(relayBytes({ port, method: "PUT", headers: [["Host", "x"], ["Transfer-Encoding", "chunked"]] }));
      await sendAll((piece) => sending.write(piece), (go) => sending.once("drain", go));
      sending.end();
      for await (const { type, payload } of readFrames(await response)) if (type === 2) answer += payload.toString();
    });
    expect(answer).toBe(sumOfAll());
    expect(growth).toBeLessThan(GROWTH);
  });
});
