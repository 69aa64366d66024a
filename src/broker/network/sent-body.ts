/** A request's body on its way over a socket, piece by piece as the program writes it, as fast as the proxy reads it. */

/** Where so many bytes are under way, that the proxy has not said to have read, no more are sent. It takes a MiB more than that. */
const WINDOW_BYTES = 3 << 20;
/** Of one message. */
const PART_BYTES = 1 << 20;

export class SentBody {
  readonly #send: (message: Uint8Array<ArrayBuffer> | string) => void;
  #underWay: number;
  #state: "open" | "ended" | "unwanted" = "open";
  #wake: () => void = () => undefined;

  /**
   * @param send a message of the socket
   * @param begun bytes that went before it, and are read like it
   */
  constructor(send: (message: Uint8Array<ArrayBuffer> | string) => void, begun: number) {
    this.#send = send;
    this.#underWay = begun;
  }

  /** Whether the proxy has got all of it. */
  get ended(): boolean {
    return this.#state === "ended";
  }

  /** Sends what comes next. Resolves when there is room for more, and at once when nobody wants it any more. */
  async write(data: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let at = 0; at < data.length; at += PART_BYTES) this.#part(data.subarray(at, at + PART_BYTES));
    while (this.#underWay > WINDOW_BYTES && this.#state === "open") await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  /** Nothing comes any more. */
  end(): void {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#send("end");
  }

  /** The proxy has read so many bytes. @returns whether that can be */
  taken(bytes: number): boolean {
    this.#underWay -= bytes;
    this.#wake();
    return this.#underWay >= 0;
  }

  /** The proxy has answered, or is gone. */
  stop(): void {
    if (this.#state === "open") this.#state = "unwanted";
    this.#wake();
  }

  #part(data: Uint8Array<ArrayBuffer>): void {
    if (this.#state !== "open") return;
    this.#underWay += data.length;
    this.#send(data);
  }
}
