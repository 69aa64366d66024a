import { expect, it } from "vitest";
import "./with-resolvers.ts";
import { Gate } from "../../src/page/sessions/gate.ts";

const never = new AbortController().signal;

it("lets through while it is open, and not when it was closed again meanwhile", async () => {
  const gate = new Gate();
  const passed: string[] = [];
  const pass = (who: string, signal = never): Promise<number> => gate.passed(signal).then(() => passed.push(who));
  const first = pass("first");
  gate.open = true;
  await first;
  gate.open = false;
  const second = pass("second");
  gate.open = true;
  gate.open = false;
  const patience = new AbortController();
  const third = pass("third", patience.signal).catch(() => passed.push("third gave up"));
  patience.abort();
  await third;
  expect(passed).toEqual(["first", "third gave up"]);
  gate.open = true;
  await second;
  expect(passed).toEqual(["first", "third gave up", "second"]);
});

it("is not waited at by who has given up before", async () => {
  const gate = new Gate();
  gate.open = true;
  await expect(gate.passed(AbortSignal.abort(new Error("given up")))).rejects.toThrow("given up");
});
