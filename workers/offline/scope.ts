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
