/** Bundles one entry into one classic script. */
import { build, type Plugin } from "vite";

/**
 * @param format "iife" for a scope of its own; "cjs" (without exports, that is a plain script) has none, and an engine reads it once
 * less before it runs
 * @returns the script's text; it has no imports and no exports
 */
export async function bundle(root: string, entry: string, format: "cjs" | "iife" = "iife", plugins: Plugin[] = []): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    plugins,
    build: {
      write: false,
      target: "es2024",
      minify: true,
      rolldownOptions: { input: entry, output: { format, codeSplitting: false } },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap((output) => ("output" in output ? output.output : [])).filter((item) => item.type === "chunk");
  const [chunk, ...more] = chunks;
  if (chunk === undefined || more.length > 0) throw new Error(`${entry} does not bundle into one script`);
  return chunk.code;
}
