/**
 * Copies of what the user wrote below the home folder, for the interpreter that follows: in the page's memory only, for one session. The
 * interpreter says what there is, and may say anything, so the limits hold here too.
 */
import { MAX_KEPT_BYTES, MAX_KEPT_FILES, NOTHING_LEFT_OUT, type KeptFile, type LeftOut } from "../protocol/kept.ts";

/** What becomes of the files when their interpreter has ended. */
export interface Remains {
  /** How many are kept. */
  readonly count: number;
  readonly leftOut: LeftOut;
}

export class KeptFiles {
  readonly #contents = new Map<string, Uint8Array<ArrayBuffer>>();
  #bytes = 0;
  #leftOut = NOTHING_LEFT_OUT;
  #warned = false;

  put(path: string, content: Uint8Array<ArrayBuffer>): void {
    this.drop(path);
    if (this.#contents.size >= MAX_KEPT_FILES || this.#bytes + content.length > MAX_KEPT_BYTES) return this.leaveOut({ ...this.#leftOut, more: true });
    for (const other of this.#contents.keys()) if (contradicts(path, other)) this.drop(other);
    // A view could hold on to far more memory than it shows.
    const whole = content.buffer.byteLength === content.length;
    this.#contents.set(path, whole ? content : content.slice());
    this.#bytes += content.length;
  }

  drop(path: string): void {
    this.#bytes -= this.#contents.get(path)?.length ?? 0;
    this.#contents.delete(path);
  }

  leaveOut(leftOut: LeftOut): void {
    this.#leftOut = leftOut;
  }

  /** The person was told that the files will be gone. */
  forget(): void {
    this.#contents.clear();
    this.#bytes = 0;
    this.#leftOut = NOTHING_LEFT_OUT;
  }

  /** For the next interpreter. */
  get files(): readonly KeptFile[] {
    return [...this.#contents].map(([path, content]) => ({ path, content }));
  }

  /** What is not kept, for the person, who is told of it once. */
  takeWarning(): LeftOut {
    if (this.#warned) return NOTHING_LEFT_OUT;
    this.#warned = this.#leftOut.more || this.#leftOut.names.length > 0;
    return this.#leftOut;
  }

  /** The interpreter has ended, and with it what was not kept. */
  takeStock(): Remains {
    const remains = { count: this.#contents.size, leftOut: this.#leftOut };
    this.#leftOut = NOTHING_LEFT_OUT;
    return remains;
  }
}

/** A file cannot be a folder as well. */
function contradicts(path: string, other: string): boolean {
  return path.startsWith(`${other}/`) || other.startsWith(`${path}/`);
}
