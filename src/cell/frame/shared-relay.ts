/** With shared memory: the worker can block, and is woken by writing to it. */
import type { AssetSizes, FrameToWorker, LateAsset, WorkerToFrame } from "../../protocol/cell.ts";
import { Mailbox } from "../../protocol/mailbox.ts";
import { PieceRing } from "../../protocol/piece-ring.ts";
import { PIECE_BYTES } from "../../protocol/zstd.ts";
import { AnswerWriter } from "./answers.ts";
import { OutputPump, RingSource } from "./output.ts";
import type { ForWorker, Relay } from "./relay.ts";

export class SharedRelay implements Relay {
  readonly late: Readonly<Record<LateAsset, Uint8Array<SharedArrayBuffer>>>;
  readonly #worker: Worker;
  readonly #mailbox = Mailbox.allocate();
  readonly #answers = new AnswerWriter(this.#mailbox);
  readonly #output: OutputPump;
  /** Null when no more pieces come. */
  #pieces: PieceRing | null = new PieceRing(PIECE_BYTES);

  constructor(worker: Worker, ports: MessagePort[], output: (data: Uint8Array<ArrayBuffer>) => void, sizes: AssetSizes, onWaiting: () => void) {
    this.#worker = worker;
    this.#output = new OutputPump(new RingSource(this.#mailbox), output);
    const late = { cold: new SharedArrayBuffer(sizes.cold), library: new SharedArrayBuffer(sizes.library) };
    this.late = { cold: new Uint8Array(late.cold), library: new Uint8Array(late.library) };
    worker.onmessage = ({ data }: MessageEvent<WorkerToFrame>) => {
      if (data.type === "doorbell") this.#output.poke();
      if (data.type === "drained") this.#answers.resume();
      if (data.type === "waiting") onWaiting();
    };
    this.send({ type: "launch", shared: { mailbox: this.#mailbox.memory, late } }, ports);
  }

  get interrupted(): boolean {
    return this.#mailbox.interrupted;
  }

  get behind(): boolean {
    return this.#output.source.waiting > 0;
  }

  receive(message: ForWorker): void {
    switch (message.type) {
      case "answer":
        return this.#answers.send(message.answer);
      case "interrupt":
        this.#mailbox.interrupt();
        return this.send(message);
      case "consumed":
        return this.#output.consumed();
    }
  }

  send(message: FrameToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  sendPiece(bytes: Uint8Array): void {
    const shared = this.#pieces?.put(bytes) ?? null;
    if (shared !== null) return this.send({ type: "snapshot", piece: shared });
    const piece = bytes.slice();
    this.send({ type: "snapshot", piece }, [piece.buffer]);
  }

  settle(name: LateAsset, bytes: Uint8Array | null): void {
    this.#pieces = null;
    this.#mailbox.settle(name, bytes === null ? "missing" : "present");
    this.send({ type: "late", name, bytes });
  }
}
