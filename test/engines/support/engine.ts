/** The browsers of the three engines, through one interface. */
import type { Tab } from "../../browser/support/tab.ts";

/** Whether a browser can be run on this machine; if not, what is missing, and how it is installed. */
export type Found = { readonly found: true } | { readonly found: false; readonly missing: string };

export interface Engine {
  find(): Found;
  /** @param index of this process among those that run tests now, each of which may start one browser at a time */
  launch(index: number): Promise<Browser>;
}

export interface Browser {
  /** Of the browser, as it says itself. */
  readonly version: string;
  /** A tab that knows nothing of others. */
  newTab(): Promise<BrowserTab>;
  close(): Promise<void>;
}

export interface BrowserTab extends Tab {
  /** What the page's scripts have thrown, or said as errors on the console, where the browser tells. */
  readonly errors: string[];
  close(): Promise<void>;
}
