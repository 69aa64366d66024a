/** Where the time of a request went, as a bar on the axis of its statement. */
import type { Entry } from "../../../broker/journal/entry.ts";
import { phasesOf } from "../../../broker/journal/phases.ts";
import { element } from "../../dom.ts";

/** What goes on can always be seen to grow. */
export function waterfall(entry: Entry, now: number): HTMLElement {
  const phases = phasesOf(entry, now);
  const { begin } = entry.statement;
  const span = Math.max(entry.statement.end, phases.at(-1)?.to ?? begin) - begin || 1;
  const bars = phases.map(({ name, from, to }) => {
    const bar = element("i", { className: name });
    bar.style.left = percent((from - begin) / span);
    bar.style.width = percent((to - from) / span);
    return bar;
  });
  return element("span", { className: "waterfall", ariaHidden: "true" }, bars);
}

function percent(share: number): string {
  return `${(100 * Math.min(1, Math.max(0, share))).toFixed(2)}%`;
}
