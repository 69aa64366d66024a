/** The composition root of all that a person sees: makes what sessions share, and opens the first. */
import { loadConfig } from "../broker/config.ts";
import { browserStore, History, watchErasure } from "../broker/history.ts";
import type { Image } from "../broker/image.ts";
import { Journal } from "../broker/journal/journal.ts";
import { RelayLane } from "../broker/network/relay.ts";
import { Policy } from "../broker/policy.ts";
import type { CellSupply } from "./cells.ts";
import { watchRelayKey } from "./relay-key.ts";
import { Sessions } from "./sessions/sessions.ts";
import { watchTheme } from "./theme.ts";

export function openShell(base: URL, image: Image, cells: CellSupply): void {
  const history = new History(browserStore());
  watchErasure(history);
  addEventListener("pagehide", () => history.flush());

  const key = watchRelayKey();
  const relay = loadConfig(base).then((config) => config.relay);
  const lane = relay.then((url) => (url === null ? null : new RelayLane(url, key)));

  const journal = new Journal();
  const sessions = new Sessions({ image, cells, history, policy: new Policy(), relay, lane, journal, theme: (choice) => chooseTheme(choice) });
  const chooseTheme = watchTheme((theme) => (sessions.theme = theme));
  image.onProgress = (received, expected) => sessions.onProgress(received, expected);
  sessions.open();
}
