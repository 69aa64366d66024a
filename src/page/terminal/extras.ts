/** What makes a terminal comfortable, but no first prompt needs: it is fetched behind that. */
import type { Terminal as Xterm } from "@xterm/xterm";
import { installLinks } from "./links.ts";
import { SearchBar } from "./search-bar.ts";
import { saveTranscript } from "./transcript.ts";
import { installWebgl } from "./webgl.ts";

export interface ExtrasOptions {
  readonly xterm: Xterm;
  /** Over the terminal's upper right corner. */
  readonly corner: HTMLElement;
  /** The cells may have another size. */
  readonly onCellsChanged: () => void;
}

export class Extras {
  readonly #xterm: Xterm;
  readonly #search: SearchBar;

  constructor({ xterm, corner, onCellsChanged }: ExtrasOptions) {
    this.#xterm = xterm;
    this.#search = new SearchBar(xterm, corner, () => xterm.focus());
    installLinks(xterm);
    void installWebgl(xterm, onCellsChanged);
  }

  find(): void {
    this.#search.open();
  }

  /** @param cut how many lines the scrollback has lost */
  save(cut: number): void {
    saveTranscript(this.#xterm, cut);
  }
}
