/** What is said of an engine whose browser is not on the machine. */

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The sentence for people whose tests in this engine are skipped.
 *
 * @param missing what is, and how it is installed
 * @throws Error in continuous integration (`CI`, which its services set): what is skipped there is never noticed
 */
export function sayMissing(engine: string, missing: string, environment: Environment): string {
  if (isSet(environment["CI"])) throw new Error(`${missing}: where CI is set, tests in ${engine} are not skipped.`);
  return `${missing}: tests in ${engine} are skipped.`;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !["", "0", "false"].includes(value);
}
