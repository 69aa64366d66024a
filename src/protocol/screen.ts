/** The control string (OSC number) in the output with which the interpreter says that the terminal may take its new size. */
export const RESIZE_OSC = 7770;

/** The one that says where a picture belongs, by its number; empty rows for it follow. */
export const PICTURE_OSC = 7771;

/** The one that ends what the line editor draws: {@link EchoMark}. */
const ECHO_OSC = 7772;

/** The cursor is at the end of what is being edited, and the editor waits for a key there. */
export interface EchoMark {
  /** The next key's place in all that was typed (`keys.ts`). */
  readonly position: number;
  /** Columns for keys that will stand as they are; 0 where a key means something else. */
  readonly room: number;
  /** What such keys will look like: SGR parameters (ECMA-48 §8.3.117). */
  readonly colour: string;
}

const ECHO_MARK = new RegExp(`\\x1b\\]${ECHO_OSC};(\\d{1,15});(\\d{1,4});((?:\\d{1,3};){0,8}\\d{0,3})\\x07$`);
/** No mark is longer. */
const MARK_BYTES = 80;

export function echoMark({ position, room, colour }: EchoMark): string {
  return `\x1b]${ECHO_OSC};${position};${room};${colour}\x07`;
}

/** What `output` ends with; null where that is no mark. */
export function parseEchoMark(output: Uint8Array): EchoMark | null {
  if (output.at(-1) !== 0x07) return null;
  const [, position, room, colour] = ECHO_MARK.exec(String.fromCharCode(...output.subarray(-MARK_BYTES))) ?? [];
  return position === undefined || room === undefined || colour === undefined ? null : { position: Number(position), room: Number(room), colour };
}
