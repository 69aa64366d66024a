/** The tooltip of a link in the terminal's output. */

/** @param mac whether the keyboard is one of Apple's */
export const clickOpens = (mac: boolean): string => `${mac ? "⌘" : "Ctrl"}-click opens it in a new tab.`;
/** @param target the parts of its address */
export const open = <T>(target: readonly T[]): readonly (T | string)[] => ["Open ", ...target];
