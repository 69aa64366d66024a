/** A page inside another one. */

export const openInTab = "Open in a tab";
