/**
 * Draws less often while output pours in. Nobody reads what passes by, but each drawing of a screen takes ten milliseconds from what is
 * waiting. xterm is told so by synchronized output (DEC mode 2026). A statement that uses this itself is left alone.
 */
import type { Terminal as Xterm } from "@xterm/xterm";

/** Milliseconds without a drawing: the eye takes 25 pictures a second for movement. */
const HELD = 40;
/** From here on what is written is a part of much. */
const MUCH_BYTES = 1 << 9;

const MODE = 2026;
const BEGIN = `\x1b[?${MODE}h`;
const END = `\x1b[?${MODE}l`;

export class Pace {
  readonly #xterm: Xterm;
  #isOn = false;
  /** Between the end of one time without drawings and the beginning of the next, one is due. "theirs": the statement holds its own back. */
  #state: "free" | "held" | "due" | "theirs" = "free";
  #timer = 0;
  /** How many of our own {@link BEGIN} are not parsed yet. */
  #begun = 0;

  constructor(xterm: Xterm) {
    this.#xterm = xterm;
    xterm.onRender(() => this.#onRender());
    xterm.parser.registerCsiHandler({ prefix: "?", final: "h" }, (modes) => modes.includes(MODE) && this.#onBegin());
  }

  /** On while a statement runs. What the prompt draws, however much it is, answers a key. */
  set isOn(isOn: boolean) {
    this.#isOn = isOn;
    if (isOn) return;
    if (this.#state === "theirs") this.#state = "free";
    else this.#release();
  }

  /** To be called before so many bytes are written. */
  announce(bytes: number): void {
    if (!this.#isOn || bytes < MUCH_BYTES || this.#state !== "free") return;
    this.#state = "held";
    this.#begun += 1;
    this.#xterm.write(BEGIN);
    this.#timer = window.setTimeout(() => this.#release(), HELD);
  }

  #release(): void {
    if (this.#state !== "held") return;
    clearTimeout(this.#timer);
    this.#state = "due";
    this.#xterm.write(END);
  }

  #onRender(): void {
    if (this.#state === "due") this.#state = "free";
  }

  /** Ours is not ended behind theirs. */
  #onBegin(): false {
    if (this.#begun > 0) {
      this.#begun -= 1;
      return false;
    }
    clearTimeout(this.#timer);
    this.#state = "theirs";
    return false;
  }
}
