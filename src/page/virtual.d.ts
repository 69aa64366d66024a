/** Made by the build (`workers/local/image-plugin.ts`). */
declare module "virtual:image" {
  import type { ImageSource } from "../broker/image.ts";
  export function imageSource(base: URL): ImageSource;
}

/** Made by the build (`workers/local/providers-plugin.ts`). */
declare module "virtual:providers" {
  /** Hosts by provider, reviewed by hand. */
  export const reviewed: Readonly<Record<string, readonly string[]>>;
  /** The names of libcloud's drivers, by the hosts that they name. */
  export const drivers: Readonly<Record<string, string>>;
}

/** Styles, which the build takes out. */
declare module "*.css";
