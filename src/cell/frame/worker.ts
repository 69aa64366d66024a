/**
 * Starts the worker from its text. In an opaque origin Chromium and Firefox isolate a worker from a blob: URL, which WebKit
 * refuses; WebKit isolates one from a data: URL, which Chromium leaves without shared memory. So: blob, then data.
 */
import type { WorkerToFrame } from "../../protocol/cell.ts";

export interface StartedWorker {
  readonly worker: Worker;
  readonly kind: "blob" | "data";
  readonly isolated: boolean;
}

export async function startWorker(source: string): Promise<StartedWorker> {
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  try {
    return await hello(new Worker(url), "blob");
  } catch {
    return await hello(new Worker(`data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`), "data");
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Resolves with the worker's first message; a worker whose script was refused sends an error event instead. */
function hello(worker: Worker, kind: "blob" | "data"): Promise<StartedWorker> {
  return new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
    worker.onmessage = ({ data }: MessageEvent<WorkerToFrame>) => {
      if (data.type === "hello") resolve({ worker, kind, isolated: data.isolated });
    };
  });
}
