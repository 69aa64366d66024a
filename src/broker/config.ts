/** The site's settings: `config.json`, beside the page, which whoever serves the site may change. */
import { array, boolean, fail, json, nullable, object, ParseError, string } from "../protocol/parse.ts";
import * as text from "../text/config.ts";
import type { SettingsFiles } from "./site/settings-files.ts";

export interface Config {
  /** Where the proxy is; null where there is none. */
  readonly relay: URL | null;
  /** Origins that the browser calls without the proxy; null for those that are known to allow it. */
  readonly direct: readonly string[] | null;
  /** As it stands there; null where there is none. */
  readonly preset: unknown;
  /** Whether browsers shall keep the site, for use without a network. */
  readonly offline: boolean;
}

const NOTHING: Config = { relay: null, direct: null, preset: null, offline: true };
const MAX_ORIGINS = 100;

/** A missing file is the same as an empty one. @throws ParseError with a sentence for whoever serves the site */
export async function loadConfig(files: SettingsFiles): Promise<Config> {
  const { status, text: content } = await files.get(new URL("config.json", files.folder));
  if (status === 404) return NOTHING;
  const config = object(json(content, "config.json"), "config.json");
  return {
    relay: nullable(config["relay"], parseRelay),
    direct: nullable(config["direct"], parseOrigins),
    preset: config["preset"] ?? null,
    offline: nullable(config["offline"], (value) => boolean(value, text.member("offline"))) ?? true,
  };
}

function parseRelay(value: unknown): URL {
  const address = string(value, "relay", 2048);
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) throw new ParseError(text.noRelay(address));
  return url;
}

function parseOrigins(value: unknown): readonly string[] {
  return array(value, text.member("direct"), MAX_ORIGINS).map((item) => {
    const origin = string(item, text.member("direct"), 300);
    const url = URL.canParse(origin) ? new URL(origin) : null;
    return url !== null && url.origin === origin ? origin : fail(text.noOrigin(origin));
  });
}
