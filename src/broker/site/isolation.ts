/**
 * Isolation, which gives the page shared memory, on hosts that do not send the headers for it: a service worker of the site adds them,
 * from the next load on.
 */
import { activated, ownRegistration, register } from "./service-worker.ts";

/** In the state of the history's entry, which outlives a reload, and needs no storage that a browser could refuse. */
const MARK = "isolating";
/** A page without shared memory is better than one that never comes (milliseconds). */
const PATIENCE = 5000;

/**
 * Reloads the page where that can isolate it: at most once for each time that somebody opens or reloads it.
 *
 * @param folder the site's
 * @returns whether the page is about to be reloaded, and nothing else is to be done
 */
export async function isolate(folder: URL): Promise<boolean> {
  const again = takeMark();
  if (crossOriginIsolated || again) return false;
  const ready = await Promise.race([prepare(folder), new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE))]);
  if (!ready) return false;
  history.replaceState({ ...state(), [MARK]: true }, "");
  location.reload();
  return true;
}

/** @returns whether a worker of ours is there that has not had its chance yet */
async function prepare(folder: URL): Promise<boolean> {
  try {
    const active = (await ownRegistration(folder))?.active ?? null;
    if (active === null) return await activated(await register(folder, "isolation.js"));
    // If this page came through it, the browser isolates none here, or the host sends other headers of its own.
    return active !== navigator.serviceWorker.controller;
  } catch {
    return false; // a private window, an address without TLS, storage that is denied
  }
}

function state(): object {
  const current: unknown = history.state;
  return typeof current === "object" && current !== null ? current : {};
}

function takeMark(): boolean {
  const { [MARK]: mark, ...rest }: Record<string, unknown> = { ...state() };
  if (mark === true) history.replaceState(rest, "");
  return mark === true;
}
