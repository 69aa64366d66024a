/** Without shared memory: all goes in messages, which reach the worker when Python waits for them. */
import { memoryOf } from "../../protocol/bytes.ts";
import type { AssetSizes, FrameToWorker, LateAsset, WorkerToFrame } from "../../protocol/cell.ts";
import { OutputPump, QueueSource } from "./output.ts";
import type { ForWorker, Relay } from "./relay.ts";

export class MessageRelay implements Relay {
  readonly interrupted = true;
  readonly late: Readonly<Record<LateAsset, Uint8Array<ArrayBuffer>>>;
  readonly #worker: Worker;
  readonly #output: OutputPump;

  constructor(worker: Worker, ports: MessagePort[], output: (data: Uint8Array<ArrayBuffer>) => void, sizes: AssetSizes) {
    const queue = new QueueSource();
    this.#worker = worker;
    this.#output = new OutputPump(queue, output);
    this.late = { cold: new Uint8Array(sizes.cold), library: new Uint8Array(sizes.library) };
    worker.onmessage = ({ data }: MessageEvent<WorkerToFrame>) => {
      if (data.type !== "output") return;
      queue.push(data.data);
      this.#output.poke();
    };
    this.send({ type: "launch", shared: null }, ports);
  }

  get behind(): boolean {
    return this.#output.source.waiting > 0;
  }

  receive(message: ForWorker): void {
    if (message.type === "consumed") return this.#output.consumed();
    this.send(message, message.type === "answer" ? memoryOf(message.answer.data) : []);
  }

  send(message: FrameToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  sendPiece(bytes: Uint8Array): void {
    const piece = bytes.slice();
    this.send({ type: "snapshot", piece }, [piece.buffer]);
  }

  settle(name: LateAsset, bytes: Uint8Array<ArrayBuffer> | null): void {
    this.send({ type: "late", name, bytes }, bytes === null ? [] : [bytes.buffer]);
  }
}
