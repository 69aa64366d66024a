import { decodeLatin1 } from "./bytes.ts";
import { RelayError } from "./codes.ts";

type State = "size" | "data" | "data-end" | "trailer" | "ended";

const LF = 10;

/** Chunk size lines with their extensions, and the whole trailer section, in bytes. */
const MAX_LINES = 16 * 1024;

// RFC 9112 §7.1 and §7.1.1; 13 digits stay below 2^53.
const SIZE_LINE = /^0*([0-9a-fA-F]{1,13})[ \t]*(?:;[^\r\n]*)?$/;

/** Takes the chunked transfer coding off a body without copying it; extensions and trailers are dropped. */
export class ChunkedDecoder {
  #state: State = "size";
  #left = 0;
  #line = "";
  #lineBytes = 0;
  #rest: Uint8Array = new Uint8Array(0);

  /** What came behind the end, which is none of the body. */
  get rest(): Uint8Array {
    return this.#rest;
  }

  get ended(): boolean {
    return this.#state === "ended";
  }

  /** The body's bytes in a piece of the coded stream; raises `RelayError` "protocol". */
  push(piece: Uint8Array): Uint8Array[] {
    const found: Uint8Array[] = [];
    let at = 0;
    while (at < piece.length && this.#state !== "ended") {
      at = this.#state === "data" ? this.#takeData(piece, at, found) : this.#takeLine(piece, at);
    }
    this.#rest = piece.subarray(at);
    return found;
  }

  #takeData(piece: Uint8Array, at: number, found: Uint8Array[]): number {
    const data = piece.subarray(at, at + this.#left);
    found.push(data);
    this.#left -= data.length;
    if (this.#left === 0) this.#expect("data-end");
    return at + data.length;
  }

  #takeLine(piece: Uint8Array, at: number): number {
    const lf = piece.indexOf(LF, at);
    const end = lf === -1 ? piece.length : lf;
    this.#lineBytes += end - at;
    if (this.#lineBytes > MAX_LINES) throw broken();
    this.#line += decodeLatin1(piece.subarray(at, end));
    if (lf === -1) return end;
    const line = this.#line;
    this.#line = "";
    if (!line.endsWith("\r")) throw broken();
    this.#endLine(line.slice(0, -1));
    return lf + 1;
  }

  #endLine(line: string): void {
    if (this.#state === "size") this.#startChunk(line);
    else if (this.#state === "data-end") this.#endChunk(line);
    else if (line === "") this.#expect("ended");
  }

  #startChunk(line: string): void {
    const digits = SIZE_LINE.exec(line)?.[1];
    if (digits === undefined) throw broken();
    this.#left = Number.parseInt(digits, 16);
    this.#expect(this.#left === 0 ? "trailer" : "data");
  }

  #endChunk(line: string): void {
    if (line !== "") throw broken();
    this.#expect("size");
  }

  #expect(state: State): void {
    this.#state = state;
    this.#lineBytes = 0;
  }
}

function broken(): RelayError {
  return new RelayError("protocol", "The server's chunked response cannot be read.");
}
