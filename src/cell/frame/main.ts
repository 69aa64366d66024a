/**
 * The cell's frame: starts the worker, owns the memory shared with it, carries assets, answers, interrupts and output.
 *
 * It decides nothing. It is here because shared memory cannot cross from the page's origin into the cell's opaque one, so
 * somebody inside has to write it; and a frame's main thread is never blocked by Python.
 */
import { HELLO, LATE_ASSETS, type AssetSizes, type FrameToPage, type Launch, type PageToFrame } from "../../protocol/cell.ts";
import { Assets } from "./assets.ts";
import { BootImage } from "./boot-image.ts";
import { MessageRelay } from "./message-relay.ts";
import type { Relay } from "./relay.ts";
import { SharedRelay } from "./shared-relay.ts";
import { startWorker } from "./worker.ts";

addEventListener("message", function onMessage(event: MessageEvent<Launch | typeof HELLO>) {
  if (event.source !== parent) return;
  if (event.data === HELLO) return greet();
  removeEventListener("message", onMessage);
  const [page, control, upcalls] = event.ports;
  if (page === undefined || control === undefined || upcalls === undefined) return;
  launch(event.data.sizes, page, [control, upcalls]).catch((error: unknown) => post(page, { type: "crashed", message: String(error) }));
});
greet();

/** To any origin: it tells nothing, and who sends messages here is checked above. */
function greet(): void {
  parent.postMessage(HELLO, "*");
}

async function launch(sizes: AssetSizes, page: MessagePort, ports: MessagePort[]): Promise<void> {
  const assets = new Assets((name, good) => post(page, { type: "checked", name, good }));
  let relay: Relay | null = null;
  page.onmessage = ({ data }: MessageEvent<PageToFrame>) => {
    if (data.type === "asset") assets.receive(data.name, data.file);
    else if (data.type === "ping") post(page, { type: "pong", interrupted: relay?.interrupted ?? false, behind: relay?.behind ?? false });
    else relay?.receive(data);
  };
  const image = new BootImage(assets);
  const [module, snapshot] = [image.module(), image.snapshot()];
  const started = await startWorker(assets);
  started.worker.onerror = (event) => post(page, { type: "crashed", message: event.message || "the worker failed" });
  const output = (data: Uint8Array<ArrayBuffer>): void => post(page, { type: "output", data }, [data.buffer]);
  const shared = started.isolated && crossOriginIsolated;
  relay = shared ? new SharedRelay(started.worker, ports, output, sizes, () => post(page, { type: "waiting" })) : new MessageRelay(started.worker, ports, output, sizes);
  relay.send({ type: "module", module: await module });
  await sendSnapshot(relay, await snapshot);
  for (const name of LATE_ASSETS) relay.settle(name, await image.late(name, relay.late[name]));
}

/** It is inflated here, since the worker makes the module meanwhile. */
async function sendSnapshot(relay: Relay, pieces: AsyncIterable<Uint8Array<ArrayBuffer>> | null): Promise<void> {
  if (pieces === null) return relay.send({ type: "snapshot", piece: null });
  for await (const piece of pieces) relay.sendPiece(piece);
}

function post(page: MessagePort, message: FrameToPage, transfer: Transferable[] = []): void {
  page.postMessage(message, transfer);
}
