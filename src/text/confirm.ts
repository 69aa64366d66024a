/** Questions before something ends that cannot be had back. */

/** @param title the session's */
export const closing = (title: string): string => `${title} is running code.`;
export const closingMeans = "Closing it ends the code; variables and files are gone then.";
export const keep = "Keep it";
export const close = "End and close";

export const update = "A newer version of this page is here.";
export const updateMeans =
  "Reloading the page starts it; variables and files of all its sessions are gone then, the history is kept. Until then nothing changes here.";
export const later = "Later";
export const reload = "Reload";
