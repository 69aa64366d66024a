/**
 * Links in the output. Whoever prints one is not trusted: only web pages are opened, only by a click with the key held that the
 * tooltip names, and the tooltip shows where the click leads, whatever the text says.
 */
import { WebLinksAddon } from "@xterm/addon-web-links";
import type { Terminal as Xterm } from "@xterm/xterm";
import { targetOf } from "./link-target.ts";
import { LinkTip } from "./link-tip.ts";
import { isCommand } from "./platform.ts";

export function installLinks(xterm: Xterm): void {
  const tip = new LinkTip(xterm);
  const activate = (event: MouseEvent, text: string): void => {
    const target = targetOf(text);
    if (target !== null && isCommand(event)) window.open(target.href, "_blank", "noopener,noreferrer");
  };
  const hover = (event: MouseEvent, text: string): void => {
    const target = targetOf(text);
    if (target !== null) tip.show(event, target);
  };
  const leave = (): void => tip.hide();
  // What a program makes a link (OSC 8), and what reads like one.
  xterm.options.linkHandler = { activate, hover, leave };
  xterm.loadAddon(new WebLinksAddon(activate, { hover, leave }));
}
