/** The few checks from which each parser of this folder is made. They throw `ParseError`; nothing is coerced. */

export class ParseError extends Error {
  override readonly name = "ParseError";
}

export function fail(what: string): never {
  throw new ParseError(what);
}

export function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) fail(`${what} is not an object`);
  return Object.fromEntries(Object.entries(value));
}

export function string(value: unknown, what: string, limit = 1 << 16): string {
  if (typeof value !== "string") fail(`${what} is not a string`);
  if (value.length > limit) fail(`${what} is longer than ${limit} characters`);
  return value;
}

export function boolean(value: unknown, what: string): boolean {
  if (typeof value !== "boolean") fail(`${what} is not a boolean`);
  return value;
}

export function integer(value: unknown, what: string, low: number, high: number): number {
  if (typeof value !== "number" || !Number.isInteger(value) || value < low || value > high) {
    fail(`${what} is not an integer from ${low} to ${high}`);
  }
  return value;
}

export function nullable<T>(value: unknown, parse: (value: unknown) => T): T | null {
  return value === null || value === undefined ? null : parse(value);
}

export function oneOf<const T extends string>(value: unknown, what: string, options: readonly T[]): T {
  return options.find((option) => option === value) ?? fail(`${what} is none of ${options.join(", ")}`);
}

export function array(value: unknown, what: string, limit: number): readonly unknown[] {
  if (!Array.isArray(value)) fail(`${what} is not an array`);
  if (value.length > limit) fail(`${what} has more than ${limit} items`);
  return value;
}

/** Bytes on memory of their own: a view on shared memory could change after it was checked. */
export function bytes(value: unknown, what: string, limit: number): Uint8Array<ArrayBuffer> {
  if (!(value instanceof Uint8Array) || !(value.buffer instanceof ArrayBuffer)) fail(`${what} is not bytes`);
  if (value.length > limit) fail(`${what} is longer than ${limit} bytes`);
  return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
}

/** `JSON.parse` with a {@link ParseError} instead of a SyntaxError. */
export function json(text: string, what: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return fail(`${what} is not JSON`);
  }
}
