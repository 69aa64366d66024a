import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { build, type Rolldown } from "vite";
import { workerdPath } from "../run/edge-runtime.ts";

const EDGE = join(import.meta.dirname, "../../proxy/edge");

export interface WorkerdOptions {
  /** The worker's settings, as `vars` of its configuration file would have them. */
  readonly vars: Readonly<Record<string, string>>;
  /** PEM of an authority that signs certificates of the test's servers. */
  readonly trust?: string;
  /** Told of every line that the worker prints. */
  readonly log?: ((line: string) => void) | undefined;
}

export interface Workerd {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  close(): Promise<void>;
}

let bundle: Promise<string> | null = null;

/** Runs `proxy/edge` on the real workerd, configured as wrangler would from `wrangler.json`. */
export async function startWorkerd(options: WorkerdOptions): Promise<Workerd> {
  bundle ??= bundleWorker();
  const folder = mkdtempSync(join(tmpdir(), "relay-workerd-"));
  writeFileSync(join(folder, "worker.mjs"), await bundle);
  writeFileSync(join(folder, "config.capnp"), configuration(options));
  const child = spawn(workerdPath(), ["serve", join(folder, "config.capnp"), "--control-fd=3"], { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const killOnExit = () => void child.kill("SIGKILL");
  process.once("exit", killOnExit);
  for (const output of [child.stdio[1], child.stdio[2]]) readLines(output as Readable, (line) => options.log?.(line));
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const port = await listeningPort(child.stdio[3] as Readable, gone);
  const close = async () => {
    child.kill("SIGKILL");
    await gone;
    process.off("exit", killOnExit);
    rmSync(folder, { recursive: true });
  };
  return { url: `http://127.0.0.1:${port}`, port, pid: child.pid ?? 0, close };
}

async function bundleWorker(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true, target: "webworker" },
    build: { ssr: join(EDGE, "worker.ts"), write: false, rolldownOptions: { external: [/^cloudflare:/] } },
  });
  return (built as Rolldown.RolldownOutput).output[0].code;
}

function configuration({ vars, trust }: WorkerdOptions): string {
  const file = JSON.parse(readFileSync(join(EDGE, "wrangler.json"), "utf8")) as Record<"compatibility_date" | "compatibility_flags", unknown>;
  const bindings = Object.entries(vars).map(([name, value]) => `(name = ${quote(name)}, text = ${quote(value)})`);
  const trusted = trust === undefined ? "" : `, trustedCertificates = [${quote(trust)}]`;
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "relay", worker = (
      modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
      compatibilityDate = ${quote(file.compatibility_date)},
      compatibilityFlags = ${JSON.stringify(file.compatibility_flags)},
      bindings = [${bindings.join(", ")}],
    )),
    (name = "internet", network = (allow = ["public", "private"], tlsOptions = (trustBrowserCas = true${trusted}))),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "relay")],
);
`;
}

/** Cap'n Proto writes text as JSON does, as far as ASCII goes. */
function quote(text: unknown): string {
  return JSON.stringify(String(text));
}

function listeningPort(control: Readable, gone: Promise<void>): Promise<number> {
  return new Promise((resolve, reject) => {
    readLines(control, (line) => {
      const { event, port } = JSON.parse(line) as { event: string; port?: number };
      if (event === "listen" && port !== undefined) resolve(port);
    });
    void gone.then(() => reject(new Error("workerd ended before it listened")));
  });
}

function readLines(stream: Readable, take: (line: string) => void): void {
  createInterface({ input: stream }).on("line", take);
}
