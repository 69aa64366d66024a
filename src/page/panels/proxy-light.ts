/** The light of the proxy in the bar above the terminal; it says in words what it means, but to eyes that all is well. */
import type { RelayHealth, RelayState } from "../../broker/network/relay-health.ts";
import * as text from "../../text/proxy-light.ts";
import { byId, element } from "../dom.ts";

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
  readonly #button = element("button", { type: "button" }, [`${text.proxy} `, this.#words]);
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
    const words = text.states[state.type];
    if (this.#words.textContent !== words) this.#words.textContent = words;
    if (!this.#button.isConnected) this.#node.append(this.#button);
  }
}

function explain(state: RelayState, origin: string): string {
  switch (state.type) {
    case "unknown":
      return "";
    case "ok":
      return text.ok(origin, state.version);
    case "needs-key":
      return text.needsKey(origin);
    case "wrong-version":
      return text.wrongVersion(origin);
    case "unreachable":
      return text.unreachable(origin);
  }
}
