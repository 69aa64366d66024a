/** The light of the proxy in the bar above the terminal; it says in words what it means, but to eyes that all is well. */
import type { RelayHealth, RelayState } from "../../broker/network/relay-health.ts";
import { byId, element } from "../dom.ts";

const WORDS: Readonly<Record<RelayState["type"], string>> = {
  unknown: "",
  ok: "ready",
  "needs-key": "needs a key",
  "wrong-version": "has a wrong version",
  unreachable: "unreachable",
};

export interface ProxyLightEvents {
  /** The person wants to give the proxy a key. */
  onKey(): void;
  /** The keyboard goes back to the terminal. */
  onDone(): void;
}

export class ProxyLight {
  /** An output, so that a screen reader says what changes. */
  readonly #node = byId("proxy", HTMLOutputElement);
  readonly #words = element("span");
  readonly #button = element("button", { type: "button" }, ["Proxy ", this.#words]);

  constructor(
    readonly health: RelayHealth,
    readonly events: ProxyLightEvents,
  ) {
    this.#button.addEventListener("click", () => this.#onClick());
    health.onChange = () => this.#draw();
    health.check();
  }

  #onClick(): void {
    if (this.health.state.type === "needs-key") return this.events.onKey();
    this.health.check();
    this.events.onDone();
  }

  #draw(): void {
    const { state } = this.health;
    if (state.type === "unknown") return;
    this.#button.dataset["state"] = state.type;
    this.#button.title = this.#explain(state);
    if (this.#words.textContent !== WORDS[state.type]) this.#words.textContent = WORDS[state.type];
    if (!this.#button.isConnected) this.#node.append(this.#button);
  }

  #explain(state: RelayState): string {
    const proxy = `The proxy at ${this.health.url.origin}`;
    switch (state.type) {
      case "unknown":
        return "";
      case "ok":
        return `${proxy}, version ${state.version}, carries requests to clouds, and can read them. Click to ask it again.`;
      case "needs-key":
        return `${proxy} takes requests with an access key only. Click to enter one.`;
      case "wrong-version":
        return `What answers at ${this.health.url.origin} is no proxy that this page understands; it may be older or newer than the page. Click to ask it again.`;
      case "unreachable":
        return `${proxy} cannot be reached. Is it running, and does it allow this page's origin? Click to ask it again.`;
    }
  }
}
