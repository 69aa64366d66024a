/**
 * Pyodide's WebAssembly in two halves: the hot one, which each session needs at its start, and the cold one, which comes behind the prompt.
 * `workers/image/split` cuts it, `workers/interpreter/cold-code.ts` joins the halves.
 */

/** The module from which the cold half imports all that the hot half exports. */
export const HOT = "hot";

/** An export of the hot half: the table that the cold half fills. Its last place is for what is to be called when a cold function is wanted before. */
export const COLD_TABLE = "cold functions";

/** An export of the hot half: a global that says whether the cold half is there. */
export const JOINED = "joined";
