/** A plain static host on loopback that serves the built site, as hosts do that know nothing of it. */
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { startProxy, type Proxy, type ProxyOptions } from "../../../proxy/node/index.ts";
import { listenOnLoopback } from "../../servers/listener.ts";
import type { Address, RunningServer } from "../../servers/process.ts";
import { dist } from "./project.ts";
import { Faults, type Fault } from "./faults.ts";
import { authority } from "./site.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
};

const ISOLATION = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };

export interface StaticSiteOptions {
  /** The folder that it is served under, with a slash at both ends. */
  readonly folder?: string;
  /** Send the headers that give the page shared memory. */
  readonly isolate?: boolean;
  /** What the proxy may reach; without it there is no proxy. */
  readonly clouds?: readonly Address[];
  /** What else the proxy is started with. */
  readonly proxy?: Partial<ProxyOptions>;
  /** The origins that the page calls without the proxy. */
  readonly direct?: readonly string[];
  /** Sent with every file. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Others than those of the site, by path in its folder; null for none. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** Let the browser keep the site. */
  readonly offline?: boolean;
  /** The text of config.json, instead of one that names the proxy; null for none. */
  readonly config?: string | null;
}

interface Step {
  /** How much of the file is sent. */
  readonly share: number;
  /** What is waited for before the next step. */
  readonly until: Promise<void> | undefined;
}

export class StaticSite {
  readonly #options: StaticSiteOptions;
  readonly #held = new Map<string, readonly Step[]>();
  readonly #faults = new Faults();
  /** The paths of all requests, in order. */
  readonly requested: string[] = [];
  /** As in the options; it can change. */
  config: string | null | undefined;
  #server: RunningServer | null = null;
  proxy: Proxy | null = null;

  private constructor(options: StaticSiteOptions) {
    this.#options = options;
    this.config = options.config;
  }

  static async start(options: StaticSiteOptions = {}): Promise<StaticSite> {
    const site = new StaticSite(options);
    site.#server = await listenOnLoopback(createServer((request, response) => void site.#answer(request, response)));
    const allow = options.clouds?.map(authority);
    if (allow !== undefined) site.proxy = await startProxy({ port: 0, origins: [site.origin], allow, graceMs: 0, ...options.proxy });
    return site;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#server?.port}`;
  }

  get url(): string {
    return this.origin + this.#folder;
  }

  /**
   * Sends files with `part` in their names up to the first of `shares` (0 to 1), and up to the next each time that the returned
   * function is called; in the end all.
   */
  hold(part: string, ...shares: readonly number[]): () => void {
    const gates = shares.map(() => {
      let open = (): void => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      return { open: () => open(), opened };
    });
    this.#held.set(part, shares.map((share, index) => ({ share, until: gates[index]?.opened })));
    return () => gates.shift()?.open();
  }

  /** Answers requests for files with `part` in their names so, except for the first `skip`; the next `times` of them. */
  fail(part: string, fault: Fault, { skip = 0, times = Infinity } = {}): void {
    this.#faults.add({ part, fault, skip, times });
  }

  /** All files are whole again. */
  heal(): void {
    this.#faults.clear();
  }

  /** The files' server ends, not the proxy. */
  async end(): Promise<void> {
    await this.#server?.stop();
  }

  async close(): Promise<void> {
    await Promise.all([this.#server?.stop(), this.proxy?.close()]);
  }

  get #folder(): string {
    return this.#options.folder ?? "/";
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? "/", this.origin);
    this.requested.push(pathname);
    const headers = { ...(this.#options.isolate === false ? {} : ISOLATION), ...this.#options.headers };
    const content = pathname.startsWith(this.#folder) ? await this.#content(pathname.slice(this.#folder.length)) : null;
    if (content === null) return void response.writeHead(404, headers).end();
    const type = TYPES[extname(pathname) || ".html"] ?? "application/octet-stream";
    const answer = { status: 200, headers: { ...headers, "Content-Type": type, "Content-Length": content.length }, content };
    if (this.#faults.answer(pathname, answer, response)) return;
    response.writeHead(answer.status, answer.headers);
    let sent = 0;
    for (const { share, until } of this.#stepsFor(pathname)) {
      const end = Math.floor(content.length * share);
      response.write(content.subarray(sent, end));
      sent = end;
      await until;
    }
    response.end(content.subarray(sent));
  }

  #stepsFor(path: string): readonly Step[] {
    return [...this.#held].find(([part]) => path.includes(part))?.[1] ?? [];
  }

  async #content(path: string): Promise<Buffer | null> {
    if (path === "config.json") return this.#config();
    const own = this.#options.files?.[path];
    if (own !== undefined) return own === null ? null : Buffer.from(own);
    return readFile(join(dist, path || "index.html")).catch(() => null);
  }

  #config(): Buffer | null {
    const { direct = [], offline = false } = this.#options;
    const { config = JSON.stringify({ relay: this.proxy?.url ?? null, direct, offline }) } = this;
    return config === null ? null : Buffer.from(config);
  }
}
