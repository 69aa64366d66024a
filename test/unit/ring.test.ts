import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { Mailbox } from "../../src/protocol/mailbox.ts";
import { Ring } from "../../src/protocol/ring.ts";

function ring(capacity: number, start = 0): Ring {
  const state = new Int32Array(new SharedArrayBuffer(8)).fill(start);
  return new Ring(state, 0, 1, new Uint8Array(new SharedArrayBuffer(capacity)));
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe("Ring", () => {
  it("gives back what was written, across its edge", () => {
    const target = new Uint8Array(3);
    const small = ring(4);
    for (let round = 0; round < 10; round += 1) {
      expect(small.write(bytes(round, round + 1, round + 2))).toBe(3);
      expect(small.read(target)).toBe(3);
      expect([...target]).toEqual([round, round + 1, round + 2]);
    }
  });

  it("takes no more than fits, and says how much that was", () => {
    const small = ring(4);
    expect(small.write(bytes(1, 2, 3, 4, 5))).toBe(4);
    expect(small.write(bytes(6))).toBe(0);
    expect(small.free).toBe(0);
  });

  it.each([1, 100, 1000])("takes what is between two places of its source, %i bytes, across its edge", (length) => {
    const source = Uint8Array.from({ length: length + 10 }, (_, index) => index);
    const target = new Uint8Array(length);
    const large = ring(1024);
    for (let round = 0; round < 30; round += 1) {
      expect(large.write(source, 5, 5 + length)).toBe(length);
      expect(large.read(target)).toBe(length);
      expect(target).toEqual(source.subarray(5, 5 + length));
    }
    expect(large.write(source, 3, 3)).toBe(0);
  });

  it("counts on over the end of 32-bit positions", () => {
    const old = ring(8, -3); // 2³² − 3
    expect(old.write(bytes(1, 2, 3, 4, 5))).toBe(5);
    expect(old.used).toBe(5);
    const target = new Uint8Array(5);
    expect(old.read(target)).toBe(5);
    expect([...target]).toEqual([1, 2, 3, 4, 5]);
  });

  it("wants a capacity that is a power of two", () => {
    expect(() => ring(6)).toThrow(RangeError);
  });
});

describe("Mailbox", () => {
  it("lets one caller take an interrupt, once", () => {
    const mailbox = Mailbox.allocate();
    expect(mailbox.takeInterrupt()).toBe(false);
    mailbox.interrupt();
    mailbox.interrupt();
    expect([mailbox.takeInterrupt(), mailbox.takeInterrupt()]).toEqual([true, false]);
  });

  it("does not wait when something has happened since the sequence was read", () => {
    const mailbox = Mailbox.allocate();
    const { sequence } = mailbox;
    mailbox.signal();
    const start = performance.now();
    mailbox.wait(sequence, 5000);
    expect(performance.now() - start).toBeLessThan(2500);
  });

  it("rings the doorbell once for all that is written before it is answered", () => {
    const mailbox = Mailbox.allocate();
    expect([mailbox.ringDoorbell(), mailbox.ringDoorbell()]).toEqual([true, false]);
    mailbox.answerDoorbell();
    expect(mailbox.ringDoorbell()).toBe(true);
  });

  it("wakes a thread that is blocked", async () => {
    const mailbox = Mailbox.allocate();
    const source = `const { workerData, parentPort } = require("node:worker_threads");
      const words = new Int32Array(workerData, 0, 16);
      parentPort.postMessage("waiting");
      parentPort.postMessage(Atomics.wait(words, 0, 0, 20000));`;
    const worker = new Worker(source, { eval: true, workerData: mailbox.memory });
    const messages: unknown[] = [];
    const done = new Promise((resolve) => worker.on("message", (message) => messages.push(message) === 2 && resolve(null)));
    const knock = setInterval(() => mailbox.signal(), 20);
    await done;
    clearInterval(knock);
    await worker.terminate();
    expect(["ok", "not-equal"]).toContain(messages[1]);
  });
});
