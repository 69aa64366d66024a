/** What differs between keyboards. */

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The key that commands begin with, as it is named there. */
export const MODIFIER = isMac ? "⌘" : "Ctrl";

/** Whether that key is held. */
export function isCommand({ ctrlKey, metaKey }: MouseEvent | KeyboardEvent): boolean {
  return isMac ? metaKey : ctrlKey;
}
