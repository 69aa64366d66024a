import { existsSync } from "node:fs";
import { join } from "node:path";
import { dist } from "./project.ts";

export default function globalSetup(): void {
  if (existsSync(join(dist, "index.html"))) return;
  throw new Error("The site is not built yet: run `npm run build` first, or `npm test`, which does so.");
}
