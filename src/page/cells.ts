/** Cells, one of them always launched ahead of need: starting a frame and a worker is a good part of a restart. */
import type { Image } from "../broker/image.ts";
import { Cell, type CellSource } from "../cell/cell.ts";

export class CellSupply {
  #spare: Promise<Cell> | null = null;

  constructor(
    readonly image: Image,
    readonly frame: Omit<CellSource, "workerScript">,
  ) {}

  /** Launches a spare cell, unless there is one. */
  prepare(): void {
    this.#spare ??= this.#launch();
    this.#spare.catch(() => (this.#spare = null));
  }

  /** @throws AssetError when the worker's script cannot be had */
  take(): Promise<Cell> {
    this.prepare();
    const cell = this.#spare ?? this.#launch();
    this.#spare = null;
    return cell;
  }

  async #launch(): Promise<Cell> {
    return new Cell({ ...this.frame, workerScript: await this.image.workerScript() });
  }
}
