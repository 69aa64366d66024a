/** The terminal's colours, for each scheme. Where there are none, xterm's own are fine. */
import type { ITheme } from "@xterm/xterm";
import type { Scheme } from "../../protocol/theme.ts";

export const PALETTES: Readonly<Record<Scheme, ITheme>> = {
  dark: {
    background: "#14181f",
    foreground: "#e6e6e6",
    cursor: "#e6e6e6",
    selectionBackground: "#3b4a63",
    // Tracebacks use these; the default ones are too dark to read here.
    red: "#ff7b72",
    brightRed: "#ffa198",
    magenta: "#d2a8ff",
    brightMagenta: "#e2c5ff",
    blue: "#79c0ff",
    brightBlue: "#a5d6ff",
  },
  light: {
    background: "#ffffff",
    foreground: "#1d232b",
    cursor: "#1d232b",
    selectionBackground: "#b7d3f5",
    // The default palette is made for dark backgrounds.
    green: "#116329",
    brightGreen: "#116329",
    yellow: "#7a5200",
    brightYellow: "#7a5200",
    blue: "#0550ae",
    brightBlue: "#0550ae",
    magenta: "#8250df",
    brightMagenta: "#8250df",
    cyan: "#1b7c83",
    brightCyan: "#1b7c83",
    white: "#57606a",
    brightWhite: "#1d232b",
    red: "#cf222e",
    brightRed: "#a40e26",
  },
  contrast: { background: "#000000", foreground: "#ffffff", cursor: "#ffff00", selectionBackground: "#ffff00", selectionForeground: "#000000" },
};

/** Between a text and what is behind it (WCAG 2.2, 1.4.3 and 1.4.6); colours that have less are moved. */
export const CONTRAST: Readonly<Record<Scheme, number>> = { dark: 4.5, light: 4.5, contrast: 7 };
