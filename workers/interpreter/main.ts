/** The worker's entry: says hello, receives its ports, exposes the interpreter. From then on the page calls, and Python asks. */
import "./import-scripts.ts";
import * as Comlink from "comlink";
import { parseAnswer } from "../../src/protocol/answer.ts";
import type { FrameToWorker, SharedMemory, Typing, WorkerToFrame } from "../../src/protocol/cell.ts";
import { Mailbox } from "../../src/protocol/mailbox.ts";
import { Upcalls } from "./channel.ts";
import { announceClose } from "./doors.ts";
import { Host } from "./host.ts";
import { PyodideInterpreter } from "./interpreter.ts";
import { Interrupts } from "./interrupts.ts";
import { blockingWait, patientWait } from "./late.ts";
import { MessageChannel } from "./message-channel.ts";
import { MessageOutput, SharedOutput } from "./output.ts";
import { SharedChannel } from "./shared-channel.ts";

self.onmessage = ({ data, ports }: MessageEvent<FrameToWorker>) => {
  const [control, upcalls] = ports;
  if (data.type !== "launch" || control === undefined || upcalls === undefined) return;
  const interpreter = data.shared === null ? suspending(upcalls) : blocking(upcalls, data.shared);
  announceClose(() => interpreter.die("the worker closed itself"));
  Comlink.expose(interpreter, control);
  control.addEventListener("message", ({ data }: MessageEvent<Typing | ComlinkCall>) => {
    if ("keys" in data) interpreter.type(data.keys);
  });
};

post({ type: "hello", isolated: self.crossOriginIsolated });

function blocking(port: MessagePort, shared: SharedMemory): PyodideInterpreter {
  const mailbox = new Mailbox(shared.mailbox);
  const output = new SharedOutput(mailbox, post);
  const channel = new SharedChannel(mailbox, new Upcalls(port), () => post({ type: "drained" }));
  const host = new Host(channel, "shared-memory", new Interrupts(mailbox, () => host.onIntercepted()), output);
  const onWait = (): void => post({ type: "waiting" });
  const interpreter = new PyodideInterpreter(host, output, port, {
    cold: { bytes: new Uint8Array(shared.late.cold), wait: patientWait(mailbox, "cold", onWait) },
    library: { bytes: new Uint8Array(shared.late.library), wait: blockingWait(mailbox, "library", onWait) },
  });
  self.onmessage = ({ data }: MessageEvent<FrameToWorker>) => {
    interpreter.onFrame(data);
    // The worker is idle, so no code took the signal: it is meant for what is being awaited.
    if (data.type === "interrupt" && mailbox.takeInterrupt()) interpreter.cancel();
  };
  return interpreter;
}

function suspending(port: MessagePort): PyodideInterpreter {
  const output = new MessageOutput(post);
  const channel = new MessageChannel(new Upcalls(port));
  const host = new Host(channel, "Suspending" in WebAssembly ? "stack-switching" : "none", null, output);
  const interpreter = new PyodideInterpreter(host, output, port, null);
  self.onmessage = ({ data }: MessageEvent<FrameToWorker>) => {
    interpreter.onFrame(data);
    if (data.type === "answer") channel.onAnswer(parseAnswer(data.answer));
    if (data.type === "interrupt" && !channel.interrupt()) interpreter.cancel();
  };
  return interpreter;
}

/** Comlink's own listener has these, and none but these. */
interface ComlinkCall {
  readonly type: string;
}

function post(message: WorkerToFrame, transfer: Transferable[] = []): void {
  self.postMessage(message, transfer);
}
