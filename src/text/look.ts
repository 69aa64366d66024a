/** What is wrong with what a person has typed into the fields of the look. */

/** What complaints about each of them begin with. */
export const look = "The look";
export const size = "The size";
export const cursor = "The cursor";
export const blinking = "The blinking";
export const bell = "The bell";
export const lines = "The number of lines";
export const optionKey = "The Option key";
export const screenReaders = "The mode for screen readers";
export const fonts = "The list of fonts";
export const colors = "What is there";

export const noFonts = "A list of fonts has names and commas only, like Fira Code, monospace.";
export const noColors = "There is no colour in it.";
export const unknownColor = (name: string, known: readonly string[]): string => `There is no colour “${name}”: it is one of ${known.join(", ")}.`;
export const noColor = (name: string): string => `“${name}” is no colour like "#7cb7ff".`;
