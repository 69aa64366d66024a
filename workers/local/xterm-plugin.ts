/**
 * xterm moves its scroll bar with every line that a program prints, until the scrollback is full: a flood of lines spends most of its
 * time there. Once for each frame is as good, since nobody sees more.
 */
import type { Plugin } from "vite";
import { replaceOnce } from "./replace.ts";

const EVERY_LINE = "this._bufferService.onScroll(()=>this._sync())";
const EVERY_FRAME = "this._bufferService.onScroll(()=>{this._nextSync??=requestAnimationFrame(()=>{this._nextSync=undefined;this._sync()})})";

export function xtermPlugin(): Plugin {
  return {
    name: "xterm",
    transform: (code, id) => (id.endsWith("/@xterm/xterm/lib/xterm.mjs") ? replaceOnce(code, EVERY_LINE, EVERY_FRAME) : null),
  };
}
