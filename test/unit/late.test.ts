import { expect, it } from "vitest";
import { Mailbox } from "../../src/protocol/mailbox.ts";
import { blockingWait, patientWait } from "../../workers/interpreter/late.ts";

it("tells that it waits, before it does", () => {
  const mailbox = Mailbox.allocate();
  expect(blockingWait(mailbox, "library", () => mailbox.settle("library", "present"))()).toBe("present");
});

it("tells nobody when it is known already", () => {
  const mailbox = Mailbox.allocate();
  mailbox.settle("library", "missing");
  expect(blockingWait(mailbox, "library", () => expect.unreachable())()).toBe("missing");
});

it("is ended by an interrupt where somebody can raise it", () => {
  const mailbox = Mailbox.allocate();
  expect(blockingWait(mailbox, "library", () => mailbox.interrupt())()).toBe("pending");
  expect(mailbox.takeInterrupt()).toBe(true);
});

it("is ended by no interrupt where nobody can", () => {
  const mailbox = Mailbox.allocate();
  let waits = 0;
  const wait = patientWait(mailbox, "cold", () => {
    waits += 1;
    if (waits < 3) mailbox.interrupt();
    else mailbox.settle("cold", "present");
  });
  expect(wait()).toBe("present");
  expect(mailbox.takeInterrupt()).toBe(true);
});
