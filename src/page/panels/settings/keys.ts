/** The page's own keys, each to be changed: the new one holds at once, and is kept. */
import { ACTIONS, defaultKeyMap } from "../../../broker/shortcuts/key-map.ts";
import * as text from "../../../text/settings/keys.ts";
import { element } from "../../dom.ts";
import type { Shortcuts } from "../../shortcuts/shortcuts.ts";
import { isMac } from "../../terminal/platform.ts";
import { KeyRow } from "./key-row.ts";

/** @param closed is aborted when nobody sees the section any more */
export function keysSection(shortcuts: Shortcuts, closed: AbortSignal): HTMLElement {
  const rows = ACTIONS.map((action) => new KeyRow(shortcuts, action));
  const reset = element("button", { type: "button" }, [text.resetAll]);
  const update = (): void => {
    rows.forEach((row) => row.update());
    reset.disabled = rows.every(({ isDefault }) => isDefault);
  };
  reset.addEventListener("click", () => {
    shortcuts.map = defaultKeyMap(isMac);
    rows[0]?.focus(); // a disabled button loses it
  });
  shortcuts.addEventListener("change", update, { signal: closed });
  update();
  const list = element("ul", { className: "keys" }, rows.map(({ node }) => node));
  return element("section", {}, [element("h3", {}, [text.title]), list, element("menu", {}, [reset])]);
}
