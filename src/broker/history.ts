/**
 * The statements that were entered, kept in this browser until they are erased; those with what may be a credential only until the
 * tab is closed. What comes from the interpreter is bounded, and only ever shown at the prompt.
 *
 * All sessions share it, and so do all tabs of the site: each reads what the others have stored before it writes.
 */
import { MAX_ENTRIES, MAX_ENTRY_CHARACTERS } from "../protocol/history.ts";
import { array, json, ParseError, string } from "../protocol/parse.ts";
import { mayHoldCredential } from "./credentials.ts";
import { keep, nameIn, type Store } from "./store.ts";

const KEY = "libcloud-repl.history";
/** Saving takes time, and code can add as fast as it likes (milliseconds). */
const SAVE_AFTER = 100;
/** Browsers give a site some five million characters in all. */
const MAX_CHARACTERS = 1 << 20;

export class History {
  #entries: string[] = [];
  /**
   * Those that the store is not known to have: not saved yet, or perhaps just overwritten by another tab, or (true) not to be saved,
   * because they may hold a credential.
   */
  #local = new Map<string, boolean>();
  #saving: ReturnType<typeof setTimeout> | null = null;

  constructor(readonly store: Store | null) {}

  /** The oldest first, those of other tabs among them. */
  get entries(): readonly string[] {
    this.#read();
    return this.#entries;
  }

  /** An entry that is there already moves to the end. One that begins with a space is not kept. */
  add(entry: string): void {
    if (entry.trim() === "" || /^\s/.test(entry) || entry.length > MAX_ENTRY_CHARACTERS) return;
    this.#local.set(entry, mayHoldCredential(entry));
    this.#entries = bounded([...this.#entries.filter((other) => other !== entry), entry]);
    this.#saving ??= setTimeout(() => this.flush(), SAVE_AFTER);
  }

  clear(): void {
    this.forget();
    save(this.store, []);
  }

  /** Another tab has erased the history. */
  forget(): void {
    this.#entries = [];
    this.#local.clear();
  }

  /** Saves now what would be saved a little later. */
  flush(): void {
    if (this.#saving === null) return;
    clearTimeout(this.#saving);
    this.#saving = null;
    this.#read();
    save(this.store, this.#entries.filter((entry) => this.#local.get(entry) !== true));
  }

  /** What is new in the store comes before what is new here; what has gone from the store goes here too. */
  #read(): void {
    const stored = new Set(load(this.store));
    const own = new Set(this.#entries);
    const kept = this.#entries.filter((entry) => stored.has(entry) || this.#local.has(entry));
    const news = [...stored].filter((entry) => !own.has(entry));
    const fresh = kept.findIndex((entry) => !stored.has(entry));
    const at = fresh < 0 ? kept.length : fresh;
    this.#entries = bounded([...kept.slice(0, at), ...news, ...kept.slice(at)]);
    const here = new Set(this.#entries);
    this.#local = new Map([...this.#local].filter(([entry]) => here.has(entry) && !stored.has(entry)));
  }
}

/** Hears when another tab of the site in this folder erases the history. */
export function watchErasure(history: History, folder: URL): void {
  const name = nameIn(folder, KEY);
  addEventListener("storage", ({ key, newValue }) => {
    if ((key === name || key === null) && newValue === null) history.forget();
  });
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

function save(store: Store | null, entries: readonly string[]): void {
  keep(store, KEY, entries.length === 0 ? null : JSON.stringify(entries));
}
