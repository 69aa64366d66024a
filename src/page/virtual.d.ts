/** Made by the build (`workers/local/image-plugin.ts`). */
declare module "virtual:image" {
  import type { ImageSource } from "../broker/image.ts";
  export function imageSource(base: URL): ImageSource;
}

/** Styles, which the build takes out. */
declare module "*.css";
