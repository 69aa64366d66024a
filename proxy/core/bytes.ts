/** One array with all parts in order; a single part is not copied. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(totalLength(parts));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export function totalLength(parts: readonly Uint8Array[]): number {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

/** One byte per character; the text must not go beyond U+00FF. */
export function encodeLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return bytes;
}

const DECODE_STEP = 8192;

/** One character per byte. Not `TextDecoder("latin1")`: by the Encoding Standard that is windows-1252. */
export function decodeLatin1(bytes: Uint8Array): string {
  // Most are short, and then spreading costs more than the rest.
  if (bytes.length <= DECODE_STEP) return Reflect.apply(String.fromCharCode, null, bytes) as string;
  let text = "";
  for (let start = 0; start < bytes.length; start += DECODE_STEP) {
    text += String.fromCharCode(...bytes.subarray(start, start + DECODE_STEP));
  }
  return text;
}
