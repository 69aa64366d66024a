/** Keeps the site in the browser, so that it starts without a network, and hears of newer versions. */
import { filesCache, settingsCache, type Command } from "../../protocol/offline.ts";
import { ownRegistration, reaches, register, runs } from "./service-worker.ts";

export type Keeping =
  /** Not asked for. */
  | "off"
  /** The browser, or its settings, have nothing for that. */
  | "unavailable"
  | "fetching"
  /** Not all could be fetched, or there is no room; it is tried again the next time. */
  | "failed"
  | "kept"
  /** As "kept"; a newer version is there, too, and starts with the next visit, or by `update`. */
  | "outdated";

/** A page may be open for days (milliseconds). */
const CHECK_INTERVAL = 3_600_000;
/** Who wants everything erased does not wait for a worker that hangs (milliseconds). */
const PATIENCE = 3000;

/** Says "change" when its state has changed. */
export class Keeper extends EventTarget {
  #state: Keeping = "off";
  #registration: ServiceWorkerRegistration | null = null;
  #stopped = false;

  /** @param folder the site's */
  constructor(readonly folder: URL) {
    super();
  }

  get state(): Keeping {
    return this.#state;
  }

  async start(): Promise<void> {
    try {
      // What older versions have left goes first: if there is little room, the next may need it.
      tell((await ownRegistration(this.folder))?.active ?? null, "tidy");
      this.#registration = await register(this.folder, "sw.js");
    } catch {
      return this.#set((await this.#isKept()) ? "kept" : "unavailable"); // there may be no network to look for a newer one
    }
    const registration = this.#registration;
    registration.addEventListener("updatefound", () => void this.#follow(registration));
    setInterval(() => void registration.update().catch(() => undefined), CHECK_INTERVAL);
    await this.#follow(registration);
  }

  /** Starts the newer version in this page; others go on with theirs. */
  async update(): Promise<void> {
    const waiting = this.#registration?.waiting ?? null;
    tell(waiting, "activate");
    if (waiting !== null) await reaches(waiting, "activated");
    location.reload();
  }

  /** The site is not kept any more, nor what it has fetched. A worker that only isolates the page stays. */
  async stop(): Promise<void> {
    this.#set("off");
    this.#stopped = true;
    try {
      const registration = await ownRegistration(this.folder);
      const workers = [registration?.installing ?? null, registration?.active ?? null];
      // One that is fetching would go on while pages are open, and store what is erased here.
      for (const worker of workers) await stopped(worker);
      if (workers.some((worker) => runs(worker, "sw.js"))) await registration?.unregister();
      for (const name of [filesCache, settingsCache]) await caches.delete(name(this.folder.href));
    } catch {
      // where nothing can be kept, there is nothing
    }
  }

  /** The registration has another worker than before, or is new. */
  async #follow(registration: ServiceWorkerRegistration): Promise<void> {
    const { installing, waiting, active } = registration;
    const newer = installing ?? waiting;
    const isFirst = !runs(active, "sw.js");
    this.#set(isFirst ? "fetching" : stateOf(registration));
    if (newer === null) return;
    const complete = await reaches(newer, "installed");
    if (!isFirst) return this.#set(stateOf(registration));
    if (complete) tell(newer, "activate"); // in the place of the one that only isolates
    this.#set(complete && (await reaches(newer, "activated")) ? "kept" : "failed");
  }

  async #isKept(): Promise<boolean> {
    return runs((await ownRegistration(this.folder).catch(() => null))?.active ?? null, "sw.js");
  }

  #set(state: Keeping): void {
    if (state === this.#state || this.#stopped) return;
    this.#state = state;
    this.dispatchEvent(new Event("change"));
  }
}

/** Of a site that is kept. */
function stateOf({ waiting }: ServiceWorkerRegistration): Keeping {
  return waiting === null ? "kept" : "outdated";
}

/** Resolves when the worker fetches nothing more for its version. */
async function stopped(worker: ServiceWorker | null): Promise<void> {
  if (worker === null) return;
  tell(worker, "stop");
  await Promise.race([reaches(worker, "installed"), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

function tell(worker: ServiceWorker | null, command: Command): void {
  worker?.postMessage(command);
}
