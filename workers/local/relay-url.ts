import { UserError } from "../image/errors.ts";

/**
 * The proxy that a build names (`RELAY_URL`); null where there is none, as in a workflow whose variable nobody has set, which then is empty.
 *
 * @throws UserError for what is no address: every page of the site would be told so, and have no proxy
 */
export function relayUrl(value = process.env["RELAY_URL"] ?? ""): string | null {
  if (value === "") return null;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw new UserError(`RELAY_URL is no http(s) address: ${value}`);
  return value;
}
