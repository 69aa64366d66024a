/** Takes the proxy's access key out of the address: at the start, and when the person adds one later. */
import { findRelayKey, RelayKey } from "../broker/network/relay-key.ts";

/** The key is gone from the address bar, and from the entry in the browser's history, when this returns. */
export function watchRelayKey(): RelayKey {
  const relayKey = new RelayKey();
  const take = (): void => {
    const found = findRelayKey(location.hash);
    if (found === null) return;
    relayKey.set(found.key);
    history.replaceState(history.state, "", `${location.pathname}${location.search}${found.rest}`);
  };
  take();
  addEventListener("hashchange", take);
  return relayKey;
}
