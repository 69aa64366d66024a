import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { proxyTo, RUNTIME } from "./contract.ts";
import { closeAfterTest } from "./harness.ts";
import { openPost, readFrames, relayBytes, responseTo } from "./relay-client.ts";

const MIB = 1024 * 1024;

/** `LARGE_BYTES=1073741824` for a gigabyte each way. */
const SIZE = Number(process.env["LARGE_BYTES"] ?? 256 * MIB);

/** The same for any size. Not less, since engines collect their garbage when they please, and on Node the test is in the same process. */
const GROWTH = 224 * MIB;

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

/** Resident memory of the proxy's process. */
function residentBytes(pid: number | undefined): number {
  if (pid === undefined) return process.memoryUsage.rss();
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? Number.NaN) * 1024;
}

async function growthDuring(pid: number | undefined, work: () => Promise<void>): Promise<number> {
  const before = residentBytes(pid);
  let peak = before;
  const watch = setInterval(() => (peak = Math.max(peak, residentBytes(pid))), 20);
  await work().finally(() => clearInterval(watch));
  return peak - before;
}

describe(`${SIZE / MIB} MiB through ${RUNTIME}`, () => {
  it("come down unchanged in flat memory", { timeout: 600_000 }, async () => {
    const port = await startCloud();
    const proxy = await proxyTo(port);
    const sum = createHash("sha256");
    const growth = await growthDuring(proxy.pid, async () => {
      const sending = openPost(proxy.url);
      sending.end(relayBytes({ port, headers: [["Host", "x"]] }));
      for await (const { type, payload } of readFrames(await responseTo(sending))) if (type === 2) sum.update(payload);
    });
    expect(sum.digest("hex")).toBe(sumOfAll());
    if (process.env["LARGE_BYTES"]) console.error("growth", growth / MIB);
    expect(growth).toBeLessThan(GROWTH);
  });

  it("go up unchanged in flat memory, in chunks", { timeout: 600_000 }, async () => {
    const port = await startCloud();
    const proxy = await proxyTo(port, { limits: { requestBytes: 2 * SIZE } });
    let answer = "";
    const growth = await growthDuring(proxy.pid, async () => {
      const sending = openPost(proxy.url);
      const response = responseTo(sending);
      sending.write(relayBytes({ port, method: "PUT", headers: [["Host", "x"], ["Transfer-Encoding", "chunked"]] }));
      await sendAll((piece) => sending.write(piece), (go) => sending.once("drain", go));
      sending.end();
      for await (const { type, payload } of readFrames(await response)) if (type === 2) answer += payload.toString();
    });
    expect(answer).toBe(sumOfAll());
    if (process.env["LARGE_BYTES"]) console.error("growth", growth / MIB);
    expect(growth).toBeLessThan(GROWTH);
  });
});
