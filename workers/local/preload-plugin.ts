/** Lets the browser fetch what the page's entry imports together with it, instead of when it has come; other parts come when needed. */
import type { HtmlTagDescriptor, Plugin } from "vite";

export function preloadPlugin(): Plugin {
  return {
    name: "preload",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => {
        const chunks = Object.values(bundle ?? {}).filter((item) => item.type === "chunk");
        const imported = chunks.filter(({ isEntry }) => isEntry).flatMap(({ dynamicImports }) => dynamicImports);
        const files = new Set(imported.flatMap((file) => [file, ...chunks.filter(({ fileName }) => fileName === file).flatMap(({ imports }) => imports)]));
        const fetched = chunks.filter(({ isEntry, fileName }) => !isEntry && files.has(fileName));
        return fetched.map(({ fileName }): HtmlTagDescriptor => ({ tag: "link", attrs: { rel: "modulepreload", href: `./${fileName}`, crossorigin: true }, injectTo: "head" }));
      },
    },
  };
}
