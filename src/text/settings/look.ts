/** How the page and its terminals look. */

export const title = "Look";
export const theme = "Theme";
export const themes = { auto: "As the system says", dark: "Dark", light: "Light", contrast: "High contrast" } as const;
export const fontSize = "Size of the text";
export const cursor = "Cursor";
export const cursors = { block: "Block", bar: "Bar", underline: "Underline" } as const;
export const bell = "The bell is";
export const bells = { none: "Nothing", flash: "A frame", sound: "A sound" } as const;
export const scrollback = "Lines that are kept";
export const fonts = "Fonts that this computer has";
export const cursorBlinks = "The cursor blinks";
export const optionIsMeta = "Option (⌥) is the editor's Meta";
export const screenReader = "For screen readers: say what is new, and let the output be read";

export const colors = "The terminal's own colours, as xterm.js names them (JSON)";
export const useColors = "Use these colours";
export const useTheme = "Use the theme's";
