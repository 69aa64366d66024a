/** The browsers of the three engines, through one interface. */
import type { Tab } from "../../browser/support/tab.ts";

/** Whether a browser can be run on this machine; if not, what is missing, and how it is installed. */
export type Found = { readonly found: true } | { readonly found: false; readonly missing: string };

export interface Engine {
  find(): Found;
  /** Whether a browser can be started with a profile that an earlier one has left. */
  readonly keepsProfiles: boolean;
  /**
   * @param index of this process among those that run tests now, each of which may start one browser at a time
   * @param profile the folder of one that is kept; without it tabs know nothing of others, nor of what was before
   */
  launch(index: number, profile?: string): Promise<Browser>;
}

export interface Browser {
  /** Of the browser, as it says itself. */
  readonly version: string;
  /** A tab; it knows nothing of others, unless the browser has a profile that is kept. */
  newTab(): Promise<BrowserTab>;
  close(): Promise<void>;
}

export interface BrowserTab extends Tab {
  /** What the page's scripts have thrown, or said as errors on the console, where the browser tells. */
  readonly errors: string[];
  close(): Promise<void>;
}
