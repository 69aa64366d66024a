/**
 * What is larger than memory should be: up from a generator and down in pieces, while no process keeps it. In a browser that nobody watches, since
 * Playwright is handed a copy of each message.
 */
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { beginProxy } from "../bench/program.ts";
import { pageOf } from "../bench/shell-page.ts";
import { Shell } from "../bench/shell.ts";
import { Site } from "../bench/site.ts";
import { withVisitor } from "../bench/visitor.ts";
import { listenOnLoopback } from "../servers/listener.ts";
import { memoryDuring } from "../servers/memory.ts";
import { projectRoot } from "../servers/project.ts";
import type { RunningServer } from "../servers/process.ts";

const MIB = 1 << 20;

const SIZE = Number(process.env["LARGE_BYTES"] ?? 1024 * MIB);

/** The same for any size: what is under way in each process, and garbage, which engines collect when they please. */
const GROWTH = 256 * MIB;

const PIECE = Buffer.alloc(MIB, Buffer.from(Array.from({ length: 251 }, (_, index) => index)));

/** A cloud that sends and swallows, and has the SHA-256 of what it got. */
function startCloud(): Promise<RunningServer> {
  const server = createServer(async (request, response) => {
    if (request.method === "PUT") {
      const sum = createHash("sha256");
      for await (const piece of request) sum.update(piece as Buffer);
      return void response.end(sum.digest("hex"));
    }
    const size = Number(request.url?.slice(1));
    response.writeHead(200, { "Content-Length": size });
    for (let sent = 0; sent < size; sent += MIB) if (!response.write(PIECE)) await once(response, "drain");
    response.end();
  });
  return listenOnLoopback(server);
}

const PROGRAM = `
import hashlib, requests
piece = (bytes(range(251)) * 4178)[:1 << 20]
def up(url, count):
    return requests.put(url, data=(piece for _ in range(count))).text
def down(url, count):
    digest, total = hashlib.sha256(), 0
    with requests.get(f"{url}/{count << 20}", stream=True) as response:
        for part in response.iter_content(1 << 16):
            digest.update(part)
            total += len(part)
    return [total, digest.hexdigest()]
`;

function sumOf(count: number): string {
  const sum = createHash("sha256");
  for (let index = 0; index < count; index += 1) sum.update(PIECE);
  return sum.digest("hex");
}

test(`${SIZE / MIB} MiB go up from a generator, and come down, in flat memory`, async () => {
  test.setTimeout(600_000);
  const cloud = await startCloud();
  const site = await Site.start(new Map([["/", join(projectRoot, "dist")]]));
  const proxy = await beginProxy(projectRoot, ["--origin", site.origin, "--allow", `127.0.0.1:${cloud.port}`]);
  try {
    site.texts.set("/config.json", JSON.stringify({ relay: `http://127.0.0.1:${proxy.port}/`, offline: false }));
    await withVisitor(async (visitor) => {
      const shell = await Shell.ready(pageOf(visitor), `${site.origin}/`);
      const url = `http://127.0.0.1:${cloud.port}`;
      const call = (direction: "down" | "up", count: number): Promise<unknown> => shell.value(`large["${direction}"]("${url}", ${count})`);
      await shell.load("large", PROGRAM);
      await shell.allow(`_ = large["up"]("${url}", 1)`);
      for (const direction of ["up", "down", "up", "down"] as const) await call(direction, 64); // what all this takes once
      const processes = [...(await visitor.renderers()), proxy.process.pid ?? Number.NaN];
      const count = SIZE / MIB;
      const sum = sumOf(count);
      for (const [direction, result] of [["up", sum], ["down", [SIZE, sum]]] as const) {
        const working = call(direction, count);
        const memories = await Promise.all(processes.map((id) => memoryDuring(id, () => working)));
        expect(await working).toEqual(result);
        const more = memories.map(({ before, peak }) => peak - before);
        console.log(`  ${SIZE / MIB} MiB ${direction}: the browser's processes and the proxy grew by at most ${more.map((bytes) => (bytes / MIB).toFixed(0)).join(", ")} MiB`);
        expect.soft(Math.max(...more)).toBeLessThan(GROWTH);
      }
    });
  } finally {
    proxy.process.kill();
    await Promise.all([site.stop(), cloud.stop()]);
  }
});
