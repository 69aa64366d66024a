/** Bundles one entry into one classic script. */
import { build } from "vite";

/** @returns the script's text; it has no imports and no exports */
export async function bundle(root: string, entry: string): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2024",
      minify: true,
      rolldownOptions: { input: entry, output: { format: "iife", codeSplitting: false } },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap((output) => ("output" in output ? output.output : [])).filter((item) => item.type === "chunk");
  const [chunk, ...more] = chunks;
  if (chunk === undefined || more.length > 0) throw new Error(`${entry} does not bundle into one script`);
  return chunk.code;
}
