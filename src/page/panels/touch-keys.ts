/** The row of keys that keyboards on glass have not. It comes behind the first prompt, where fingers are what points. */
import { byId, element } from "../dom.ts";

export interface TouchKeyEvents {
  /** As terminals encode it. */
  onKey(data: string): void;
}

/** A name has in it what is seen: who speaks to a computer says that (WCAG 2.2, 2.5.3). */
const KEYS: readonly (readonly [text: string, name: string, data: string])[] = [
  ["Tab", "Tab", "\t"],
  ["Esc", "Esc (Escape)", "\x1b"],
  ["←", "Left", "\x1b[D"],
  ["↑", "Up", "\x1b[A"],
  ["↓", "Down", "\x1b[B"],
  ["→", "Right", "\x1b[C"],
];
const ARROW = /^\x1b\[([A-D])$/;
/** What Ctrl makes of them are the characters of ASCII that cannot be seen. */
const CONTROLLED = /^[@a-z[\\\]^_ ]$/i;

export class TouchKeys {
  readonly #ctrl = element("button", { type: "button", ariaPressed: "false", ariaLabel: "Ctrl (Control), for the next key" }, ["Ctrl"]);

  constructor(readonly events: TouchKeyEvents) {
    this.#ctrl.addEventListener("click", () => this.#hold(!this.#held));
    const row = byId("keys", HTMLElement);
    row.append(this.#ctrl, ...KEYS.map((key) => this.#button(...key)));
    // The terminal keeps the focus, or the keyboard on the glass would go.
    row.addEventListener("mousedown", (event) => event.preventDefault());
  }

  /** What a key becomes while Ctrl is held, which it then is no longer. */
  typed(data: string): string {
    if (!this.#held) return data;
    this.#hold(false);
    return withCtrl(data);
  }

  get #held(): boolean {
    return this.#ctrl.ariaPressed === "true";
  }

  #hold(held: boolean): void {
    this.#ctrl.ariaPressed = String(held);
  }

  #button(text: string, name: string, data: string): HTMLButtonElement {
    const button = element("button", { type: "button", ariaLabel: name }, [text]);
    button.addEventListener("click", () => this.events.onKey(data));
    return button;
  }
}

/** What has no form with Ctrl stays as it is. */
export function withCtrl(data: string): string {
  const arrow = ARROW.exec(data)?.[1];
  if (arrow !== undefined) return `\x1b[1;5${arrow}`;
  return CONTROLLED.test(data) ? String.fromCharCode(data.charCodeAt(0) & 0x1f) : data;
}
