/** What differs between keyboards. */

export const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** Whether the key is held that commands begin with there. */
export function isCommand({ ctrlKey, metaKey }: MouseEvent | KeyboardEvent): boolean {
  return isMac ? metaKey : ctrlKey;
}
