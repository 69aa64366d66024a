/** What keeps the page from working at all, said where the terminal would be. */
import { byId } from "./dom.ts";

const ID = "unstarted";

const INSECURE =
  "This address is not secure, and to such a page browsers give neither what checks Python's files nor what isolates it. Open the page by https://, or, if it is " +
  "served from this machine, by http://localhost. Nothing else is missing.";

const NO_WEBASSEMBLY =
  "This browser runs no WebAssembly, of which Python is made here. Where it was switched off for more security (Lockdown Mode, for one), allow it for this site, " +
  "or open the page in another browser. Nothing else is missing.";

const TOO_OLD = "This browser is too old for the page, which wants Chrome or Edge 119, Firefox 121, Safari 17.4, or a later one.";

const NOT_LOADED = "A part of the page did not come, so it cannot start. Is there a network? Reload the page.";

/** @returns false where the page cannot start; the person is told why */
export function unobstructed(): boolean {
  const reason = obstacle();
  if (reason === null) byId(ID, HTMLParagraphElement).hidden = true;
  else tell(reason);
  return reason === null;
}

/** The page's own code cannot be had. */
export function tellNotLoaded(): void {
  tell(NOT_LOADED);
}

function obstacle(): string | null {
  if (!isSecureContext) return INSECURE;
  if (!("WebAssembly" in globalThis)) return NO_WEBASSEMBLY;
  return "withResolvers" in Promise ? null : TOO_OLD;
}

function tell(reason: string): void {
  const text = byId(ID, HTMLParagraphElement);
  text.textContent = reason;
  text.style.animation = "none";
  text.hidden = false;
}
