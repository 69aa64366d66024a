/**
 * Starts the worker from its text. In an opaque origin Chromium and Firefox isolate a worker from a blob: URL, which WebKit
 * refuses; WebKit isolates one from a data: URL, which Chromium leaves without shared memory. So: blob, then data.
 */
import type { WorkerToFrame } from "../../protocol/cell.ts";
import type { Assets } from "./assets.ts";
import { gunzip } from "./inflate.ts";

export interface StartedWorker {
  readonly worker: Worker;
  readonly isolated: boolean;
}

/** @throws Error when the script cannot be had, or runs in neither */
export async function startWorker(assets: Assets): Promise<StartedWorker> {
  const compressed = await assets.take("worker");
  if (compressed === null) throw new Error("the worker has no script");
  const source = await gunzip(compressed);
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return await hello(new Worker(url));
  } catch {
    return await hello(new Worker(`data:text/javascript;charset=utf-8,${encodeURIComponent(new TextDecoder().decode(source))}`));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Resolves with the worker's first message; a worker whose script was refused sends an error event instead. */
function hello(worker: Worker): Promise<StartedWorker> {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
    worker.onmessage = ({ data }: MessageEvent<WorkerToFrame>) => {
      if (data.type === "hello") resolve({ worker, isolated: data.isolated });
    };
  });
}
