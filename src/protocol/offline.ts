/** What the page and its service worker have to agree on. The origin may have other sites, and others of this kind, in other folders. */

/** The cache with the files of the site. @param folder the site's address, with a slash at its end */
export function filesCache(folder: string): string {
  return `libcloud-repl files ${folder}`;
}

/** The cache with the newest copies of what whoever serves the site may change. */
export function settingsCache(folder: string): string {
  return `libcloud-repl settings ${folder}`;
}

/** What the page tells the worker: take over from the older one; fetch no more; delete what no page needs any more. */
export type Command = "activate" | "stop" | "tidy";

/** Held by who writes to, or deletes from, the cache with the files. */
export const LOCK = filesCache;

/** What the browser installs the app by, beside the page. */
export const MANIFEST = "manifest.webmanifest";
