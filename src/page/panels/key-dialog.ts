/** Asks for the access key of the proxy, and hands it to the lane, which alone keeps it. */
import type { RelayLane } from "../../broker/network/relay.ts";
import { KEY_PATTERN } from "../../broker/network/relay-key.ts";
import * as text from "../../text/key-dialog.ts";
import { element } from "../dom.ts";
import type { Modals } from "./modal.ts";

const LABEL = "key-question";

export class KeyDialog {
  constructor(readonly modals: Modals) {}

  /** See `AskKey`. */
  async ask({ url, key }: Pick<RelayLane, "url" | "key">, refused: string | null, signal: AbortSignal): Promise<boolean> {
    const input = keyInput();
    // Another question may have brought one meanwhile.
    const build = (): HTMLElement | null => (key.value === refused ? form(url, refused !== null, input) : null);
    const answer = await this.modals.show(build, LABEL, signal);
    if (answer === "use") key.set(input.value.trim());
    return key.value !== refused;
  }
}

/** The focus is on the field: what was typed for the prompt makes no key, and no letter chooses. */
function form(url: URL, refused: boolean, input: HTMLInputElement): HTMLFormElement {
  const question = refused ? text.refused(url.origin) : text.wanted(url.origin);
  // No button of the form's own, since Enter in the field takes the first of these.
  const cancel = element("button", { type: "button" }, [text.cancel]);
  cancel.addEventListener("click", () => cancel.closest("dialog")?.close(""));
  return element("form", { method: "dialog" }, [
    element("p", { id: LABEL }, [question]),
    element("label", {}, [text.key, input]),
    element("p", {}, [text.fate]),
    element("menu", {}, [cancel, element("button", { value: "use" }, [text.use])]),
  ]);
}

/** No password's field, which browsers and their extensions offer to keep; the style hides what is typed. */
function keyInput(): HTMLInputElement {
  return element("input", {
    className: "key",
    type: "text",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: false,
    autofocus: true,
    required: true,
    pattern: `\\s*${KEY_PATTERN}\\s*`,
    title: text.form,
  });
}
