/** The composition root of all that a person sees: makes what sessions share, and opens the first. */
import { Decisions } from "../broker/access/decisions.ts";
import { browserStore, History, watchErasure } from "../broker/history.ts";
import type { Image } from "../broker/image.ts";
import { Journal } from "../broker/journal/journal.ts";
import { openLanes } from "../broker/network/open-lanes.ts";
import { Policy } from "../broker/policy.ts";
import { Keeper } from "../broker/site/keeper.ts";
import { SettingsFiles } from "../broker/site/settings-files.ts";
import type { CellSupply } from "./cells.ts";
import { watchRelayKey } from "./relay-key.ts";
import { Sessions } from "./sessions/sessions.ts";
import { Site } from "./site.ts";
import { watchTheme } from "./theme.ts";

export function openShell(folder: URL, image: Image, cells: CellSupply): void {
  const store = browserStore();
  const history = new History(store);
  watchErasure(history);
  addEventListener("pagehide", () => history.flush());

  const key = watchRelayKey();
  const policy = new Policy(new Decisions(store));
  const files = new SettingsFiles(folder);
  const network = openLanes({ files, presets: policy.presets, store, key });

  const journal = new Journal();
  const sessions = new Sessions({ image, cells, history, policy, network, journal, theme: (choice) => chooseTheme(choice), onSettled: () => site.onSettled() });
  const chooseTheme = watchTheme((theme) => (sessions.theme = theme));
  const erase = (): void => {
    history.clear();
    policy.decisions.clear();
  };
  const site = new Site({ keeper: new Keeper(folder), files, network, erase, onDone: () => sessions.focus() });
  image.onProgress = (received, expected) => sessions.onProgress(received, expected);
  sessions.open();
}
