/** The dialogs for files that go to Python or come from it. */

/** @param asker who gets them */
export const whichFiles = (asker: string): string => `Which files shall ${asker} get?`;
export const files = "Files";
export const limit = (megabytes: string): string => `They are copied into Python's current folder, in this tab only; ${megabytes} MB at a time.`;
export const upload = "Upload";

/** The file's name follows. @param asker who made it */
export const wantsToSave = (asker: string): string => `${asker} wants to save a file on your computer`;
export const madeByCode = (size: string): string => `${size}. Python code made this file: open it only if you trust that code.`;
export const bytes = (count: number): string => `${count} bytes`;
export const save = "Save";

export const cancel = "Cancel";
