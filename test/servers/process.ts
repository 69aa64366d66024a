import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** Where a test server listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** A server that listens until `stop` has resolved. */
export interface RunningServer extends Address {
  stop(): Promise<void>;
}

/** How to start a server that prints one line `listening HOST PORT` when it accepts connections. */
export interface ServerCommand {
  /** For error messages. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to this process's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds until the line must have come; 60 000 unless told. */
  readonly timeout?: number;
}

const LISTENING = /^listening (\S+) (\d+)$/;
const KEPT_OUTPUT = 4096;

/**
 * Starts a child and waits until it says where it listens.
 *
 * The child picks the port itself: a port that is found free here could be taken before the child binds it.
 * Its standard input stays open for as long as this process lives, so that it can end itself with it.
 *
 * @throws Error with the end of the child's output when it ends early, cannot be started, or is not ready in time.
 */
export async function startServer(spec: ServerCommand): Promise<RunningServer> {
  const child = spawn(spec.command, spec.args, { env: { ...process.env, ...spec.env }, stdio: "pipe" });
  const output = keepOutput(child);
  const killOnExit = (): boolean => child.kill("SIGKILL");
  process.once("exit", killOnExit);
  const stop = async (): Promise<void> => {
    process.off("exit", killOnExit);
    await end(child);
  };
  try {
    return { ...(await listening(child, spec.timeout ?? 60_000)), stop };
  } catch (error) {
    await stop();
    throw new Error(`${spec.name} did not start: ${messageOf(error)}\n${output()}`);
  }
}

function keepOutput(child: ChildProcess): () => string {
  let kept = "";
  const keep = (data: Buffer): void => {
    kept = (kept + data.toString()).slice(-KEPT_OUTPUT);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  // Writing to a child that has gone is no news: its exit is what is reported.
  child.stdin?.on("error", () => undefined);
  return () => kept;
}

function listening(child: ChildProcess, timeout: number): Promise<Address> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer in ${timeout} ms`)), timeout);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    child.once("error", (error) => settle(() => reject(error)));
    child.once("close", (code, signal) => settle(() => reject(new Error(`ended with ${code ?? signal}`))));
    onLine(child, (address) => settle(() => resolve(address)));
  });
}

function onLine(child: ChildProcess, found: (address: Address) => void): void {
  if (child.stdout === null) return;
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [, host, port] = LISTENING.exec(line) ?? [];
    if (host !== undefined && port !== undefined) found({ host, port: Number(port) });
  });
}

/** SIGTERM, then SIGKILL if the child is still there after three seconds. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 3_000);
  await ended;
  clearTimeout(timer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
