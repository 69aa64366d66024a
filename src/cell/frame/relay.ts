/** What the frame does for the worker. There are two ways, by whether the two share memory. */
import type { FrameToWorker, LateAsset, PageToFrame } from "../../protocol/cell.ts";

/** What the page sends that concerns the worker. */
export type ForWorker = Exclude<PageToFrame, { readonly type: "asset" | "ping" }>;

export interface Relay {
  receive(message: ForWorker): void;
  send(message: FrameToWorker, transfer?: Transferable[]): void;
  /** The next piece of the snapshot, which is copied. */
  sendPiece(piece: Uint8Array): void;
  /** Whether a Ctrl-C waits that no code has taken; true where that cannot be known. */
  readonly interrupted: boolean;
  /** Whether output waits that the page has not been sent. */
  readonly behind: boolean;
  /** Where the late assets are to be inflated. */
  readonly late: Readonly<Record<LateAsset, Uint8Array>>;
  /** It is there, or (null) will never be. */
  settle(name: LateAsset, bytes: Uint8Array | null): void;
}
