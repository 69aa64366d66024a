/** The bar above the terminal. */

/** By the interpreter's state. */
export const states = {
  starting: "Starting",
  ready: "Ready",
  running: "Running (Ctrl-C interrupts)",
  stopped: "Stopped",
} as const;
export const doesNotReact = "Python does not react to Ctrl-C. Enter ends and restarts it, Esc goes on waiting.";

export const newVersion = "New version";
export const newVersionTitle = "Starts when the page is reloaded";
