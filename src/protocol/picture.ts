/** A picture that a result draws of itself. Its bytes are hostile: they go where the browser runs no code and fetches nothing. */
import { bytes, fail, oneOf } from "./parse.ts";
import { plainLine } from "./plain-text.ts";

const PICTURE_TYPES = ["image/png", "image/svg+xml"] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

export interface Picture {
  readonly mime: PictureType;
  /** For who cannot see it. */
  readonly alt: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Where the interpreter goes on: it prints the control string `PICTURE_OSC` with the picture's number, and that many empty rows. */
export interface Placement {
  readonly picture: number;
  readonly rows: number;
}

export const MAX_PICTURE_BYTES: Readonly<Record<PictureType, number>> = { "image/png": 4_000_000, "image/svg+xml": 2_000_000 };
/** Each takes four bytes when it is shown, however small the file is. */
export const MAX_PICTURE_PIXELS = 16_000_000;
const MAX_ALT_CHARACTERS = 1 << 10;

/** @throws ParseError */
export function parsePicture(fields: Record<string, unknown>, content: unknown): Picture {
  const mime = oneOf(fields["mime"], "mime", PICTURE_TYPES);
  const data = bytes(content, "picture", MAX_PICTURE_BYTES[mime]);
  if (mime === "image/png") checkSize(data);
  return { mime, alt: plainLine(fields["alt"], "alt", MAX_ALT_CHARACTERS), data };
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Where the PNG specification (§ 11.2.1) has the width; the height follows. */
const WIDTH_AT = 16;
const HEADER_BYTES = 24;

function checkSize(data: Uint8Array<ArrayBuffer>): void {
  if (data.length < HEADER_BYTES || PNG.some((byte, at) => data[at] !== byte)) fail("picture is not a PNG file");
  const header = new DataView(data.buffer, data.byteOffset, HEADER_BYTES);
  const pixels = header.getUint32(WIDTH_AT) * header.getUint32(WIDTH_AT + 4);
  if (pixels === 0 || pixels > MAX_PICTURE_PIXELS) fail(`picture has ${pixels} pixels`);
}
