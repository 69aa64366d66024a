/** The page's own keys, as they are now: what they do, and which buttons tell of them. */
import { saveKeyMap, type Action, type KeyMap } from "../../broker/shortcuts/key-map.ts";
import type { Store } from "../../broker/store.ts";
import { isMac } from "../terminal/platform.ts";
import { chordOf, type KeyPress } from "./chord.ts";
import { commandOf, type Command } from "./command.ts";
import { ariaOf, labelOf } from "./label.ts";

/** Says "change" when a key does something else. */
export class Shortcuts extends EventTarget {
  #map: KeyMap;

  constructor(
    map: KeyMap,
    readonly store: Store | null,
  ) {
    super();
    this.#map = map;
  }

  get map(): KeyMap {
    return this.#map;
  }

  /** From now on. */
  set map(map: KeyMap) {
    this.#map = map;
    saveKeyMap(this.store, map, isMac);
    this.dispatchEvent(new Event("change"));
  }

  commandOf(press: KeyPress): Command | null {
    const chord = chordOf(press);
    return chord === null ? null : commandOf(this.#map, chord);
  }

  /** Has the button tell which key does the same, behind what its title says, as long as both live. */
  hint(button: HTMLElement, action: Action): void {
    const { title } = button;
    const show = (): void => {
      const chord = this.#map[action];
      button.title = chord === null ? title : `${title} (${labelOf(chord, isMac)})`;
      button.ariaKeyShortcuts = chord && ariaOf(chord);
    };
    this.addEventListener("change", show);
    show();
  }
}
