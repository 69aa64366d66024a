/** xterm, without what it does over and over. */
import type { Plugin } from "vite";
import { edited, type Edits } from "./replace.ts";

const EDITS: Edits = [
  // It moves its scroll bar with every line that a program prints, until the scrollback is full: a flood of lines spends most of its time
  // there. Once for each frame is as good, since nobody sees more.
  [
    "this._bufferService.onScroll(()=>this._sync())",
    "this._bufferService.onScroll(()=>{this._nextSync??=requestAnimationFrame(()=>{this._nextSync=undefined;this._sync()})})",
  ],
  // It draws all rows once more in each frame in which a line has scrolled, to move a selection, also where nothing is selected.
  ["(()=>{this._selectionService.refresh(),this._viewport?.queueSync()})", "(()=>{this._selectionService.hasSelection&&this._selectionService.refresh(),this._viewport?.queueSync()})"],
  // It moves its hidden text field to the cursor with each write, which has the browser compute the layout also where nothing else is drawn.
  [
    "this._register(this.onCursorMove(()=>{this._renderService.handleCursorMove(),this._syncTextArea()}))",
    "this._register(this.onCursorMove(()=>this._renderService.handleCursorMove())),this._register(this._renderService.onRender(()=>this._syncTextArea()))",
  ],
  // It has the page laid out anew for each character that it draws for the first time, regular and bold, to know how wide that is. Where
  // all of ASCII together is as wide as one letter repeated (twice 94 characters, each rounded to a pixel), each is as wide as that one.
  [
    "_measure(t,e){let i=this._measureElements[e];return ",
    '_even(t){let e=this._measureElements[t],i=r=>(e.textContent=r,e.offsetWidth);return Math.abs(i(String.fromCharCode(...Array.from({length:94},(r,n)=>n+33)))-i("W".repeat(94)))<=1}' +
      '_measure(t,e){if(/^[!-VX-~]$/.test(t)&&(this._evens[e]??=this._even(e)))return this.get("W",(e&1)>0,(e&2)>0);let i=this._measureElements[e];return ',
  ],
  ["clear(){this._flat.fill(-9999),", "clear(){this._evens=[],this._flat.fill(-9999),"],
];

export function xtermPlugin(): Plugin {
  return {
    name: "xterm",
    transform: (code, id) => (id.endsWith("/@xterm/xterm/lib/xterm.mjs") ? edited(code, EDITS) : null),
  };
}
