/** Pictures between the rows of the terminal. */

/** @param file its name */
export const saveTitle = (file: string): string => `Save as ${file} (F6 gets here, Escape back to the prompt)`;
export const save = "Save";
/** @param picture what is on it */
export const saveOf = (picture: string): string => `Save: ${picture}`;

/** Why one is not shown, for whoever wanted to show it in Python. */
export const tooMany = "too many pictures come at once.";
export const cannotDraw = "the browser cannot draw it.";
export const cannotRead = "the browser cannot read it.";
