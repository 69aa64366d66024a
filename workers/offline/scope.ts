/** What of the origin is this site's: other sites may be beside it, and in folders below. */
declare const self: ServiceWorkerGlobalScope;

export const worker = self;

/** Whether a request is for the page itself. */
export function isPage({ mode, method, url }: Request): boolean {
  return mode === "navigate" && method === "GET" && isPageUrl(url);
}

export function isPageUrl(url: string): boolean {
  const { origin, pathname } = new URL(url);
  const { scope } = worker.registration;
  return [scope, `${scope}index.html`].includes(origin + pathname);
}

/** What a browser takes that has static routes; TypeScript does not know them yet. */
interface StaticRoutes {
  /** @see https://w3c.github.io/ServiceWorker/#install-event-addroutes */
  addRoutes?(routes: readonly { readonly condition: object; readonly source: "network" }[]): Promise<void>;
}

/**
 * Lets the browser ask nobody about requests to other origins, such as those to the proxy: else each of them would wait for this
 * worker's thread, and for its start when it has been idle for half a minute. Without static routes they do.
 */
export function passOthers(event: ExtendableEvent & StaticRoutes): void {
  const origin = { baseURL: worker.location.origin, pathname: "*", search: "*" };
  const added = event.addRoutes?.([{ condition: { not: { urlPattern: origin } }, source: "network" }]);
  added?.catch(() => undefined);
}
