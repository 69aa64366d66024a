import { createRequire } from "node:module";
import { join } from "node:path";

const PACKAGE = join(import.meta.dirname, "..", "node_modules", "workerd");

/** The edge runtime's binary for this platform; the package's own `bin` is a script that hides file descriptors from it. @throws Error before it is installed */
export function workerdPath(): string {
  const found: unknown = createRequire(import.meta.url)(PACKAGE);
  if (typeof found === "object" && found !== null && "default" in found) return String(found.default);
  throw new Error("this version of workerd tells its path in another way");
}
