/** The image's assets, as the page hands them over; each is inflated as soon as it is there. */
import type { AssetName } from "../../src/protocol/manifest.ts";

export class Assets {
  readonly #slots = new Map<AssetName, PromiseWithResolvers<ArrayBuffer | null>>();

  provide(name: AssetName, bytes: ArrayBuffer | null): void {
    this.#slot(name).resolve(bytes);
  }

  /**
   * @param size of the inflated asset in bytes: memory for it is taken once
   * @returns null when the asset cannot be had
   */
  async inflated(name: AssetName, size: number): Promise<Uint8Array<ArrayBuffer> | null> {
    const bytes = await this.#slot(name).promise;
    return bytes === null ? null : inflate(bytes, size);
  }

  #slot(name: AssetName): PromiseWithResolvers<ArrayBuffer | null> {
    const slot = this.#slots.get(name) ?? Promise.withResolvers<ArrayBuffer | null>();
    this.#slots.set(name, slot);
    return slot;
  }
}

/** Some hosts serve gzip files with `Content-Encoding: gzip`, and the browser has inflated them already (RFC 1952 §2.3.1). */
function isGzip(bytes: ArrayBuffer): boolean {
  const [first, second] = new Uint8Array(bytes, 0, 2);
  return first === 0x1f && second === 0x8b;
}

async function inflate(bytes: ArrayBuffer, size: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!isGzip(bytes)) return new Uint8Array(bytes);
  const whole = new Uint8Array(size);
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  let at = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    whole.set(next.value, at);
    at += next.value.length;
  }
  if (at !== size) throw new RangeError(`inflated to ${at} bytes instead of ${size}`);
  return whole;
}
