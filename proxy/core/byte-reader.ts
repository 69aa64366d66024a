/** Bytes that are read piece by piece. */
export interface ByteReader {
  /** Whether `read` answers without waiting for the peer, as far as is known. */
  readonly ready?: boolean;
  /** Whether more is there in a moment, in which the peer is not waited for. */
  soon?(): Promise<boolean>;
  /** The next piece; null at the end, or after `cancel`. Raises why there is no end. */
  read(): Promise<Uint8Array | null>;
  /** Stops reading, and frees the source. */
  cancel(): void;
}

/** Takes pieces in order; a promise where it wants no more until that is kept. Raises, or rejects, when nobody takes them any more. */
export type ByteWriter = (piece: Uint8Array) => Promise<void> | void;

/** A web stream as a {@link ByteReader}. */
export function streamReader(stream: ReadableStream<Uint8Array>): ByteReader {
  const reader = stream.getReader();
  return {
    read: async () => (await reader.read()).value ?? null,
    cancel: () => void reader.cancel().catch(() => undefined),
  };
}

/** A web stream as a {@link ByteWriter}. */
export function streamWriter(stream: WritableStream<Uint8Array>): ByteWriter {
  const writer = stream.getWriter();
  writer.closed.catch(() => undefined);
  return (piece) => writer.write(piece);
}
