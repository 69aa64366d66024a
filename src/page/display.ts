/** What the interpreter shows besides its output: the line below the terminal, and pictures in it. */
import type { Display } from "../broker/broker.ts";
import type { Picture, Placement } from "../protocol/picture.ts";
import type { Tip } from "../protocol/tip.ts";
import { element } from "./dom.ts";
import { lazy } from "./lazy.ts";
import { partForPython } from "./parts.ts";
import type { Terminal } from "./terminal/terminal.ts";

export class PageDisplay implements Display {
  /** Most sessions show none. */
  readonly #pictures = lazy(async () => {
    const { Pictures } = await import("./terminal/pictures.ts");
    const pictures = new Pictures();
    this.terminal.load(pictures);
    return pictures;
  });

  /** @param line where tips are shown */
  constructor(
    readonly terminal: Terminal,
    readonly line: HTMLElement,
  ) {}

  showTip(tip: Tip | null): void {
    this.line.replaceChildren(...(tip === null ? [] : [tip.before, element("strong", {}, [tip.active]), tip.after]));
  }

  async showPicture(picture: Picture): Promise<Placement> {
    return (await partForPython("picture", this.#pictures)).add(picture);
  }
}
