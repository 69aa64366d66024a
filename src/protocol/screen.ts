/** The control string (OSC number) in the output with which the interpreter says that the terminal may take its new size. */
export const RESIZE_OSC = 7770;
