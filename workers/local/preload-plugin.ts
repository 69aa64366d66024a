/** Lets the browser fetch the page's scripts all at once, instead of each when the one that imports it has come. */
import type { HtmlTagDescriptor, Plugin } from "vite";

export function preloadPlugin(): Plugin {
  return {
    name: "preload",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((item) => item.type === "chunk" && !item.isEntry);
        return chunks.map(({ fileName }): HtmlTagDescriptor => ({ tag: "link", attrs: { rel: "modulepreload", href: `./${fileName}`, crossorigin: true }, injectTo: "head" }));
      },
    },
  };
}
