/** Listens to the page around this one: it may put code at the prompt, and choose the theme. No more: it hears nothing of what is here. */
import { messageOf } from "../../protocol/errors.ts";
import { EMBED, parseEmbedAsk, type EmbedAsk, type EmbedTell } from "../../protocol/embed.ts";
import * as text from "../../text/embed.ts";
import { byId, element } from "../dom.ts";
import type { EmbedOptions } from "./lazy-embed.ts";

const [PASTE_BEGIN, PASTE_END] = ["\x1b[200~", "\x1b[201~"];

export class Embed {
  readonly #options: EmbedOptions;

  constructor(options: EmbedOptions) {
    this.#options = options;
    const link = element("a", { href: options.folder.href, target: "_blank", rel: "noopener" }, [text.openInTab]);
    byId("restart", HTMLButtonElement).before(link);
    addEventListener("message", (event) => this.#onMessage(event));
    addEventListener("focus", () => options.sessions.focus()); // the page around has given this one the keyboard
    tell({ type: "ready" });
  }

  /** From the page right around this one alone; whose it is does not matter, since all may do the same. */
  #onMessage({ source, data }: MessageEvent<unknown>): void {
    if (source !== window.parent || window.parent === window) return;
    try {
      const ask = parseEmbedAsk(data);
      if (ask !== null) this.#perform(ask);
    } catch (error) {
      tell({ type: "error", reason: messageOf(error) });
    }
  }

  #perform(ask: EmbedAsk): void {
    if (ask.type === "theme") return this.#options.theme.choose(ask.theme);
    const { sessions } = this.#options;
    // As a paste, whatever the terminal's mode: a line end in it is no Enter.
    sessions.input(PASTE_BEGIN + ask.code.replaceAll("\n", "\r") + PASTE_END);
    sessions.focus();
  }
}

/** To anybody: there is no secret in it. */
function tell(message: EmbedTell): void {
  if (window.parent !== window) window.parent.postMessage({ from: EMBED, ...message }, "*");
}
