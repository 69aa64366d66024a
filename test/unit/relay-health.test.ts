import { createServer, type RequestListener } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { startProxy } from "../../proxy/node/index.ts";
import { RelayHealth, type RelayState } from "../../src/broker/network/relay-health.ts";
import { RelayKey } from "../../src/broker/network/relay-key.ts";
import { FailureError } from "../../src/protocol/errors.ts";
import { listenOnLoopback } from "../servers/listener.ts";

const KEY = "a-key-for-the-workshop";
const DOWN = new FailureError("relay-down", "It broke.");
const DENIED = new FailureError("denied-key", "No.");
const FACTS = { name: "libcloud-repl-relay", version: "1.2.3", protocol: 1, features: { key: false }, limits: {} };

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serverFor(listener: RequestListener): Promise<string> {
  const server = await listenOnLoopback(createServer(listener));
  closers.push(() => server.stop());
  return `http://127.0.0.1:${server.port}/`;
}

const answering = (text: string): Promise<string> => serverFor((_, response) => response.end(text));

/** @param pause as long as an answer may take, too: long enough for a slow machine, where a test does not wait for the next question */
function watch(url: string, key = new RelayKey(), pause = 60_000) {
  const health = new RelayHealth(new URL(url), key, pause);
  let changed = (): void => undefined;
  health.onChange = () => changed();
  /** Resolves when the state is of this type. */
  const becomes = async (type: RelayState["type"]): Promise<void> => {
    while (health.state.type !== type) await new Promise<void>((resolve) => (changed = resolve));
  };
  return { health, key, becomes };
}

describe("the proxy's state", () => {
  it("is not known before it was asked", async () => {
    expect(watch(await answering("")).health.state).toEqual({ type: "unknown" });
  });

  it("is ok with a proxy that needs no key, and unreachable when that has gone, which a failed request has found out", async () => {
    const proxy = await startProxy({ port: 0, origins: ["https://repl.example"], graceMs: 0 });
    const { health, becomes } = watch(proxy.url, new RelayKey(), 2000);
    health.check();
    await becomes("ok");
    await proxy.close();
    health.failed(DOWN, null);
    await becomes("unreachable");
    const again = await startProxy({ port: proxy.port, origins: ["https://repl.example"], graceMs: 0 });
    closers.push(() => again.close());
    health.answered(null);
    await becomes("ok");
  });

  it("is that a key is needed until there is one that was not refused", async () => {
    const proxy = await startProxy({ port: 0, origins: ["https://repl.example"], keys: [{ key: KEY, expires: null }] });
    closers.push(() => proxy.close());
    const { health, key, becomes } = watch(proxy.url);
    health.check();
    await becomes("needs-key");
    key.set("a-key-that-is-wrong");
    await becomes("ok"); // for all that is known
    health.failed(DENIED, "a-key-that-is-wrong");
    await becomes("needs-key");
    key.set(KEY);
    await becomes("ok");
  });

  it.each([
    ["nothing", ""],
    ["HTML", "<!doctype html>"],
    ["another program", JSON.stringify({ ...FACTS, name: "nginx" })],
    ["another protocol", JSON.stringify({ ...FACTS, protocol: 2 })],
    ["a version that is none", JSON.stringify({ ...FACTS, version: "<b>1</b>" })],
    ["a version that is no text", JSON.stringify({ ...FACTS, version: 1 })],
    ["no features", JSON.stringify({ ...FACTS, features: null })],
    ["a feature of another kind", JSON.stringify({ ...FACTS, features: { key: "yes" } })],
    ["too much", JSON.stringify({ ...FACTS, limits: "x".repeat(30_000) })],
  ])("is a wrong version where %s answers", async (_, text) => {
    const { health, becomes } = watch(await answering(text));
    health.check();
    await becomes("wrong-version");
  });

  it("is a wrong version where the answer has no end, and that is not waited for", async () => {
    const { health, becomes } = watch(await serverFor((_, response) => {
      const more = (): void => void (response.destroyed || response.write("x".repeat(5_000), more));
      more();
    }));
    health.check();
    await becomes("wrong-version");
  });

  it("is unreachable where nobody answers in time, or with a redirect", async () => {
    for (const listener of [() => undefined, (_, response) => response.writeHead(302, { Location: "/" }).end()] as RequestListener[]) {
      const { health, becomes } = watch(await serverFor(listener), new RelayKey(), 100);
      health.check();
      await becomes("unreachable");
    }
  });
});

it("the proxy is asked seldom, however many requests fail", async () => {
  const visits: number[] = [];
  const url = await serverFor((_, response) => {
    visits.push(performance.now());
    response.end(JSON.stringify(FACTS));
  });
  const { health, becomes } = watch(url, new RelayKey(), 1000);
  health.check();
  await becomes("ok");
  for (let round = 2; round <= 4; round += 1) {
    for (let count = 0; count < 10_000; count += 1) health.failed(DOWN, null);
    while (visits.length < round) await new Promise(setImmediate);
  }
  expect(visits).toHaveLength(4);
  for (const [index, visit] of visits.slice(1).entries()) expect(visit - (visits[index] ?? 0)).toBeGreaterThan(750);
});

it("the proxy is not asked again for what clouds and people do", async () => {
  let visits = 0;
  const { health, becomes } = watch(await serverFor((_, response) => response.end(JSON.stringify({ ...FACTS, version: `${(visits += 1)}` }))), new RelayKey(), 1000);
  health.check();
  await becomes("ok");
  health.failed(new FailureError("dns", "No such host."), null);
  health.failed(new DOMException("aborted", "AbortError"), null);
  health.answered(null);
  health.failed(DOWN, null);
  while (visits < 2) await new Promise(setImmediate);
  expect(visits).toBe(2);
});
