/** What the commands that serve take from the command line and the environment. */
import { parseArgs } from "node:util";
import { UserError } from "../image/errors.ts";

export interface Settings {
  /** The site's port; the next free one is taken. */
  readonly port: number;
  /** `host:port` of clouds that the proxy may reach although they are local or not on its list. */
  readonly allow: readonly string[];
  readonly proxyLog: boolean;
}

/** @throws UserError for a setting that makes no sense */
export function parseSettings(args: readonly string[]): Settings {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: process.env["PORT"] ?? "5000" },
      allow: { type: "string", multiple: true, default: (process.env["RELAY_ALLOW"] ?? "").split(",").filter(Boolean) },
      "proxy-log": { type: "boolean", default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_000) throw new UserError(`--port wants a number from 1 to 65000, not "${values.port}".`);
  return { port, allow: values.allow, proxyLog: values["proxy-log"] };
}
