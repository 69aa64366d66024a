/** Deletes the files of older versions, when no page can need them any more. */
import type { PrecacheController } from "workbox-precaching/PrecacheController.js";
import { LOCK } from "../../src/protocol/offline.ts";
import { isPageUrl, worker } from "./scope.ts";

const lock = LOCK(worker.registration.scope);

/** A version that is being installed counts on what is there already. */
export function whileNoneTidies<T>(install: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lock, { mode: "shared" }, install);
}

/** One page is the one that asks, of the version that is active. Of two, the other may be older. */
export async function tidy(version: PrecacheController, event: ExtendableEvent): Promise<void> {
  await navigator.locks.request(lock, { ifAvailable: true }, async (free) => {
    const { installing, waiting } = worker.registration;
    if (free === null || installing !== null || waiting !== null) return;
    const limit = event.type === "activate" ? 0 : 1;
    if ((await pages()) <= limit) await version.activate(event);
  });
}

async function pages(): Promise<number> {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  return windows.filter(({ url }) => isPageUrl(url)).length;
}
