/**
 * The first service worker of a visitor, where the host sends no isolation headers: it adds them, and keeps nothing. So it is there in a
 * moment, long before the one that keeps the site (`sw.ts`), and that takes its place.
 */
import { isolated } from "./isolate.ts";
import { isPage, passOthers, worker } from "./scope.ts";

worker.addEventListener("install", (event) => {
  passOthers(event);
  event.waitUntil(worker.skipWaiting());
});

worker.addEventListener("fetch", (event) => {
  if (isPage(event.request)) event.respondWith(fetch(event.request).then(isolated));
});
