/** Bounds of the prompt's history, which the page keeps and the interpreter adds to. */

/** A statement that is longer is not kept. */
export const MAX_ENTRY_CHARACTERS = 1 << 14;
export const MAX_ENTRIES = 1000;
