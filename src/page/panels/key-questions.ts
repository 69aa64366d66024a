/** A session's questions for the proxy's access key; the dialog's code comes with the first. */
import type { RelayLane } from "../../broker/network/relay.ts";
import { lazy } from "../lazy.ts";
import { partForPython } from "../parts.ts";
import type { Modals } from "./modal.ts";

export class KeyQuestions {
  readonly #dialog = lazy(async () => {
    const { KeyDialog } = await import("./key-dialog.ts");
    return new KeyDialog(this.modals);
  });
  /** A "no" holds for the statement, as a denial does. */
  #declined = false;

  constructor(readonly modals: Modals) {}

  /** See `AskKey`. */
  async ask(relay: RelayLane, refused: string | null, signal: AbortSignal): Promise<boolean> {
    if (this.#declined) return false;
    const given = await (await partForPython("key", this.#dialog)).ask(relay, refused, signal);
    this.#declined = !given;
    return given;
  }

  /** A new statement begins. */
  onStatement(): void {
    this.#declined = false;
  }
}
