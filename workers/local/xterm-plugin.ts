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
  // It makes what draws before it knows how large a character is, and has the page laid out for that once more when it knows.
  [
    "this._renderService.hasRenderer()||this._renderService.setRenderer(",
    "this._charSizeService.measure(),this._renderService.hasRenderer()||this._renderService.setRenderer(",
  ],
  // It has a font looked up that nothing is drawn with, to know whether the browser can tell how high a font is.
  ['let i=this._ctx.measureText("W");if(!("width"in i', 'let i=TextMetrics.prototype;if(!("width"in i'],
  // It writes down 240 colours as text that hardly a program uses.
  ["s.push({css:j.toCss(i,r,n),rgba:", "s.push({get css(){return j.toCss(i,r,n)},rgba:"],
  // It draws all rows at once when they get another size, so that none is seen torn; also before the first has been drawn at all.
  ["renderRows(e,i){let r=this._bufferService.buffer", "renderRows(e,i){this._drawn=!0;let r=this._bufferService.buffer"],
  ["this._updateDimensions(),this.handleSelectionChanged(", "this._updateDimensions(),this._drawn&&this.handleSelectionChanged("],
  // It draws all rows a second time in the first frame, and a third time behind each new size, for a selection that is not there.
  ["this._needsSelectionRefresh&&(", "this._needsSelectionRefresh&&this._selectionState.start&&("],
  [
    "clearSelection(){this._model.clearSelection(),this._removeMouseDownListeners(),this.refresh()",
    "clearSelection(){let t=this.hasSelection;this._model.clearSelection(),this._removeMouseDownListeners(),t&&this.refresh()",
  ],
  // It has the browser read the same style sheet again with each new size.
  ["this._dimensionsStyleElement.textContent=i", "this._dimensionsStyleElement.textContent||(this._dimensionsStyleElement.textContent=i)"],
  // It has the browser read 720 rules for the colours beyond the first sixteen, which hardly a program uses; the cells that have one can
  // bring it themselves, as those do that have one of sixteen million.
  ["let[l,a]of e.ansi.entries()", "let[l,a]of e.ansi.slice(0,16).entries()"],
  ["V.push(`xterm-bg-${me}`)", "me<16?V.push(`xterm-bg-${me}`):this._addStyle(f,`background-color:${it.css}`)"],
  ["||V.push(`xterm-fg-${le}`)", "||(le<16?V.push(`xterm-fg-${le}`):this._addStyle(f,`color:${(x.isDim()?U.multiplyOpacity(p.ansi[le],.5):p.ansi[le]).css}`))"],
];

export function xtermPlugin(): Plugin {
  return {
    name: "xterm",
    transform: (code, id) => (id.endsWith("/@xterm/xterm/lib/xterm.mjs") ? edited(code, EDITS) : null),
  };
}
