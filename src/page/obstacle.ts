/** What keeps the page from working at all, said where the terminal would be. */
import * as text from "../text/start.ts";
import { byId } from "./dom.ts";

const ID = "unstarted";

/** @returns false where the page cannot start; the person is told why */
export function unobstructed(): boolean {
  const reason = obstacle();
  if (reason === null) byId(ID, HTMLParagraphElement).hidden = true;
  else tell(reason);
  return reason === null;
}

/** The page's own code cannot be had. */
export function tellNotLoaded(): void {
  tell(text.notLoaded);
}

function obstacle(): string | null {
  if (!isSecureContext) return text.insecure;
  if (!("WebAssembly" in globalThis)) return text.noWebAssembly;
  return "withResolvers" in Promise ? null : text.tooOld;
}

function tell(reason: string): void {
  const paragraph = byId(ID, HTMLParagraphElement);
  paragraph.textContent = reason;
  paragraph.style.animation = "none";
  paragraph.hidden = false;
}
