/** The strip of tabs, one for each session. */

export const sessions = "Sessions";
export const states = {
  starting: "starting",
  ready: "ready",
  running: "running",
  stopped: "stopped",
  asking: "has a question",
} as const;
/** @param title the session's. @param state one of {@link states} */
export const tab = (title: string, state: string): string => `${title}, ${state}`;
export const tabTitle = (title: string, state: string): string => `${title}: ${state}. Double click or F2 renames.`;
export const nameOf = (title: string): string => `Name of ${title}`;
export const close = (title: string): string => `Close ${title}`;
