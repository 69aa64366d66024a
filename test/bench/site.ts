/**
 * A plain static host on loopback, for the built site and the stock page alike: the same server, the same headers, nothing
 * compressed on the fly (which would cost the larger page more). What was asked for once is kept in memory, since the browser that is measured shares
 * the processors with this server.
 */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

const HEADERS = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

const KEEP = { "Cache-Control": "public, max-age=31536000, immutable" };

interface Piece {
  readonly content: Buffer;
  readonly type: string | undefined;
}

export class Site {
  /** Answers that are no files, by path. */
  readonly texts = new Map<string, string>();
  /** Beginnings of paths that a browser may keep, as CDNs allow it for exact versions. */
  readonly kept = new Set<string>();
  readonly #pieces = new Map<string, Piece>();
  readonly #folders: ReadonlyMap<string, string>;
  readonly #files = new Map<string, Promise<Buffer>>();
  readonly #held = new Map<string, Promise<void>>();
  readonly #watchers = new Set<Set<string>>();
  #server: RunningServer | null = null;

  /** @param folders by the path's beginning, with a slash at both ends; the first that fits is taken */
  private constructor(folders: ReadonlyMap<string, string>) {
    this.#folders = folders;
  }

  static async start(folders: ReadonlyMap<string, string>): Promise<Site> {
    const site = new Site(folders);
    const server = createServer((request, response) => void site.#answer(request, response));
    site.#server = await listenOnLoopback(server);
    return site;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#server?.port}`;
  }

  /** Does not answer requests whose path has `part` in it until the returned function is called. */
  hold(part: string): () => void {
    let release = (): void => undefined;
    this.#held.set(part, new Promise((resolve) => (release = resolve)));
    return () => {
      this.#held.delete(part);
      release();
    };
  }

  /** @returns the paths of all answers from now on; whoever watches a browser with an empty cache sees what it fetches, its workers included */
  watch(): ReadonlySet<string> {
    const paths = new Set<string>();
    this.#watchers.add(paths);
    return paths;
  }

  /** Serves something that is in no folder, of a type that its path does not tell, or in place of what a folder has. */
  put(path: string, content: string | Uint8Array, type?: string): void {
    this.#pieces.set(path, { content: Buffer.from(content), type });
  }

  stop(): Promise<void> {
    return this.#server?.stop() ?? Promise.resolve();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", this.origin).pathname;
    for (const [part, held] of this.#held) if (path.includes(part)) await held;
    try {
      const content = await this.content(path);
      for (const paths of this.#watchers) paths.add(path);
      const type = this.#pieces.get(path)?.type ?? TYPES[path.endsWith("/") ? ".html" : extname(path)] ?? "application/octet-stream";
      const keep = [...this.kept].some((prefix) => path.startsWith(prefix)) ? KEEP : {};
      response.writeHead(200, { ...HEADERS, ...keep, "Content-Type": type, "Content-Length": content.length }).end(content);
    } catch {
      response.writeHead(404, HEADERS).end();
    }
  }

  /** What the host has under `path`. @throws Error when it has nothing */
  async content(path: string): Promise<Buffer> {
    const text = this.texts.get(path);
    if (text !== undefined) return Buffer.from(text);
    const piece = this.#pieces.get(path);
    if (piece !== undefined) return piece.content;
    for (const [prefix, folder] of this.#folders) {
      if (path.startsWith(prefix)) return this.#file(join(folder, path.slice(prefix.length) || "index.html"));
    }
    throw new Error(`nothing is served under ${path}`);
  }

  #file(path: string): Promise<Buffer> {
    const content = this.#files.get(path) ?? readFile(path);
    this.#files.set(path, content);
    return content;
  }
}
