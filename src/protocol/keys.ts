/**
 * What the user types, on its way to whoever reads.
 *
 * The page alone keeps it. It hands out copies, each with its place in all that was typed since the interpreter's start, and
 * forgets only what the interpreter says that it has used. So nothing is lost or told twice, however many copies are on their
 * way when reading switches from the prompt, which is sent keys, to a statement, which asks for them.
 */

export interface Keys {
  /** How many UTF-16 code units were typed before these. */
  readonly position: number;
  /** As the terminal sends it. */
  readonly text: string;
}

export const POSITION = [0, Number.MAX_SAFE_INTEGER] as const;
