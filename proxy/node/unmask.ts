/**
 * What ws takes from the package bufferutil, whose native code it finds on few machines, where Node has none of its own: it undoes the mask that
 * browsers put on what they send (RFC 6455 §5.3), which byte by byte costs more than all else that an upload takes here. The package's other
 * function, `mask`, is for clients.
 *
 * @param mask four bytes
 */
export function unmask(data: Uint8Array, mask: Uint8Array): void {
  if (data.length < 4) return unmaskBytes(data, mask, 0, data.length);
  const before = -data.byteOffset & 3; // a word's address is a multiple of four
  const words = new Int32Array(data.buffer, data.byteOffset + before, (data.length - before) >> 2);
  unmaskBytes(data, mask, 0, before);
  const word = wordOf(mask, before);
  for (let index = 0; index < words.length; index += 1) words[index] = (words[index] ?? 0) ^ word;
  unmaskBytes(data, mask, before + 4 * words.length, data.length);
}

function unmaskBytes(data: Uint8Array, mask: Uint8Array, from: number, to: number): void {
  for (let index = from; index < to; index += 1) data[index] = (data[index] ?? 0) ^ (mask[index & 3] ?? 0);
}

/** The mask from one of its bytes on, as this machine has four bytes in a word. */
function wordOf(mask: Uint8Array, from: number): number {
  const bytes = Uint8Array.from({ length: 4 }, (_, index) => mask[(from + index) & 3] ?? 0);
  return new Int32Array(bytes.buffer)[0] ?? 0;
}
