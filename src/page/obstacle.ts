/** What keeps the page from working at all, said where the terminal would be. */
import { byId } from "./dom.ts";

const ID = "unstarted";

const INSECURE =
  "This address is not secure, and to such a page browsers give neither what checks Python's files nor what isolates it. Open the page by https://, or, if it is " +
  "served from this machine, by http://localhost. Nothing else is missing.";

/** @returns false where the page cannot start; the person is told why */
export function unobstructed(): boolean {
  const text = byId(ID, HTMLParagraphElement);
  if (isSecureContext) {
    text.remove();
    return true;
  }
  text.textContent = INSECURE;
  text.style.animation = "none";
  return false;
}
