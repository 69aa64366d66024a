// What the command line and the environment say about the proxy. A flag goes before its variable.
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { AccessKey } from "../core/index.ts";
import { parseAccessKey, parseLimit } from "../core/index.ts";
import type { ProxyOptions } from "./start.ts";

export type Settings = Omit<ProxyOptions, "log"> & { readonly quiet: boolean };

/** What was asked for: to serve, or to be told something. */
export type Command = { readonly kind: "serve"; readonly settings: Settings } | { readonly kind: "help" } | { readonly kind: "version" };

/** A setting that makes no sense, as a sentence for the operator. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const OPTIONS = {
  origin: { type: "string", multiple: true },
  port: { type: "string" },
  host: { type: "string" },
  allow: { type: "string", multiple: true },
  relay: { type: "string", multiple: true },
  "key-file": { type: "string" },
  limit: { type: "string", multiple: true },
  "admin-port": { type: "string" },
  grace: { type: "string" },
  forwarded: { type: "boolean" },
  quiet: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "v" },
} as const;

type Values = ReturnType<typeof parsed>;
type Environment = Readonly<Record<string, string | undefined>>;

/** Raises {@link SettingsError}, or the core's `TypeError` for a key or a limit. */
export function readCommand(args: readonly string[], environment: Environment): Command {
  const values = parsed(args);
  if (values.help === true) return { kind: "help" };
  if (values.version === true) return { kind: "version" };
  return { kind: "serve", settings: settingsOf(values, environment) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values;
  } catch (error) {
    throw new SettingsError(error instanceof Error ? error.message : "The arguments cannot be read.");
  }
}

function settingsOf(values: Values, environment: Environment): Settings {
  const list = (flag: readonly string[] | undefined, name: string) => flag ?? split(environment[name], ",");
  const origins = list(values.origin, "RELAY_ORIGINS");
  if (origins.length === 0) throw new SettingsError("Name the page that may use the proxy: --origin https://repl.example (may be repeated).");
  const hosts = list(values.relay, "RELAY_HOSTS");
  const adminPort = values["admin-port"] ?? environment["RELAY_ADMIN_PORT"];
  return {
    origins,
    port: portOf(values.port ?? environment["PORT"] ?? "8080", "--port"),
    host: values.host ?? environment["RELAY_LISTEN"] ?? "127.0.0.1",
    allow: list(values.allow, "RELAY_ALLOW"),
    ...(hosts.length > 0 ? { hosts } : {}),
    keys: keysOf(values["key-file"], environment["RELAY_KEYS"]),
    limits: Object.fromEntries(list(values.limit, "RELAY_LIMITS").map(parseLimit)),
    ...(adminPort === undefined ? {} : { adminPort: portOf(adminPort, "--admin-port") }),
    graceMs: 1000 * secondsOf(values.grace ?? environment["RELAY_GRACE"] ?? "30"),
    forwarded: values.forwarded ?? environment["RELAY_FORWARDED"] === "1",
    quiet: values.quiet ?? environment["RELAY_QUIET"] === "1",
  };
}

function split(text: string | undefined, separator: string | RegExp): string[] {
  return (text ?? "").split(separator).map((part) => part.trim()).filter(Boolean);
}

function portOf(text: string, what: string): number {
  if (/^[0-9]{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new SettingsError(`${what} wants a number from 0 to 65535, not "${text}".`);
}

function secondsOf(text: string): number {
  if (/^[0-9]{1,6}$/.test(text)) return Number(text);
  throw new SettingsError(`--grace wants seconds, not "${text}".`);
}

// Never by a flag: every user of the machine can read the arguments of a process.
function keysOf(file: string | undefined, variable: string | undefined): AccessKey[] {
  if (file === undefined) return split(variable, ",").map(parseAccessKey);
  return split(readText(file), "\n").filter((line) => !line.startsWith("#")).map(parseAccessKey);
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw new SettingsError(`The file of keys cannot be read: ${file}`);
  }
}
