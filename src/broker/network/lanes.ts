/** The lanes of this page, and which of them a request takes. */
import type { RequestHead } from "../../protocol/http.ts";
import type { DirectLane } from "./direct.ts";
import type { Lane } from "./lane.ts";
import type { RelayLane } from "./relay.ts";

export class Lanes {
  #direct: Promise<DirectLane | null> | null = null;

  /**
   * @param relay null where there is no proxy
   * @param loadDirect called with the first request
   */
  constructor(
    public relay: RelayLane | null,
    readonly loadDirect: () => Promise<DirectLane>,
  ) {}

  /** The relay carries everything, so it is the last; null where there is none. */
  async choose(head: RequestHead): Promise<Lane | null> {
    this.#direct ??= this.loadDirect().catch(() => (this.#direct = null));
    const direct = await this.#direct;
    return direct?.carries(head) === true ? direct : this.relay;
  }
}
