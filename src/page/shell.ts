/** The composition root of all that a person sees: makes what sessions share, and opens the first. */
import { Decisions } from "../broker/access/decisions.ts";
import { Presets } from "../broker/access/preset.ts";
import { History, watchErasure } from "../broker/history.ts";
import type { Image } from "../broker/image.ts";
import { Journal } from "../broker/journal/journal.ts";
import { DEFAULT_LOOK, loadLook } from "../broker/look/look.ts";
import { openLanes } from "../broker/network/open-lanes.ts";
import { Policy } from "../broker/policy.ts";
import { defaultKeyMap, loadKeyMap } from "../broker/shortcuts/key-map.ts";
import { Keeper } from "../broker/site/keeper.ts";
import { SettingsFiles } from "../broker/site/settings-files.ts";
import type { Store } from "../broker/store.ts";
import { sealed } from "../text/sessions.ts";
import type { CellSupply } from "./cells.ts";
import { LazyEmbed } from "./embed/lazy-embed.ts";
import { Appearance } from "./look/appearance.ts";
import type { PageTheme } from "./look/theme.ts";
import { watchRelayKey } from "./relay-key.ts";
import { Sessions } from "./sessions/sessions.ts";
import { Shortcuts } from "./shortcuts/shortcuts.ts";
import { Site } from "./site.ts";
import { isMac } from "./terminal/platform.ts";

export interface ShellOptions {
  readonly folder: URL;
  readonly image: Image;
  readonly cells: CellSupply;
  /** Null where the browser has none for us. */
  readonly store: Store | null;
  readonly theme: PageTheme;
  /** Another page may be around this one. */
  readonly embedded: boolean;
}

export async function openShell({ folder, image, cells, store, theme, embedded }: ShellOptions): Promise<void> {
  const history = new History(store);
  watchErasure(history, folder);
  addEventListener("pagehide", () => history.flush());

  const key = watchRelayKey();
  const policy = new Policy(new Decisions(store), new Presets(), embedded ? sealed : null);
  const files = new SettingsFiles(folder);
  const network = openLanes({ files, presets: policy.presets, store, key });

  const journal = new Journal();
  const [look, keyMap] = await Promise.all([loadLook(store), loadKeyMap(store, isMac)]);
  const appearance = new Appearance(theme, look, store);
  const shortcuts = new Shortcuts(keyMap, store);
  const sessions = new Sessions({ image, cells, history, policy, network, journal, appearance, shortcuts, embedded, onSettled: () => surroundings.onSettled() });
  const erase = (): void => {
    history.clear();
    policy.decisions.clear();
    theme.keep("auto");
    appearance.look = DEFAULT_LOOK;
    shortcuts.map = defaultKeyMap(isMac);
  };
  const surroundings = embedded
    ? new LazyEmbed({ folder, sessions, theme })
    : new Site({ keeper: new Keeper(folder), files, network, appearance, shortcuts, erase, focus: () => sessions.focus() });
  sessions.open();
}
