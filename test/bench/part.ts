/** What a part of the benchmark is given, and what it is. */
import type { Peers } from "./peers.ts";
import type { Row } from "./report.ts";
import type { Site } from "./site.ts";

export interface Bench {
  readonly root: string;
  readonly site: Site;
  /** How often each thing is measured; a part may do with less where one run has many samples in it. */
  readonly rounds: number;
  readonly log: (line: string) => void;
  /** Lets the proxy reach this loopback port, which it refuses otherwise. @returns the page's address */
  page(allow?: readonly number[]): Promise<string>;
  /** The peers that are pages; they are made when the first part asks for them. */
  peers(): Promise<Peers>;
}

export interface Part {
  readonly name: string;
  readonly title: string;
  measure(bench: Bench): Promise<readonly Row[]>;
}
