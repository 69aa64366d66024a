/** Waits of code that cannot wait for messages, for what comes behind the prompt. */
import type { LateAsset } from "../../src/protocol/cell.ts";
import type { LateState, Mailbox } from "../../src/protocol/mailbox.ts";

/** Blocks until it is known whether it comes. "pending": an interrupt came first. */
export type WaitFor = () => LateState;

/** @param onWait called before it blocks */
export function blockingWait(mailbox: Mailbox, name: LateAsset, onWait: () => void): WaitFor {
  return () => waitFor(mailbox, name, onWait, () => mailbox.interrupted);
}

/** For code in which an interrupt cannot be raised: never "pending". */
export function patientWait(mailbox: Mailbox, name: LateAsset, onWait: () => void): WaitFor {
  return () => waitFor(mailbox, name, onWait, () => false);
}

function waitFor(mailbox: Mailbox, name: LateAsset, onWait: () => void, isEnough: () => boolean): LateState {
  for (;;) {
    const { sequence } = mailbox;
    const state = mailbox.stateOf(name);
    if (state !== "pending" || isEnough()) return state;
    onWait();
    mailbox.wait(sequence, Infinity);
  }
}
