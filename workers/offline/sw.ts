/**
 * The service worker that keeps one version of the site, so that the page starts without a network.
 *
 * It is installed when it has all files of its version, each checked against its hash, and not before. What was fetched when that fails
 * is there the next time. All files but the page itself have a hash of their content in their names, so versions share one cache, and
 * none ever gets a file of another.
 */
import { PrecacheController } from "workbox-precaching/PrecacheController.js";
import type { PrecacheEntry } from "workbox-precaching/_types.js";
import { filesCache, type Command } from "../../src/protocol/offline.ts";
import { isolated } from "./isolate.ts";
import { isPage, passOthers, worker } from "./scope.ts";
import { tidy, whileNoneTidies } from "./tidy.ts";

declare const self: { readonly __WB_MANIFEST: PrecacheEntry[] };

const PAGE = "index.html";
const HASHED = /^(?:assets|image)\//;

const { scope } = worker.registration;
/** Aborted when nothing shall be fetched to be kept any more. */
const keeping = new AbortController();
const whileKept = {
  requestWillFetch({ request }: { readonly request: Request }): Promise<Request> {
    keeping.signal.throwIfAborted();
    return Promise.resolve(new Request(request, { signal: keeping.signal }));
  },
};
const version = new PrecacheController({ cacheName: filesCache(scope), plugins: [whileKept] });
version.addToCacheList(self.__WB_MANIFEST);

worker.addEventListener("install", (event) => {
  passOthers(event);
  event.waitUntil(whileNoneTidies(() => version.install(event)));
});

worker.addEventListener("activate", (event) => event.waitUntil(Promise.all([worker.clients.claim(), tidy(version, event)])));

worker.addEventListener("message", (event) => {
  const command: unknown = event.data;
  if (command === ("activate" satisfies Command)) void worker.skipWaiting();
  if (command === ("stop" satisfies Command)) keeping.abort();
  if (command === ("tidy" satisfies Command)) event.waitUntil(tidy(version, event));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (isPage(request)) event.respondWith(page(request));
  else if (request.method === "GET" && isFile(request.url)) event.respondWith(file(request));
});

async function page(request: Request): Promise<Response> {
  return isolated((await version.matchPrecache(PAGE)) ?? (await fetch(request)));
}

/** Of this version, or of one that some page still runs. */
function isFile(url: string): boolean {
  return version.getCacheKeyForURL(url) !== undefined || (url.startsWith(scope) && HASHED.test(url.slice(scope.length)));
}

async function file(request: Request): Promise<Response> {
  const cache = await caches.open(filesCache(scope));
  const key = version.getCacheKeyForURL(request.url) ?? request.url;
  const anew = request.headers.get("Cache-Control") === "no-cache"; // the page found that the copy is broken
  return (anew ? null : await cache.match(key)) ?? fetchFile(request, cache, key);
}

/** Repairs the cache. */
async function fetchFile(request: Request, cache: Cache, key: string): Promise<Response> {
  const integrity = version.getIntegrityForCacheKey(key);
  if (integrity === undefined) return fetch(request);
  const response = await fetch(request.url, { integrity, cache: "reload" });
  if (response.ok) await cache.put(key, response.clone());
  return response;
}
