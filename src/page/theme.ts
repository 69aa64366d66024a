/** Dark and light, as the system says, or as the button says until the page is closed. */
import type { ITheme } from "@xterm/xterm";
import type { ThemeChoice, ThemeState } from "../protocol/theme.ts";
import { byId } from "./dom.ts";

type Scheme = "dark" | "light";

const THEMES: Readonly<Record<Scheme, ITheme>> = {
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
};

/**
 * Calls back with the theme now, and whenever it changes.
 *
 * @returns what chooses one, or with null only says which it is
 */
export function watchTheme(apply: (theme: ITheme) => void): (choice: ThemeChoice | null) => ThemeState {
  const light = matchMedia("(prefers-color-scheme: light)");
  let chosen: Scheme | null = null;
  const current = (): Scheme => chosen ?? (light.matches ? "light" : "dark");
  const update = (): void => {
    document.documentElement.dataset["theme"] = current();
    apply(THEMES[current()]);
  };
  light.addEventListener("change", update);
  byId("theme", HTMLButtonElement).addEventListener("click", () => {
    chosen = current() === "dark" ? "light" : "dark";
    update();
  });
  update();
  return (choice) => {
    if (choice !== null) chosen = choice === "auto" ? null : choice;
    update();
    return { choice: chosen ?? "auto", scheme: current() };
  };
}
