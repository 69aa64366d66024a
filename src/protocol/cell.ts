/**
 * The messages between the page, the cell's frame and its worker.
 *
 *   page ──launch, assets, answers, interrupts──▶ frame ──the same──────────────▶ worker
 *   page ◀──output, crashes───────────── frame ◀──doorbells, output──────────── worker
 *   page ◀──asks, tells, death (the upcall port)──────────────────────────────── worker
 *   page ──calls (Comlink), keys (the control port)────────────────────────────▶ worker
 *
 * The frame and the worker are one trust domain, the cell; what the page receives from either is parsed.
 */
import type { Answer } from "./answer.ts";
import type { Keys } from "./keys.ts";
import { boolean, bytes, object, oneOf, string } from "./parse.ts";

/** What a cell boots from. Nothing in it can be fetched by URL, so the page hands all of it over. */
export const CELL_ASSETS = ["decoder", "worker", "wasm", "snapshot", "cold", "library"] as const;
export type CellAsset = (typeof CELL_ASSETS)[number];

/** What comes behind the prompt, in this order, into memory that is there before. */
export const LATE_ASSETS = ["cold", "library"] as const;
export type LateAsset = (typeof LATE_ASSETS)[number];

/** An asset's file. The frame uses nothing of it before it knows that it is what was built. */
export interface AssetFile {
  /** A `Blob`, compressed. */
  readonly content: object;
  /** Hex. */
  readonly sha256: string;
}

/** Bytes, inflated. */
export type AssetSizes = Readonly<Record<LateAsset, number>>;

/**
 * Page and frame greet each other when they begin to listen, since neither knows who is first: the page says "hello", and the frame
 * says so at its start and as its answer.
 */
export const HELLO = "hello";

/** Posted once to the frame's window, with the three ports [frame, control, upcalls]. */
export interface Launch {
  readonly type: "launch";
  readonly sizes: AssetSizes;
}

export type PageToFrame =
  /** Null: it cannot be had. */
  | { readonly type: "asset"; readonly name: CellAsset; readonly file: AssetFile | null }
  | { readonly type: "answer"; readonly answer: Answer }
  | { readonly type: "interrupt" }
  /** The page is done with the last chunk of output; send the next. */
  | { readonly type: "consumed" }
  | { readonly type: "ping" };

export type FrameToPage =
  | { readonly type: "output"; readonly data: Uint8Array<ArrayBuffer> }
  /** Whether an asset's file was what was built; if not, another may follow. */
  | { readonly type: "checked"; readonly name: CellAsset; readonly good: boolean }
  | { readonly type: "crashed"; readonly message: string }
  /** Python stands still until one of the late assets is there. */
  | { readonly type: "waiting" }
  /** `interrupted`: a Ctrl-C waits, as far as one can know, that no code has taken. `behind`: output waits that has not been sent. */
  | { readonly type: "pong"; readonly interrupted: boolean; readonly behind: boolean };

export type FrameToWorker =
  /** With the ports [control, upcalls]. The late assets' memory is empty until the mailbox says that they are there. */
  | { readonly type: "launch"; readonly shared: SharedMemory | null }
  /** A `WebAssembly.Module`, or null. */
  | { readonly type: "module"; readonly module: object | null }
  /**
   * The next piece of the heap image (see `heap-image.ts`), whose index says how much comes; null instead of the first: it cannot be had.
   * In shared memory it has to be given back (see `piece-ring.ts`).
   */
  | { readonly type: "snapshot"; readonly piece: Uint8Array<ArrayBufferLike> | null }
  /** Null: it cannot be had. */
  | { readonly type: "late"; readonly name: LateAsset; readonly bytes: Uint8Array<ArrayBufferLike> | null }
  /** Only where there is no shared memory. */
  | { readonly type: "answer"; readonly answer: Answer }
  | { readonly type: "interrupt" };

export interface SharedMemory {
  readonly mailbox: SharedArrayBuffer;
  readonly late: Readonly<Record<LateAsset, SharedArrayBuffer>>;
}

/**
 * What is typed while `Interpreter.read` is in progress; at other times it is ignored, and stays with the page. It goes by the control port,
 * behind the calls before, and is none itself: a call has a result, and the page would be busy with that when the drawing comes.
 */
export interface Typing {
  readonly type: "typing";
  readonly keys: Keys;
}

export type WorkerToFrame =
  | { readonly type: "hello"; readonly isolated: boolean }
  /** There is room in the answer ring again. */
  | { readonly type: "drained" }
  /** Output waits in the ring. */
  | { readonly type: "doorbell" }
  /** Python stands still until one of the late assets is there. */
  | { readonly type: "waiting" }
  /** Only where there is no shared memory. */
  | { readonly type: "output"; readonly data: Uint8Array<ArrayBuffer> };

export const MAX_OUTPUT_BYTES = 1 << 24;

export function parseFrameToPage(value: unknown): FrameToPage {
  const message = object(value, "frame message");
  const type = oneOf(message["type"], "type", ["output", "checked", "crashed", "waiting", "pong"]);
  switch (type) {
    case "output":
      return { type, data: bytes(message["data"], "data", MAX_OUTPUT_BYTES) };
    case "checked":
      return { type, name: oneOf(message["name"], "name", CELL_ASSETS), good: boolean(message["good"], "good") };
    case "crashed":
      return { type, message: string(message["message"], "message") };
    case "waiting":
      return { type };
    case "pong":
      return { type, interrupted: boolean(message["interrupted"], "interrupted"), behind: boolean(message["behind"], "behind") };
  }
}

/** The outer form of what comes through the upcall port; asks and tells are parsed further in `ask.ts`. */
export type Upcall =
  /** With what is to be told first, or null. */
  | { readonly type: "ask"; readonly tell: unknown; readonly ask: unknown }
  | { readonly type: "tell"; readonly tell: unknown }
  | { readonly type: "died"; readonly message: string };

export function parseUpcall(value: unknown): Upcall {
  const message = object(value, "upcall");
  const type = oneOf(message["type"], "type", ["ask", "tell", "died"]);
  switch (type) {
    case "ask":
      return { type, tell: message["tell"] ?? null, ask: message["ask"] };
    case "tell":
      return { type, tell: message["tell"] };
    case "died":
      return { type, message: string(message["message"], "message") };
  }
}

