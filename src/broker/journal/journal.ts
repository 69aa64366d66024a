/** Every request of every session, in memory alone: at most so many entries, and so many bytes of their bodies. */
import { linkTo, LOOK_BACK } from "./chain.ts";
import type { Entry } from "./entry.ts";
import type { KeptBytes } from "./kept-bytes.ts";
import type { Observer } from "./observer.ts";
import { charactersOf, Recording, type OpenStatement, type RecordingEvents } from "./recording.ts";

export const MAX_ENTRIES = 10_000;
/** Of all bodies together. */
export const MAX_BODY_BYTES = 32 << 20;

/** Of all heads together, in characters: code in the interpreter can make headers of any length. */
export const MAX_HEAD_CHARACTERS = 32 << 20;

/** What one session tells. */
export interface SessionObserver extends Observer {
  /** A new statement begins. */
  onStatement(): void;
}

export class Journal {
  #entries: Recording[] = [];
  #last = 0;
  /** Those that keep bytes, oldest first. */
  #bodies = new Set<KeptBytes>();
  #bodyBytes = 0;
  #headCharacters = 0;
  readonly #events: RecordingEvents = {
    onChange: () => this.onChange?.(),
    onKept: (body, bytes) => this.#onKept(body, bytes),
    onHead: (recording, characters) => this.#onHead(recording, characters),
  };
  /** Called whenever an entry comes, changes or goes, so it has to be quick; null while nobody looks. */
  onChange: (() => void) | null = null;

  /** Oldest first. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  get bodyBytes(): number {
    return this.#bodyBytes;
  }

  observe(): SessionObserver {
    let statement: OpenStatement | null = null;
    let recent: readonly Recording[] = [];
    return {
      onStatement: () => (statement = null),
      opened: (head) => {
        this.#last += 1;
        statement ??= { first: this.#last, begin: performance.now(), end: 0 };
        const recording = new Recording(this.#last, head, linkTo(head, recent), statement, this.#events);
        recent = [...recent.slice(1 - LOOK_BACK), recording];
        this.#add(recording);
        return recording;
      },
    };
  }

  clear(): void {
    for (const entry of this.#entries) this.#forget(entry); // what is still in flight keeps nothing more
    this.#entries = [];
    this.onChange?.();
  }

  #add(recording: Recording): void {
    this.#entries.push(recording);
    if (this.#entries.length > MAX_ENTRIES) this.#forget(this.#entries.shift());
    this.#onHead(recording, charactersOf(recording.request));
    this.onChange?.();
  }

  #forget(entry: Recording | undefined): void {
    if (entry === undefined) return;
    entry.listed = false;
    this.#headCharacters -= entry.headSize;
    this.#free(entry.requestBody);
    this.#free(entry.responseBody);
  }

  #onHead(recording: Recording, characters: number): void {
    if (!recording.listed) return;
    recording.headSize += characters;
    this.#headCharacters += characters;
    while (this.#headCharacters > MAX_HEAD_CHARACTERS) this.#forget(this.#entries.shift());
  }

  #onKept(body: KeptBytes, bytes: number): void {
    this.#bodies.add(body);
    this.#bodyBytes += bytes;
    for (const oldest of this.#bodies) {
      if (this.#bodyBytes <= MAX_BODY_BYTES) return;
      this.#free(oldest);
    }
  }

  #free(body: KeptBytes): void {
    this.#bodies.delete(body);
    this.#bodyBytes -= body.forget();
  }
}
