/** The commands behind the npm scripts. */
import { UserError } from "../image/errors.ts";
import { dev } from "./dev.ts";
import { log } from "./log.ts";
import { buildSite } from "./site.ts";
import { preview, start } from "./start.ts";

const COMMANDS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  start,
  preview,
  dev,
  build: () => buildSite(process.cwd(), log),
};

/** @throws UserError with a sentence that says what to do */
export async function main([name = "", ...args]: readonly string[]): Promise<void> {
  const command = COMMANDS[name];
  if (command === undefined) throw new UserError(`There is no command "${name}": use one of ${Object.keys(COMMANDS).join(", ")}.`);
  await command(args);
}
