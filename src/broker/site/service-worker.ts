/** The service worker of this site. Other sites of the origin may have their own, in folders above and below. */

export type Script = "isolation.js" | "sw.js";

/** @throws where the browser, or its settings, have none for this page */
export async function ownRegistration(folder: URL): Promise<ServiceWorkerRegistration | null> {
  const found = await container().getRegistration(folder);
  return found?.scope === folder.href ? found : null;
}

/** @throws where the browser, or its settings, have none for this page, or the script cannot be fetched */
export async function register(folder: URL, script: Script): Promise<ServiceWorkerRegistration> {
  return container().register(new URL(script, folder), { scope: folder.href, updateViaCache: "none" });
}

export function runs(worker: ServiceWorker | null, script: Script): boolean {
  return worker?.scriptURL.endsWith(`/${script}`) === true;
}

/** Whether the newest worker of the registration comes to be active. */
export async function activated({ installing, waiting, active }: ServiceWorkerRegistration): Promise<boolean> {
  const worker = installing ?? waiting ?? active;
  return worker !== null && (await reaches(worker, "activated"));
}

/** False when the worker fails before. */
export function reaches(worker: ServiceWorker, state: "installed" | "activated"): Promise<boolean> {
  const wanted: readonly ServiceWorkerState[] = state === "activated" ? ["activated"] : ["installed", "activating", "activated"];
  return new Promise((resolve) => {
    const check = (): void => {
      if (!wanted.includes(worker.state) && worker.state !== "redundant") return;
      worker.removeEventListener("statechange", check);
      resolve(worker.state !== "redundant");
    };
    worker.addEventListener("statechange", check);
    check();
  });
}

/** In private windows of some browsers, and at addresses that are not secure, it is not there, whatever its type says. */
function container(): ServiceWorkerContainer {
  const found: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (found === undefined) throw new TypeError("there are no service workers here");
  return found;
}
