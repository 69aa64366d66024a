/** Says at the top of the scrollback what is not there any more. */
import type { Terminal as Xterm } from "@xterm/xterm";
import * as text from "../../text/terminal.ts";
import { element } from "../dom.ts";
import type { CutLines } from "./cut-lines.ts";

const number = (count: number): string => count.toLocaleString("en");

/** One sentence. @param kept how many lines the scrollback has at most */
export function cutSentence(count: number, kept: number): string {
  return text.cut(count, number(count), number(kept));
}

/** Shows itself while the user looks at the top. */
export function installCutNotice(xterm: Xterm, cut: CutLines, parent: HTMLElement): void {
  const notice = element("output", { className: "cut-notice", hidden: true });
  parent.append(notice);
  const update = (): void => {
    const { viewportY, baseY } = xterm.buffer.active;
    const shown = cut.count > 0 && viewportY === 0 && baseY > 0;
    if (shown) notice.value = cutSentence(cut.count, xterm.options.scrollback ?? 0);
    notice.hidden = !shown;
  };
  xterm.onRender(update); // not onScroll, which comes with every line of a flood
}
