/** Takes the next keys that are pressed on a button for a person's choice, and not for what they do. */
import type { Chord } from "../../../broker/shortcuts/key-map.ts";
import { chordOf } from "../../shortcuts/chord.ts";

export interface RecorderEvents {
  /** @returns whether it will do; else it goes on */
  onChord(chord: Chord): boolean;
  onEnd(): void;
}

/** Until a key will do, Esc, a click, or the focus goes elsewhere: nobody is caught. */
export function record(button: HTMLButtonElement, events: RecorderEvents): void {
  const end = new AbortController();
  const { signal } = end;
  const stop = (): void => {
    end.abort();
    events.onEnd();
  };
  const onKey = (event: KeyboardEvent): void => {
    event.preventDefault(); // Esc would close the dialog, Enter and the end of Space click, Tab go away
    event.stopPropagation();
    if (event.type === "keyup" || event.repeat) return;
    const chord = event.key === "Escape" ? null : chordOf(event);
    if (event.key === "Escape" || (chord !== null && events.onChord(chord))) stop();
  };
  for (const type of ["keydown", "keyup"] as const) button.addEventListener(type, onKey, { signal });
  for (const type of ["blur", "click"] as const) button.addEventListener(type, stop, { signal });
  button.focus(); // Safari gives a button that is clicked none
}
