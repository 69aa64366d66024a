/** The row of keys that keyboards on glass have not. */

/** What a key has on it, and what a screen reader says, with the former in it: who speaks to a computer says that (WCAG 2.2, 2.5.3). */
type Key = readonly [sign: string, name: string];

export const control: Key = ["Ctrl", "Ctrl (Control), for the next key"];
export const tab: Key = ["Tab", "Tab"];
export const escape: Key = ["Esc", "Esc (Escape)"];
export const left: Key = ["←", "Left"];
export const up: Key = ["↑", "Up"];
export const down: Key = ["↓", "Down"];
export const right: Key = ["→", "Right"];
