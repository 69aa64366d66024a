/** Where the time of a request went: the bars of the waterfall, and HAR's timings. */
import type { Entry } from "./entry.ts";

/**
 * `queue`: it waited to be allowed. `send`: the interpreter wrote its body. `connect`: the proxy connected to the cloud, name lookup and
 * TLS included; no time at all where it had a connection. `wait`: the way to the proxy and the cloud, and the cloud's work, until the
 * response's head. `receive`: the response's body.
 */
export type PhaseName = "queue" | "send" | "connect" | "wait" | "receive";

export interface Phase {
  readonly name: PhaseName;
  /** By `performance.now()`. */
  readonly from: number;
  readonly to: number;
}

/** Those that it has come to, in order; the last one goes on until `now` where it has not ended. */
export function phasesOf({ times }: Entry, now: number): readonly Phase[] {
  const marks: readonly (readonly [PhaseName, number | null])[] = [
    ["queue", times.opened],
    ["send", times.allowed],
    ["connect", times.connected === null ? null : times.sent],
    ["wait", times.connected ?? times.sent],
    ["receive", times.answered],
  ];
  const end = times.ended ?? now;
  const begun = marks.filter((mark): mark is readonly [PhaseName, number] => mark[1] !== null);
  return begun.map(([name, from], index) => ({ name, from, to: begun[index + 1]?.[1] ?? end }));
}

export function durationOf({ times }: Entry, now: number): number {
  return (times.ended ?? now) - times.opened;
}

/** Milliseconds of one phase; null where it did not come to that. */
export function timeOf(phases: readonly Phase[], name: PhaseName): number | null {
  const phase = phases.find((other) => other.name === name);
  return phase === undefined ? null : phase.to - phase.from;
}
