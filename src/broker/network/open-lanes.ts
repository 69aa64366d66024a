/** Makes the page's lanes of its configuration; what no prompt needs is fetched when it is wanted. */
import { messageOf } from "../../protocol/errors.ts";
import * as text from "../../text/network.ts";
import { loadPresets } from "../access/load-presets.ts";
import type { Presets } from "../access/preset.ts";
import { loadConfig } from "../config.ts";
import type { Store } from "../store.ts";
import type { SettingsFiles } from "../site/settings-files.ts";
import type { DirectLane } from "./direct.ts";
import { Lanes } from "./lanes.ts";
import { parseRelayAddress, RelayAddress } from "./relay-address.ts";
import type { RelayKey } from "./relay-key.ts";
import { RelayLane } from "./relay.ts";

export interface Opened {
  readonly lanes: Lanes;
  readonly address: RelayAddress;
  /** The proxy that the page's address names, which nobody has agreed to yet; null for none. */
  readonly linked: URL | null;
  /** Sentences about what is wrong with the presets, and with the page's address. */
  readonly problems: readonly string[];
  /** Whether browsers shall keep the site. */
  readonly offline: boolean;
}

export interface Making {
  readonly files: SettingsFiles;
  readonly presets: Presets;
  /** Null where the browser has none for us. */
  readonly store: Store | null;
  readonly key: RelayKey;
}

/** Nothing can be sent before the presets hold. @throws ParseError with a sentence for whoever serves the site */
export async function openLanes({ files, presets, store, key }: Making): Promise<Opened> {
  const { relay: ofSite, direct: origins, preset, offline } = await loadConfig(files);
  const parameters = new URLSearchParams(location.search);
  const { presets: found, problems } = await loadPresets(preset, parameters.get("preset"), files);
  for (const each of found) presets.add(each);
  const address = new RelayAddress(store, ofSite);
  const relay = (): RelayLane | null => (address.current === null ? null : new RelayLane(address.current, key));
  const loadDirect = async (): Promise<DirectLane> => {
    const [direct, { DIRECT_ORIGINS }] = await Promise.all([import("./direct.ts"), import("./direct-hosts.ts")]);
    return new direct.DirectLane(origins ?? DIRECT_ORIGINS, () => lanes.relay);
  };
  const lanes = new Lanes(relay(), loadDirect);
  const link = readLink(parameters.get("relay"));
  address.addEventListener("change", () => {
    if (address.current?.href !== link.url?.href) key.forget(); // it is for the proxy before; a link brings both
    lanes.relay = relay();
  });
  return { lanes, address, linked: link.url, problems: [...problems, ...link.problems], offline };
}

function readLink(address: string | null): { readonly url: URL | null; readonly problems: readonly string[] } {
  try {
    return { url: address === null ? null : parseRelayAddress(address), problems: [] };
  } catch (error) {
    return { url: null, problems: [text.linkIgnored(messageOf(error))] };
  }
}
