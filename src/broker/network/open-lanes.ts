/** Makes the page's lanes of its configuration; what no prompt needs is fetched when it is wanted. */
import { loadPresets } from "../access/load-presets.ts";
import type { Presets } from "../access/preset.ts";
import { loadConfig } from "../config.ts";
import type { DirectLane } from "./direct.ts";
import { Lanes } from "./lanes.ts";
import { RelayLane } from "./relay.ts";
import type { RelayKey } from "./relay-key.ts";

export interface Opened {
  readonly lanes: Lanes;
  /** Null where no proxy is configured. */
  readonly relay: RelayLane | null;
  /** Sentences about what is wrong with the presets. */
  readonly problems: readonly string[];
}

/** Nothing can be sent before the presets hold. @throws ParseError with a sentence for whoever serves the site */
export async function openLanes(base: URL, presets: Presets, key: RelayKey): Promise<Opened> {
  const { relay: url, direct: origins, preset } = await loadConfig(base);
  const parameter = new URLSearchParams(location.search).get("preset");
  const { presets: found, problems } = await loadPresets(preset, parameter, base);
  for (const each of found) presets.add(each);
  const relay = url === null ? null : new RelayLane(url, key);
  const loadDirect = async (): Promise<DirectLane> => {
    const [direct, { DIRECT_ORIGINS }] = await Promise.all([import("./direct.ts"), import("./direct-hosts.ts")]);
    return new direct.DirectLane(origins ?? DIRECT_ORIGINS, relay);
  };
  return { relay, problems, lanes: new Lanes(relay, loadDirect) };
}
