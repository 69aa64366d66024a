/** Zstandard for the image's files: CPython 3.14 brings the encoder (PEP 784), for any machine. The decoder is made in `decoder.ts`. */
import { startInterpreter } from "./runtime.ts";

/** How much time a file's size is worth. */
export type Effort = "some" | "much";

export type Compress = (content: Uint8Array, effort: Effort) => Uint8Array;

/** libzstd's levels. The window is small, since the decoder has to keep that much of what it has made (RFC 8878, 3.1.1.1.2). */
const LEVELS: Record<Effort, number> = { some: 12, much: 18 };

const SCRIPT = `
from compression.zstd import CompressionParameter, compress

def pack(content, level):
    return compress(content.to_py(), options={CompressionParameter.compression_level: level, CompressionParameter.window_log: 21})

pack
`;

/** Starts an interpreter, so do it once for all files. */
export async function startCompressor(log: (line: string) => void): Promise<Compress> {
  const python = await startInterpreter({}, log);
  const pack = python.runPython(SCRIPT);
  return (content, effort) => {
    const packed = pack(new Uint8Array(content), LEVELS[effort]);
    const bytes: Uint8Array = packed.toJs();
    packed.destroy();
    return bytes;
  };
}
