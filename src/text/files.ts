/** Files that do not go between the person's computer and the interpreter: Python shows these as exceptions. */

export const notChosen = "No such file was chosen.";
export const notRead = (name: string): string => `The browser could not read ${name}. Was it changed or moved meanwhile?`;
export const pieceMissing = "A piece of the file is missing.";
export const declined = "You declined a file of this statement, so it cannot ask again.";
export const asking = "The page asks you about another file already.";

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** Both in bytes. */
export const tooLarge = (size: number, most: number): string => `That is ${megabytes(size)} MB; the most is ${megabytes(most)} MB at a time.`;
