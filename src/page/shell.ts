/** The composition root of all that a person sees: makes what sessions share, and opens the first. */
import { Decisions } from "../broker/access/decisions.ts";
import { browserStore, History, watchErasure } from "../broker/history.ts";
import type { Image } from "../broker/image.ts";
import { Journal } from "../broker/journal/journal.ts";
import { openLanes } from "../broker/network/open-lanes.ts";
import { Policy } from "../broker/policy.ts";
import type { CellSupply } from "./cells.ts";
import { watchRelayKey } from "./relay-key.ts";
import { Sessions } from "./sessions/sessions.ts";
import { watchTheme } from "./theme.ts";

export function openShell(base: URL, image: Image, cells: CellSupply): void {
  const store = browserStore();
  const history = new History(store);
  watchErasure(history);
  addEventListener("pagehide", () => history.flush());

  const key = watchRelayKey();
  const policy = new Policy(new Decisions(store));
  const network = openLanes(base, policy.presets, key);

  const journal = new Journal();
  const sessions = new Sessions({ image, cells, history, policy, network, journal, theme: (choice) => chooseTheme(choice) });
  const chooseTheme = watchTheme((theme) => (sessions.theme = theme));
  image.onProgress = (received, expected) => sessions.onProgress(received, expected);
  sessions.open();
}
