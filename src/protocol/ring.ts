/** Up to so many, as in a line of output, a loop takes a third of the time of a view and a call. */
const FEW_BYTES = 128;

/**
 * A single-producer, single-consumer byte ring over shared memory.
 *
 * Positions count bytes since the start and wrap at 2³², so that "empty" and "full" need no spare byte; the capacity is
 * a power of two. The producer alone moves `head`, the consumer alone moves `tail`. Nobody blocks in here: each side
 * decides for itself how to wait (the worker with `Atomics.wait`, the frame with messages).
 */
export class Ring {
  readonly #bytes: Uint8Array;
  readonly #mask: number;

  /**
   * @param state int32 words shared by both sides
   * @param head index in `state` of the producer's position
   * @param tail index in `state` of the consumer's position
   */
  constructor(
    readonly state: Int32Array,
    readonly head: number,
    readonly tail: number,
    bytes: Uint8Array,
  ) {
    if ((bytes.length & (bytes.length - 1)) !== 0) throw new RangeError("a ring's capacity is a power of two");
    this.#bytes = bytes;
    this.#mask = bytes.length - 1;
  }

  get capacity(): number {
    return this.#bytes.length;
  }

  /** Bytes that wait for the consumer. */
  get used(): number {
    return (Atomics.load(this.state, this.head) - Atomics.load(this.state, this.tail)) >>> 0;
  }

  get free(): number {
    return this.capacity - this.used;
  }

  /** Copies in as much of `source`, between two places, as fits; returns how many bytes that was. */
  write(source: Uint8Array, from = 0, to = source.length): number {
    const length = Math.min(to - from, this.free);
    if (length === 0) return 0;
    const head = Atomics.load(this.state, this.head);
    const at = head & this.#mask;
    const first = Math.min(length, this.capacity - at);
    this.#copy(source, from, first, at);
    if (length > first) this.#copy(source, from + first, length - first, 0);
    Atomics.store(this.state, this.head, (head + length) | 0);
    return length;
  }

  #copy(source: Uint8Array, from: number, length: number, at: number): void {
    if (length > FEW_BYTES) this.#bytes.set(source.subarray(from, from + length), at);
    else for (let index = 0; index < length; index += 1) this.#bytes[at + index] = source[from + index] ?? 0;
  }

  /** Moves up to `target.length` bytes out; returns how many. */
  read(target: Uint8Array): number {
    const length = Math.min(target.length, this.used);
    if (length === 0) return 0;
    const tail = Atomics.load(this.state, this.tail);
    const at = tail & this.#mask;
    const first = Math.min(length, this.capacity - at);
    target.set(this.#bytes.subarray(at, at + first), 0);
    if (length > first) target.set(this.#bytes.subarray(0, length - first), first);
    Atomics.store(this.state, this.tail, (tail + length) | 0);
    return length;
  }
}
