/** What can be read of a body, as far as it is kept. */
import { headerOf } from "../entry.ts";
import type { HeaderPairs } from "../../../protocol/http.ts";
import type { KeptBytes } from "../kept-bytes.ts";

export type Syntax = "json" | "xml" | "form" | "multipart" | "text";

export type BodyText =
  | { readonly type: "empty" }
  /** @property whole whether nothing of it is missing */
  | { readonly type: "text"; readonly text: string; readonly syntax: Syntax; readonly whole: boolean }
  | { readonly type: "binary" }
  /** It had to make room for others. */
  | { readonly type: "forgotten" };

/** Of a body that is compressed: a small one may inflate to anything. */
const MAX_INFLATED_BYTES = 1 << 18;

const FORMATS: Readonly<Record<string, CompressionFormat>> = { gzip: "gzip", "x-gzip": "gzip", deflate: "deflate" };

export async function bodyText(body: KeptBytes, headers: HeaderPairs): Promise<BodyText> {
  if (body.total === 0) return { type: "empty" };
  if (body.forgotten) return { type: "forgotten" };
  const encoding = (headerOf({ headers }, "content-encoding") ?? "identity").trim().toLowerCase();
  const kept = { bytes: body.bytes(), whole: body.kept === body.total };
  const content = encoding === "identity" ? kept : await inflated(kept, FORMATS[encoding]);
  const text = content === null ? null : decode(content.bytes, content.whole);
  if (content === null || text === null) return { type: "binary" };
  return { type: "text", text, syntax: syntaxOf(text, headerOf({ headers }, "content-type") ?? ""), whole: content.whole };
}

interface Content {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly whole: boolean;
}

/** As much as comes out of it: what is kept may end anywhere. */
async function inflated({ bytes, whole }: Content, format: CompressionFormat | undefined): Promise<Content | null> {
  if (format === undefined) return null;
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(format)).getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  let ended = false;
  while (!ended && size < MAX_INFLATED_BYTES) {
    const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }));
    ended = done;
    if (value !== undefined) parts.push(new Uint8Array(value));
    size += value?.length ?? 0;
  }
  void reader.cancel().catch(() => undefined);
  if (size === 0) return null;
  return { bytes: new Uint8Array(await new Blob(parts).slice(0, MAX_INFLATED_BYTES).arrayBuffer()), whole: whole && ended };
}

/** Null for what is no text in UTF-8; a character that is cut off at the end is left out. */
function decode(bytes: Uint8Array<ArrayBuffer>, whole: boolean): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: !whole });
    // eslint-disable-next-line no-control-regex -- text has none of them
    return /[\0-\x08\x0e-\x1a]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** By its look, and only then by what its sender says of it. */
function syntaxOf(text: string, contentType: string): Syntax {
  if (/^\s*[{[]/.test(text)) return "json";
  if (/^\s*</.test(text)) return "xml";
  if (/multipart/i.test(contentType)) return "multipart";
  return /form-urlencoded/i.test(contentType) || /^[\w.%+[\]-]{1,200}=[^\s]*$/.test(text) ? "form" : "text";
}
