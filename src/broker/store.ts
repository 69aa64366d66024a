/**
 * What this copy of the site keeps in the browser's storage. All folders of an origin share that, and other copies may be in other
 * folders, so every name there ends in the folder's path.
 */

/** As much of `localStorage` as is used here. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** The browser's storage for the site in this folder; null where it has none for us. */
export function browserStore(folder: URL): Store | null {
  try {
    return new FolderStore(localStorage, folder);
  } catch {
    return null;
  }
}

/** How a key is called in the origin's storage. */
export function nameIn({ pathname }: URL, key: string): string {
  return `${key} ${pathname}`;
}

/**
 * Earlier versions called the same things the same in all folders. The first copy that looks for what they have left takes it over, and
 * who removes something removes that, too.
 */
export class FolderStore implements Store {
  /** @param origin what the folder has a part of */
  constructor(
    readonly origin: Store,
    readonly folder: URL,
  ) {}

  getItem(key: string): string | null {
    return this.origin.getItem(nameIn(this.folder, key)) ?? this.#takeOver(key);
  }

  setItem(key: string, text: string): void {
    this.origin.setItem(nameIn(this.folder, key), text);
  }

  removeItem(key: string): void {
    for (const name of [nameIn(this.folder, key), key]) this.origin.removeItem(name);
  }

  #takeOver(key: string): string | null {
    const left = this.origin.getItem(key);
    if (left === null) return null;
    try {
      this.setItem(key, left);
      this.origin.removeItem(key);
    } catch {
      // The storage is full: it is as good where it is, until the next time.
    }
    return left;
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
