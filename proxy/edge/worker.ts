import { createRelay, type Relay } from "../core/index.ts";
import { edgePlatform } from "./platform.ts";
import { readSettings } from "./settings.ts";

/** Made with the first request: workerd hands the settings to a request, not to the module. */
let relay: Relay | null = null;

function relayFor(env: Readonly<Record<string, unknown>>): Relay {
  const { resolver, ...options } = readSettings(env);
  return createRelay(options, edgePlatform(resolver));
}

/** The entry that workerd calls. */
export default {
  fetch(request: Request, env: Readonly<Record<string, unknown>>): Promise<Response> {
    relay ??= relayFor(env);
    // Cloudflare sets it itself and lets no client do so.
    return relay(request, { address: request.headers.get("cf-connecting-ip") ?? "" });
  },
};
