/** The mouse on the terminal: places are cells, counted from 0. */
import type { Page } from "@playwright/test";

export interface Cell {
  readonly column: number;
  readonly row: number;
}

export class Cells {
  /** @param columns how many columns the terminal has */
  constructor(
    readonly page: Page,
    readonly columns: number,
  ) {}

  /** In the page: the left edge of a cell, halfway down. */
  async point({ column, row }: Cell): Promise<{ readonly x: number; readonly y: number }> {
    const box = await this.page.locator(".xterm-screen").boundingBox();
    const rows = await this.page.locator(".xterm-rows > div").count();
    if (box === null) throw new Error("the terminal is not on the page");
    return { x: box.x + (box.width / this.columns) * column + 1, y: box.y + (box.height / rows) * (row + 0.5) };
  }

  async hover(cell: Cell): Promise<void> {
    const { x, y } = await this.point(cell);
    await this.page.mouse.move(x, y, { steps: 3 });
  }

  async click(cell: Cell): Promise<void> {
    await this.hover(cell);
    await this.page.mouse.down();
    await this.page.mouse.up();
  }

  /** Selects from one cell up to another. */
  async drag(from: Cell, to: Cell): Promise<void> {
    await this.hover(from);
    await this.page.mouse.down();
    await this.hover(to);
    await this.page.mouse.up();
  }
}
