/** One action with its key, which another press changes. */
import { withKey } from "../../../broker/shortcuts/change.ts";
import { defaultKeyMap, type Action, type Chord } from "../../../broker/shortcuts/key-map.ts";
import { NAMES } from "../../../broker/shortcuts/names.ts";
import * as text from "../../../text/settings/keys.ts";
import { element } from "../../dom.ts";
import { labelOf } from "../../shortcuts/label.ts";
import type { Shortcuts } from "../../shortcuts/shortcuts.ts";
import { isMac } from "../../terminal/platform.ts";
import { record } from "./recorder.ts";

export class KeyRow {
  /** An output, so that a screen reader says what comes there. */
  readonly #key = element("output");
  readonly #change: HTMLButtonElement;
  readonly #reset: HTMLButtonElement;
  readonly #note = element("p", { role: "status" });
  readonly node: HTMLElement;

  constructor(
    readonly shortcuts: Shortcuts,
    readonly action: Action,
  ) {
    const name = NAMES[action];
    this.#change = element("button", { type: "button", ariaPressed: "false", ariaLabel: text.changeOf(name) }, [text.change]);
    this.#reset = element("button", { type: "button", ariaLabel: text.resetOf(name) }, [text.reset]);
    this.#change.addEventListener("click", () => this.#record());
    this.#reset.addEventListener("click", () => this.#onReset());
    this.node = element("li", {}, [element("span", {}, [name]), this.#key, this.#change, this.#reset, this.#note]);
  }

  get isDefault(): boolean {
    return this.shortcuts.map[this.action] === this.#default;
  }

  /** The key may be another one. */
  update(): void {
    const key = textOf(this.action, this.shortcuts.map[this.action]);
    if (this.#key.value !== key) this.#key.value = key; // the others have nothing to say
    this.#reset.hidden = this.isDefault;
  }

  focus(): void {
    this.#change.focus();
  }

  get #default(): Chord | null {
    return defaultKeyMap(isMac)[this.action];
  }

  #record(): void {
    if (this.#change.ariaPressed === "true") return; // the click ends it
    this.#show(true);
    record(this.#change, { onChord: (chord) => this.#set(chord), onEnd: () => this.#show(false) });
  }

  #show(recording: boolean): void {
    this.#change.ariaPressed = String(recording);
    this.#say(recording ? text.hint : "");
  }

  #onReset(): void {
    this.#say("");
    if (this.#set(this.#default)) this.focus(); // a hidden button loses it
  }

  /** @returns false when it says why not */
  #set(chord: Chord | null): boolean {
    const change = withKey(this.shortcuts.map, this.action, chord, isMac);
    if (change.type === "changed") this.shortcuts.map = change.map;
    else this.#say(`${labelOf(chord ?? "", isMac)} ${change.why}`, "problem");
    return change.type === "changed";
  }

  #say(sentence: string, className = ""): void {
    this.#note.className = className;
    this.#note.textContent = sentence;
  }
}

function textOf(action: Action, chord: Chord | null): string {
  if (chord === null) return text.none;
  return action === "select-session" ? text.toNine(labelOf(chord, isMac)) : labelOf(chord, isMac);
}
