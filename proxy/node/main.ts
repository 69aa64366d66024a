// The proxy as a program of its own.
import { RELAY_VERSION } from "../core/index.ts";
import { HELP } from "./help.ts";
import { readCommand, type Settings, SettingsError } from "./settings.ts";
import { type Proxy, startProxy } from "./start.ts";

/** Runs what the arguments say; sets the exit code 2 for what cannot be read. */
export async function main(args: readonly string[]): Promise<void> {
  try {
    const command = readCommand(args, process.env);
    if (command.kind === "help") return void process.stdout.write(HELP);
    if (command.kind === "version") return void process.stdout.write(`${RELAY_VERSION}\n`);
    await run(command.settings);
  } catch (error) {
    if (!(error instanceof SettingsError || error instanceof TypeError || isSystemError(error))) throw error;
    process.stderr.write(`${error.message}\nTry --help.\n`);
    process.exitCode = 2;
  }
}

async function run({ quiet, ...options }: Settings): Promise<void> {
  const log = quiet ? {} : { log: (line: string) => void process.stdout.write(`${line}\n`) };
  const proxy = await startProxy({ ...options, ...log });
  tell("listening", { url: proxy.url, adminPort: proxy.adminPort });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(proxy));
}

// A second signal finds no listener and ends the process at once.
async function stop(proxy: Proxy): Promise<void> {
  tell("stopping", {});
  await proxy.close();
  tell("stopped", {});
}

function tell(event: string, facts: object): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), event, ...facts })}\n`);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && "syscall" in error;
}
