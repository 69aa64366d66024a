/** As much of `localStorage` as is used here. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The browser's storage for this site; null where it has none for us. */
export function browserStore(): Store | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** Stores `text`, or (null) removes what is stored. A full or forbidden storage is no reason to stop: what was to be kept holds in this page. */
export function keep(store: Store | null, key: string, text: string | null): void {
  try {
    if (text === null) store?.removeItem(key);
    else store?.setItem(key, text);
  } catch {
    return;
  }
}
