/** The page's own keys, each to be changed. */

export const title = "Keys";
export const resetAll = "Reset all keys";
export const change = "Change";
/** @param action what the key does */
export const changeOf = (action: string): string => `Change the key for “${action}”`;
export const reset = "Reset";
export const resetOf = (action: string): string => `Reset the key for “${action}”`;
export const hint = "Press the new key together with what is to be held. Esc cancels.";
/** An action that has no key. */
export const none = "none";
/** @param first the first of nine keys, which ends in 1 */
export const toNine = (first: string): string => `${first} to 9`;
