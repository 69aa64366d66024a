/** What the browser stores for the site, and how to have it erased. */
import type { Keeper, Keeping } from "../../../broker/site/keeper.ts";
import { element } from "../../dom.ts";

const SENTENCES: Readonly<Record<Keeping, string>> = {
  off: "No copy of the site is kept in this browser, so it does not start without a network.",
  unavailable: "This browser keeps no copy of the site here (a private window, blocked storage, or an address without https:// do that), so it does not start without a network.",
  fetching: "A copy of the site is being fetched, so that it starts without a network.",
  failed: "A copy of the site could not be kept: the network broke off, or there is no room. The next visit tries again.",
  kept: "A copy of the site is kept in this browser: it starts without a network, and everything works there but clouds.",
  outdated: "A copy of the site is kept in this browser. A newer version has come, too, and starts with the next visit.",
};

const STORED = "Besides, the statements that you enter are stored (not those with what looks like a credential), the hosts that you always allow or deny, a proxy's address that you have named, how you want this page to look, and keys that you have changed.";

export function storageSection(keeper: Keeper, erase: () => Promise<void>): HTMLElement {
  const state = element("p");
  const erased = element("p", { role: "status" });
  const button = element("button", { type: "button" }, ["Erase everything that this site stored"]);
  const update = (): void => void (state.textContent = SENTENCES[keeper.state]);
  keeper.addEventListener("change", update); // for as long as the keeper lives: a few paragraphs
  button.addEventListener("click", () => {
    void erase().then(() => (erased.textContent = "Everything is erased. The page stays as it is until you close it; what you enter from now on is stored again."));
  });
  update();
  return element("section", {}, [element("h3", {}, ["In this browser"]), state, element("p", {}, [STORED]), element("menu", {}, [button]), erased]);
}
