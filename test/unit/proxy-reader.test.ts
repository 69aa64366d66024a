import { once } from "node:events";
import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { NodeReader } from "../../proxy/node/reader.ts";
import { until } from "../proxy/harness.ts";

const HOOKS = { onBroken: (error: Error) => error, onCancel: () => undefined };

describe("NodeReader", () => {
  it("gives what came before a failure, and then the failure", async () => {
    const source = new PassThrough();
    const reader = new NodeReader(source, HOOKS);
    let taken = 0;
    source.on("data", () => (taken += 1));
    source.write("a");
    source.write("b");
    await until(() => taken === 2);
    const closed = once(source, "close").catch(() => undefined);
    source.destroy(new Error("broken"));
    await closed;
    await new Promise((resolve) => setImmediate(resolve));
    expect(String(await reader.read())).toBe("a");
    expect(String(await reader.read())).toBe("b");
    await expect(reader.read()).rejects.toThrow("broken");
  });

  it("fails a read that waits", async () => {
    const source = new PassThrough();
    const reading = new NodeReader(source, HOOKS).read();
    source.destroy();
    await expect(reading).rejects.toThrow("closed before its end");
  });

  it("ends where the source ends", async () => {
    const source = new PassThrough();
    const reader = new NodeReader(source, HOOKS);
    source.end();
    expect(await reader.read()).toBeNull();
  });

  it("takes together what comes behind a full piece, and loses nothing at the end", async () => {
    const source = new PassThrough({ highWaterMark: 1 << 20 });
    const reader = new NodeReader(source, HOOKS);
    const reading = reader.read();
    source.write(Buffer.alloc(65_536, "a"));
    source.write(Buffer.alloc(65_536, "b"));
    source.end("c");
    expect((await reading)?.[0]).toBe("a".charCodeAt(0));
    expect(reader.ready).toBe(true);
    expect((await reader.read())?.length).toBe(65_536);
    expect(String(await reader.read())).toBe("c");
    expect(await reader.read()).toBeNull();
  });

  it("gives a full piece behind which nothing comes", async () => {
    const source = new PassThrough({ highWaterMark: 1 << 20 });
    const reader = new NodeReader(source, HOOKS);
    const reading = reader.read();
    source.write(Buffer.alloc(65_536));
    expect((await reading)?.length).toBe(65_536);
    expect(reader.ready).toBe(false);
  });

  it("pauses a source that nobody reads", async () => {
    const source = new PassThrough({ highWaterMark: 1 });
    new NodeReader(source, HOOKS);
    let taken = 0;
    source.on("data", () => (taken += 1));
    for (let count = 0; count < 100; count += 1) source.write("x");
    await until(() => source.isPaused());
    expect(taken).toBeLessThan(10);
  });
});
