/** The site's settings: `config.json`, beside the page, which whoever serves the site may change. */
import { json, nullable, object, ParseError, string } from "../protocol/parse.ts";

export interface Config {
  /** Where the proxy is; null where there is none. */
  readonly relay: URL | null;
}

/** A missing file is the same as an empty one. @throws ParseError with a sentence for whoever serves the site */
export async function loadConfig(base: URL): Promise<Config> {
  const response = await fetch(new URL("config.json", base), { cache: "no-cache" });
  if (response.status === 404) return { relay: null };
  const value = json(await response.text(), "config.json");
  return { relay: nullable(object(value, "config.json")["relay"], parseRelay) };
}

function parseRelay(value: unknown): URL {
  const text = string(value, "relay", 2048);
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) throw new ParseError(`config.json: relay is no http(s) URL: ${text}`);
  return url;
}
