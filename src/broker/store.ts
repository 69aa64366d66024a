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
