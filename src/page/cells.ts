/** Cells, one of them always prepared ahead of need: starting a frame and a worker is a good part of a restart. */
import type { Image } from "../broker/image.ts";
import { Cell } from "../cell/cell.ts";
import { Equipment } from "./equipment.ts";

/** A cell, and what it boots from. */
export interface PreparedCell {
  readonly cell: Cell;
  readonly equipment: Equipment;
}

export class CellSupply {
  /** The frame of the next cell, where the page came with one. */
  #frame: HTMLIFrameElement | null;
  readonly #template: HTMLIFrameElement;
  #spare: PreparedCell | null = null;

  /** @param frame the one that the page came with; the others are made like it */
  constructor(
    readonly image: Image,
    frame: HTMLIFrameElement,
  ) {
    this.#frame = frame;
    this.#template = document.importNode(frame);
    this.#template.removeAttribute("id");
  }

  /** Prepares a spare cell, unless there is one. @returns the spare */
  prepare(): PreparedCell {
    return (this.#spare ??= this.#make());
  }

  take(): PreparedCell {
    const taken = this.#spare ?? this.#make();
    this.#spare = null;
    return taken;
  }

  #make(): PreparedCell {
    const cell = new Cell(this.#nextFrame(), this.image.sizes);
    return { cell, equipment: new Equipment(cell, this.image) };
  }

  #nextFrame(): HTMLIFrameElement {
    const frame = this.#frame ?? document.importNode(this.#template);
    if (this.#frame === null) document.body.append(frame);
    this.#frame = null;
    return frame;
  }
}
