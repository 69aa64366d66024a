/**
 * A request's body while it is collected: in memory as long as it is small (a Blob costs a trip to the browser's process), as
 * Blobs from then on, which live outside the page's heap, on disk if they are large.
 */
import { joined } from "../../protocol/bytes.ts";

const IN_MEMORY_BYTES = 1 << 20;

export class RequestBody {
  #parts: (Uint8Array<ArrayBuffer> | Blob)[] = [];
  #size = 0;

  append(data: Uint8Array<ArrayBuffer>): void {
    if (data.length === 0) return;
    this.#size += data.length;
    this.#parts.push(data);
    if (this.#size > IN_MEMORY_BYTES) this.#parts = this.#parts.map(toBlob);
  }

  /** The whole body behind `prefix`, to be sent; the parts are given away. */
  framed(prefix: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | Blob {
    const parts = [prefix, ...this.#parts];
    const inMemory = parts.filter((part) => part instanceof Uint8Array);
    this.#parts = [];
    return inMemory.length === parts.length ? joined(inMemory) : new Blob(parts);
  }
}

function toBlob(part: Uint8Array<ArrayBuffer> | Blob): Blob {
  return part instanceof Blob ? part : new Blob([part]);
}
