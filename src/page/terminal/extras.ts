/** What makes a terminal comfortable, but no first prompt needs: it is fetched behind that. */
import type { Terminal as Xterm } from "@xterm/xterm";
import type { CutLines } from "./cut-lines.ts";
import { installLinks } from "./links.ts";
import { SearchBar } from "./search-bar.ts";
import { saveTranscript } from "./transcript.ts";
import { installWebgl } from "./webgl.ts";

export interface ExtrasOptions {
  readonly xterm: Xterm;
  readonly cut: CutLines;
  /** Over the terminal's upper right corner. */
  readonly corner: HTMLElement;
  /** The cells may have another size. */
  readonly onCellsChanged: () => void;
}

export class Extras {
  readonly #xterm: Xterm;
  readonly #cut: CutLines;
  readonly #search: SearchBar;

  constructor({ xterm, cut, corner, onCellsChanged }: ExtrasOptions) {
    this.#xterm = xterm;
    this.#cut = cut;
    this.#search = new SearchBar(xterm, cut, corner, () => xterm.focus());
    installLinks(xterm);
    void installWebgl(xterm, onCellsChanged);
  }

  find(): void {
    this.#search.open();
  }

  /** The page's theme may be another. */
  restyle(): void {
    this.#search.restyle();
  }

  save(): Promise<void> {
    return saveTranscript(this.#xterm, this.#cut);
  }
}
