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
  #health: RelayHealth | null = null;

  constructor(readonly events: ProxyLightEvents) {
    this.#button.addEventListener("click", () => this.#onClick());
  }

  /** That of the proxy that is used now; null where there is none. */
  set health(health: RelayHealth | null) {
    if (this.#health !== null) this.#health.onChange = null;
    this.#health = health;
    this.#button.remove();
    if (health === null) return;
    health.onChange = () => this.#draw(health);
    this.#draw(health);
    health.inquire();
  }

  #onClick(): void {
    if (this.#health?.state.type === "needs-key") return this.events.onKey();
    this.#health?.check();
    this.events.onDone();
  }

  #draw({ state, url }: RelayHealth): void {
    if (state.type === "unknown") return;
    this.#button.dataset["state"] = state.type;
    this.#button.title = explain(state, url.origin);
    if (this.#words.textContent !== WORDS[state.type]) this.#words.textContent = WORDS[state.type];
    if (!this.#button.isConnected) this.#node.append(this.#button);
  }
}

function explain(state: RelayState, origin: string): string {
  const proxy = `The proxy at ${origin}`;
  switch (state.type) {
    case "unknown":
      return "";
    case "ok":
      return `${proxy}, version ${state.version}, carries requests to clouds, and can read them. Click to ask it again.`;
    case "needs-key":
      return `${proxy} takes requests with an access key only. Click to enter one.`;
    case "wrong-version":
      return `What answers at ${origin} is no proxy that this page understands; it may be older or newer than the page. Click to ask it again.`;
    case "unreachable":
      return `${proxy} cannot be reached. Is it running, and does it allow this page's origin? Click to ask it again.`;
  }
}
