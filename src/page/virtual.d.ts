/** Made by the build (`workers/local/cell-plugin.ts`). */
declare module "virtual:cell" {
  /** The frame's script, bundled. */
  export const frameScript: string;
  /** Its hash, as a policy names it: `sha256-…`. */
  export const frameHash: string;
}

/** Made by the build (`workers/local/image-plugin.ts`). */
declare module "virtual:image" {
  import type { ImageSource } from "../broker/image.ts";
  export function imageSource(base: URL): ImageSource;
}

/** Styles, which the build takes out. */
declare module "*.css";
