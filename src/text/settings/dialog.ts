/** What the person can set. */

export const title = "Settings";
export const close = "Close";
