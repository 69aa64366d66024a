/** What the browser stores for the site, and how to have it erased. */
import type { Keeper } from "../../../broker/site/keeper.ts";
import * as text from "../../../text/settings/storage.ts";
import { element } from "../../dom.ts";

export function storageSection(keeper: Keeper, erase: () => Promise<void>): HTMLElement {
  const state = element("p");
  const erased = element("p", { role: "status" });
  const button = element("button", { type: "button" }, [text.erase]);
  const update = (): void => void (state.textContent = text.states[keeper.state]);
  keeper.addEventListener("change", update); // for as long as the keeper lives: a few paragraphs
  button.addEventListener("click", () => {
    void erase().then(() => (erased.textContent = text.erased));
  });
  update();
  return element("section", {}, [element("h3", {}, [text.title]), state, element("p", {}, [text.besides]), element("menu", {}, [button]), erased]);
}
