/** Lets the browser fetch the scripts that the prompt needs all at once, instead of each when the one that imports it has come. */
import type { HtmlTagDescriptor, Plugin } from "vite";

interface Chunk {
  readonly isEntry: boolean;
  readonly fileName: string;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}

export function preloadPlugin(): Plugin {
  return {
    name: "preload",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) => {
        const chunks = new Map(Object.values(bundle ?? {}).flatMap((item) => (item.type === "chunk" ? [[item.fileName, item]] : [])));
        return neededAtStart(chunks).map((fileName): HtmlTagDescriptor => ({ tag: "link", attrs: { rel: "modulepreload", href: `./${fileName}`, crossorigin: true }, injectTo: "head" }));
      },
    },
  };
}

/** What the entry imports, now or as its next step, with all that this cannot run without. The rest is for behind the prompt. */
function neededAtStart(chunks: ReadonlyMap<string, Chunk>): readonly string[] {
  const entries = [...chunks.values()].filter(({ isEntry }) => isEntry);
  const needed = new Set<string>();
  const add = (fileName: string): void => {
    if (needed.has(fileName)) return;
    needed.add(fileName);
    chunks.get(fileName)?.imports.forEach(add);
  };
  for (const { imports, dynamicImports } of entries) [...imports, ...dynamicImports].forEach(add);
  return [...needed].filter((fileName) => chunks.get(fileName)?.isEntry === false);
}
