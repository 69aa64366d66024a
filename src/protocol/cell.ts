/**
 * The messages between the page, the cell's frame and its worker.
 *
 *   page ──launch, answers, interrupts──▶ frame ──launch, answers, interrupts──▶ worker
 *   page ◀──output, crashes───────────── frame ◀──doorbells, output──────────── worker
 *   page ◀──asks, tells, death (the upcall port)──────────────────────────────── worker
 *   page ──calls (Comlink, the control port)───────────────────────────────────▶ worker
 *
 * The frame and the worker are one trust domain, the cell; what the page receives from either is parsed.
 */
import type { Answer } from "./answer.ts";
import { boolean, bytes, object, oneOf, string } from "./parse.ts";

/** Posted once to the frame's window, with the three ports [frame, control, upcalls]. */
export interface Launch {
  readonly type: "launch";
  /** The worker's script, as text: nothing in the cell can be fetched by URL. */
  readonly source: string;
}

export type PageToFrame =
  | { readonly type: "answer"; readonly answer: Answer }
  | { readonly type: "interrupt" }
  /** The page is done with the last chunk of output; send the next. */
  | { readonly type: "consumed" }
  | { readonly type: "ping" };

export type FrameToPage =
  | { readonly type: "launched"; readonly worker: "blob" | "data"; readonly shared: boolean }
  | { readonly type: "output"; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly type: "crashed"; readonly message: string }
  | { readonly type: "pong" };

export type FrameToWorker =
  /** With the ports [control, upcalls]. */
  | { readonly type: "launch"; readonly memory: SharedArrayBuffer | null }
  /** Only where there is no shared memory. */
  | { readonly type: "answer"; readonly answer: Answer }
  | { readonly type: "interrupt" };

export type WorkerToFrame =
  | { readonly type: "hello"; readonly isolated: boolean }
  /** There is room in the answer ring again. */
  | { readonly type: "drained" }
  /** Output waits in the ring. */
  | { readonly type: "doorbell" }
  /** Only where there is no shared memory. */
  | { readonly type: "output"; readonly data: Uint8Array<ArrayBuffer> };

export const MAX_OUTPUT_BYTES = 1 << 24;

export function parseFrameToPage(value: unknown): FrameToPage {
  const message = object(value, "frame message");
  const type = oneOf(message["type"], "type", ["launched", "output", "crashed", "pong"]);
  switch (type) {
    case "launched":
      return {
        type,
        worker: oneOf(message["worker"], "worker", ["blob", "data"]),
        shared: boolean(message["shared"], "shared"),
      };
    case "output":
      return { type, data: bytes(message["data"], "data", MAX_OUTPUT_BYTES) };
    case "crashed":
      return { type, message: string(message["message"], "message") };
    case "pong":
      return { type };
  }
}

/** The outer form of what comes through the upcall port; asks and tells are parsed further in `ask.ts`. */
export type Upcall =
  | { readonly type: "ask"; readonly ask: unknown }
  | { readonly type: "tell"; readonly tell: unknown }
  | { readonly type: "died"; readonly message: string }
  | { readonly type: "progress"; readonly step: BootStep };

export const BOOT_STEPS = ["compile", "restore", "library", "ready"] as const;
export type BootStep = (typeof BOOT_STEPS)[number];

export function parseUpcall(value: unknown): Upcall {
  const message = object(value, "upcall");
  const type = oneOf(message["type"], "type", ["ask", "tell", "died", "progress"]);
  switch (type) {
    case "ask":
      return { type, ask: message["ask"] };
    case "tell":
      return { type, tell: message["tell"] };
    case "died":
      return { type, message: string(message["message"], "message") };
    case "progress":
      return { type, step: oneOf(message["step"], "step", BOOT_STEPS) };
  }
}

