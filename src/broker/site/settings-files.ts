/**
 * Files that whoever serves the site may change at any time, so that each visit asks for them anew. Where there is no network, the
 * copies of the last visit are as good as it gets.
 */
import { settingsCache } from "../../protocol/offline.ts";
import { ParseError } from "../../protocol/parse.ts";
import { notFetched } from "../../text/config.ts";

/** A network that answers nothing is none (milliseconds). */
const PATIENCE = 10_000;

export interface SettingsFile {
  readonly status: number;
  readonly text: string;
}

export class SettingsFiles {
  readonly #fetched = new Map<string, SettingsFile>();

  /** @param folder the site's */
  constructor(readonly folder: URL) {}

  /** @throws ParseError with a sentence when it cannot be had from anywhere */
  async get(url: URL): Promise<SettingsFile> {
    const file = (await this.#fetch(url)) ?? (await this.#copy(url));
    if (file === null) throw new ParseError(notFetched(url.pathname.split("/").at(-1) ?? ""));
    return file;
  }

  /** Has the browser keep copies of what was fetched. Where it does not, they are only missed without a network. */
  async keep(): Promise<void> {
    try {
      const cache = await caches.open(settingsCache(this.folder.href));
      for (const [url, { status, text }] of this.#fetched) await cache.put(url, new Response(text, { status }));
    } catch {
      return;
    }
  }

  async #fetch(url: URL): Promise<SettingsFile | null> {
    try {
      const response = await fetch(url, { cache: "no-cache", redirect: "error", signal: AbortSignal.timeout(PATIENCE) });
      if (response.status >= 500) return null;
      const file = { status: response.status, text: await response.text() };
      this.#fetched.set(url.href, file);
      return file;
    } catch {
      return null;
    }
  }

  async #copy(url: URL): Promise<SettingsFile | null> {
    try {
      const copy = await caches.match(url, { cacheName: settingsCache(this.folder.href) });
      return copy === undefined ? null : { status: copy.status, text: await copy.text() };
    } catch {
      return null; // nothing can be kept here
    }
  }
}
