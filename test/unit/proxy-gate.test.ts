import { describe, expect, it } from "vitest";
import { ClientGate, type GateLimits } from "../../proxy/core/gate.ts";
import { completeLimits, DEFAULT_LIMITS } from "../../proxy/core/limits.ts";

function gateAt(limits: Omit<GateLimits, "bytesPerHour"> & Partial<GateLimits>) {
  const clock = { now: 0 };
  return { clock, gate: new ClientGate({ bytesPerHour: 1e12, ...limits }, () => clock.now) };
}

describe("ClientGate", () => {
  it("counts each client on its own", () => {
    const { gate } = gateAt({ concurrent: 1, concurrentInAll: 999, perMinute: 10 });
    gate.enter("1.1.1.1");
    expect(() => gate.enter("1.1.1.1")).toThrow("under way");
    gate.enter("1.1.1.2");
  });

  it("frees a place once, however often it is left", () => {
    const { gate } = gateAt({ concurrent: 2, concurrentInAll: 999, perMinute: 10 });
    const { leave } = gate.enter("1.1.1.1");
    gate.enter("1.1.1.1");
    leave();
    leave();
    gate.enter("1.1.1.1");
    expect(() => gate.enter("1.1.1.1")).toThrow("under way");
  });

  it("gives back the rate with time, up to one minute's worth", () => {
    const { clock, gate } = gateAt({ concurrent: 100, concurrentInAll: 999, perMinute: 6 });
    for (let count = 0; count < 6; count += 1) gate.enter("1.1.1.1");
    expect(() => gate.enter("1.1.1.1")).toThrow("try again in");
    clock.now += 10_000;
    gate.enter("1.1.1.1");
    expect(() => gate.enter("1.1.1.1")).toThrow("try again in");
    clock.now += 3_600_000;
    for (let count = 0; count < 6; count += 1) gate.enter("1.1.1.1");
    expect(() => gate.enter("1.1.1.1")).toThrow("try again in");
  });

  it("lets nobody begin who has moved too much, until the debt is earned back", () => {
    const { clock, gate } = gateAt({ concurrent: 100, concurrentInAll: 999, perMinute: 1000, bytesPerHour: 3600 });
    const { spend } = gate.enter("1.1.1.1");
    spend(3000);
    gate.enter("1.1.1.1");
    spend(1200);
    expect(() => gate.enter("1.1.1.1")).toThrow("This client has moved too many bytes through the proxy: try again in 601 seconds.");
    gate.enter("1.1.1.2");
    clock.now += 600_000;
    expect(() => gate.enter("1.1.1.1")).toThrow("try again in a second.");
    clock.now += 1000;
    gate.enter("1.1.1.1");
  });

  it("remembers a debt of bytes when it forgets quiet clients", () => {
    const { gate } = gateAt({ concurrent: 100, concurrentInAll: 99_999, perMinute: 1, bytesPerHour: 10 });
    const { leave, spend } = gate.enter("1.1.1.1");
    spend(20);
    leave();
    for (let count = 0; count < 10_000; count += 1) gate.enter(`2.0.${count >> 8}.${count & 255}`).leave();
    expect(() => gate.enter("1.1.1.1")).toThrow("too many");
  });

  it("keeps those who are over their rate when it forgets quiet clients", () => {
    const { gate } = gateAt({ concurrent: 100, concurrentInAll: 999, perMinute: 1 });
    gate.enter("1.1.1.1").leave();
    for (let count = 0; count < 10_000; count += 1) gate.enter(`2.0.${count >> 8}.${count & 255}`).leave();
    expect(() => gate.enter("1.1.1.1")).toThrow("try again in");
  });
});

describe("completeLimits", () => {
  it("puts the operator's own over the defaults", () => {
    expect(completeLimits({ concurrent: 3 })).toEqual({ ...DEFAULT_LIMITS, concurrent: 3 });
  });

  it("refuses times that a timer would take for none", () => {
    expect(() => completeLimits({ totalMs: 2 ** 31 })).toThrow(TypeError);
  });
});
