/**
 * The cell's frame: starts the worker, owns the memory shared with it, carries answers, interrupts and output.
 *
 * It decides nothing. It is here because shared memory cannot cross from the page's origin into the cell's opaque one, so
 * somebody inside has to write it; and a frame's main thread is never blocked by Python.
 */
import type { FrameToPage, FrameToWorker, Launch, PageToFrame, WorkerToFrame } from "../../protocol/cell.ts";
import { Mailbox } from "../../protocol/mailbox.ts";
import { AnswerWriter } from "./answers.ts";
import { OutputPump, QueueSource, RingSource } from "./output.ts";
import { startWorker } from "./worker.ts";

addEventListener("message", function onLaunch(event: MessageEvent<Launch>) {
  if (event.source !== parent) return;
  removeEventListener("message", onLaunch);
  const [page, control, upcalls] = event.ports;
  if (page === undefined || control === undefined || upcalls === undefined) return;
  launch(event.data.source, page, [control, upcalls]).catch((error: unknown) => {
    post(page, { type: "crashed", message: String(error) });
  });
});

async function launch(source: string, page: MessagePort, ports: MessagePort[]): Promise<void> {
  const { worker, kind, isolated } = await startWorker(source);
  const shared = isolated && crossOriginIsolated;
  if (shared) relayShared(worker, page, ports);
  else relayMessages(worker, page, ports);
  worker.onerror = (event) => post(page, { type: "crashed", message: event.message || "the worker failed" });
  post(page, { type: "launched", worker: kind, shared });
}

function relayShared(worker: Worker, page: MessagePort, ports: MessagePort[]): void {
  const mailbox = Mailbox.allocate();
  const answers = new AnswerWriter(mailbox);
  const output = new OutputPump(new RingSource(mailbox), (data) => post(page, { type: "output", data }, [data.buffer]));
  worker.onmessage = ({ data }: MessageEvent<WorkerToFrame>) => {
    if (data.type === "doorbell") output.poke();
    if (data.type === "drained") answers.resume();
  };
  page.onmessage = ({ data }: MessageEvent<PageToFrame>) => {
    if (data.type === "answer") answers.send(data.answer);
    if (data.type === "interrupt") mailbox.interrupt();
    if (data.type === "interrupt") toWorker(worker, data);
    if (data.type === "consumed") output.consumed();
    if (data.type === "ping") post(page, { type: "pong" });
  };
  toWorker(worker, { type: "launch", memory: mailbox.memory }, ports);
}

function relayMessages(worker: Worker, page: MessagePort, ports: MessagePort[]): void {
  const queue = new QueueSource();
  const output = new OutputPump(queue, (data) => post(page, { type: "output", data }, [data.buffer]));
  worker.onmessage = ({ data }: MessageEvent<WorkerToFrame>) => {
    if (data.type !== "output") return;
    queue.push(data.data);
    output.poke();
  };
  page.onmessage = ({ data }: MessageEvent<PageToFrame>) => {
    if (data.type === "answer") toWorker(worker, data, [data.answer.data.buffer]);
    if (data.type === "interrupt") toWorker(worker, data);
    if (data.type === "consumed") output.consumed();
    if (data.type === "ping") post(page, { type: "pong" });
  };
  toWorker(worker, { type: "launch", memory: null }, ports);
}

function post(page: MessagePort, message: FrameToPage, transfer: Transferable[] = []): void {
  page.postMessage(message, transfer);
}

function toWorker(worker: Worker, message: FrameToWorker, transfer: Transferable[] = []): void {
  worker.postMessage(message, transfer);
}
