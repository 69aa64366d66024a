/** The tooltip of a link: its real target, and how to get there. */
import type { Terminal as Xterm } from "@xterm/xterm";
import * as text from "../../text/links.ts";
import { element } from "../dom.ts";
import { partsOf } from "./link-target.ts";
import { isMac } from "./platform.ts";

/** Fingers hold no key; they tap the tooltip instead. */
const hasMouse = matchMedia("(any-pointer: fine)");
/** Between the pointer and the tooltip, and between that and the page's edge (pixels). */
const GAP = 16;

export class LinkTip {
  readonly #xterm: Xterm;
  #tip: HTMLElement | null = null;

  constructor(xterm: Xterm) {
    this.#xterm = xterm;
    xterm.onScroll(() => this.hide());
  }

  show({ clientX, clientY }: MouseEvent, target: URL): void {
    this.hide();
    // xterm takes what has this class for no part of the text, but a finger on it must not leave the screen.
    const tip = element("div", { className: "link-tip xterm-hover" }, hasMouse.matches ? forMouse(target) : forFinger(target));
    for (const type of ["mousedown", "mouseup"] as const) tip.addEventListener(type, (event) => event.stopPropagation());
    this.#xterm.element?.querySelector(".xterm-screen")?.append(tip);
    this.#tip = tip;
    const { width, height } = tip.getBoundingClientRect();
    const below = clientY + GAP + height < innerHeight;
    tip.style.left = `${Math.max(GAP, Math.min(clientX, innerWidth - width - GAP))}px`;
    tip.style.top = `${below ? clientY + GAP : clientY - GAP - height}px`;
  }

  hide(): void {
    this.#tip?.remove();
    this.#tip = null;
  }
}

function forMouse(target: URL): readonly Node[] {
  return [element("div", { className: "target" }, parts(target)), element("div", {}, [text.clickOpens(isMac)])];
}

function forFinger(target: URL): readonly Node[] {
  return [element("a", { className: "target", href: target.href, target: "_blank", rel: "noopener noreferrer" }, text.open(parts(target)))];
}

function parts(target: URL): readonly (Node | string)[] {
  const { before, host, after } = partsOf(target);
  return [before, element("strong", {}, [host]), after];
}
