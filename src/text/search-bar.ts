/** The bar that searches the terminal's output. */

export const search = "Search the output";
export const matchCase = "Match case";
/** On its button. */
export const matchCaseSign = "Aa";
export const expression = "Regular expression";
export const previous = "Previous match, further up (Enter)";
export const next = "Next match (Shift-Enter)";
export const close = "Close (Escape)";

export const noPattern = "Not a pattern yet";
export const noMatches = "No matches";
/** @param all how many there are, as it is written */
export const match = (position: number, all: string): string => `${position} of ${all}`;
