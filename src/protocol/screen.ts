/** The control string (OSC number) in the output with which the interpreter says that the terminal may take its new size. */
export const RESIZE_OSC = 7770;

/** The one that says where a picture belongs, by its number; empty rows for it follow. */
export const PICTURE_OSC = 7771;
