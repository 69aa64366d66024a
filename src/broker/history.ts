/**
 * The statements that were entered, kept in this browser until they are erased; those with what may be a credential only until the
 * tab is closed. What comes from the interpreter is bounded, and only ever shown at the prompt.
 */
import { MAX_ENTRIES, MAX_ENTRY_CHARACTERS } from "../protocol/history.ts";
import { array, json, ParseError, string } from "../protocol/parse.ts";
import { mayHoldCredential } from "./credentials.ts";

const KEY = "libcloud-repl.history";
/** Saving takes time, and code can add as fast as it likes (milliseconds). */
const SAVE_AFTER = 100;
/** Browsers give a site some five million characters in all. */
const MAX_CHARACTERS = 1 << 20;

/** As much of `localStorage` as this needs. */
export type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class History {
  #entries: string[];
  /** Those that end with the tab. */
  readonly #unsaved = new Set<string>();
  #saving: ReturnType<typeof setTimeout> | null = null;

  constructor(readonly store: Store | null) {
    this.#entries = load(store);
  }

  /** The oldest first. */
  get entries(): readonly string[] {
    return this.#entries;
  }

  /** An entry that is there already moves to the end. One that begins with a space is not kept. */
  add(entry: string): void {
    if (entry.trim() === "" || /^\s/.test(entry) || entry.length > MAX_ENTRY_CHARACTERS) return;
    if (mayHoldCredential(entry)) this.#unsaved.add(entry);
    this.#entries = bounded([...this.#entries.filter((other) => other !== entry), entry]);
    this.#saving ??= setTimeout(() => this.flush(), SAVE_AFTER);
  }

  clear(): void {
    this.#entries = [];
    this.#save();
  }

  /** Saves now what would be saved a little later. */
  flush(): void {
    if (this.#saving === null) return;
    clearTimeout(this.#saving);
    this.#saving = null;
    this.#save();
  }

  #save(): void {
    save(this.store, this.#entries.filter((entry) => !this.#unsaved.has(entry)));
  }
}

/** The browser's storage for this site; null where it has none for us. */
export function browserStore(): Store | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function bounded(entries: readonly string[]): string[] {
  let from = Math.max(0, entries.length - MAX_ENTRIES);
  for (let size = characters(entries.slice(from)); size > MAX_CHARACTERS; from += 1) size -= entries[from]?.length ?? 0;
  return entries.slice(from);
}

function characters(entries: readonly string[]): number {
  return entries.reduce((sum, entry) => sum + entry.length, 0);
}

/** Whatever another version, or another page of this origin, has left there. */
function load(store: Store | null): string[] {
  try {
    const entries = array(json(store?.getItem(KEY) ?? "[]", "history"), "history", MAX_ENTRIES);
    return entries.map((entry) => string(entry, "entry", MAX_ENTRY_CHARACTERS));
  } catch (error) {
    if (error instanceof ParseError) return [];
    throw error;
  }
}

/** A full or forbidden storage is no reason to stop: the history lives on in memory. */
function save(store: Store | null, entries: readonly string[]): void {
  try {
    if (entries.length === 0) store?.removeItem(KEY);
    else store?.setItem(KEY, JSON.stringify(entries));
  } catch {
    return;
  }
}
