/** Bytes in several pieces. */
export type Pieces = readonly Uint8Array<ArrayBuffer>[];

export function totalLength(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** All pieces in order; one alone is not copied. */
export function joined(pieces: Pieces): Uint8Array<ArrayBuffer> {
  const [first] = pieces;
  if (first !== undefined && pieces.length === 1) return first;
  const whole = new Uint8Array(totalLength(pieces));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** The memory of pieces that are each on their own, to be moved along with them. */
export function memoryOf(pieces: Pieces): ArrayBuffer[] {
  return pieces.map(({ buffer }) => buffer);
}
