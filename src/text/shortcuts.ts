/** What actions are called where their keys are set. */

export const newSession = "New session";
export const closeSession = "Close the session";
export const renameSession = "Name the session";
export const previousSession = "Previous session";
export const nextSession = "Next session";
export const selectSession = "Session by its number";
export const find = "Search the output";
export const save = "Save the output";
export const requests = "Requests, and back";
export const access = "Access";
export const restart = "Restart";

/** Goes behind a key's name in a sentence, as the objections do. @param action one of the names above */
export const taken = (action: string): string => `is the key for “${action}”.`;
