/** How many columns text takes in the terminal (UAX #11, in the small form that terminals agree on). */
import { graphemes } from "./line-buffer.ts";

const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;

export function columnsOf(text: string): number {
  return graphemes(text).reduce((columns, cluster) => columns + (WIDE.test(cluster) ? 2 : 1), 0);
}
