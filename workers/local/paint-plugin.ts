/** The page is first painted when its entry has run, which sets the theme; Vite drops the attribute that says so, and this puts it back. */
import type { Plugin } from "vite";
import { replaceOnce } from "./replace.ts";

const ENTRY = '<script async type="module"';

export function paintPlugin(): Plugin {
  return {
    name: "paint",
    apply: "build",
    transformIndexHtml: { order: "post", handler: (html) => replaceOnce(html, ENTRY, `${ENTRY} blocking="render"`) },
  };
}
