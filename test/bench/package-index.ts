/** The image's wheels as the package index has them, for peers that resolve what libcloud needs. */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { printedBy } from "../servers/native.ts";
import { testPython } from "../servers/project.ts";
import type { Site } from "./site.ts";
import { WHEELS_PATH } from "./stock.ts";

export const INDEX_PATH = "/stock/simple";

/** PEP 691 */
const JSON_TYPE = "application/vnd.pypi.simple.v1+json";

/** Serves a page for each project, and beside each wheel its metadata (PEP 658), with which micropip need not wait for the wheel. */
export async function connectIndex(site: Site, wheels: string): Promise<void> {
  const metadata = await metadataOf(wheels);
  for (const name of (await readdir(wheels)).filter((file) => file.endsWith(".whl"))) {
    const told = Buffer.from(metadata[name] ?? "");
    const [project = "", version = ""] = name.split("-");
    const path = project.toLowerCase().replaceAll("_", "-");
    const file = { filename: name, url: `${site.origin}${WHEELS_PATH}${name}`, hashes: { sha256: sha256(await readFile(join(wheels, name))) }, "core-metadata": { sha256: sha256(told) } };
    site.put(`${WHEELS_PATH}${name}.metadata`, told);
    site.put(`${INDEX_PATH}/${path}/`, JSON.stringify({ meta: { "api-version": "1.1" }, name: path, versions: [version], files: [file] }), JSON_TYPE);
  }
}

/** By the wheel's name. */
async function metadataOf(wheels: string): Promise<Readonly<Record<string, string>>> {
  return JSON.parse(await printedBy(await testPython(), PROGRAM.replace("WHEELS", JSON.stringify(wheels)))) as Record<string, string>;
}

const PROGRAM = `import json, pathlib, zipfile
def metadata(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
print(json.dumps({wheel.name: metadata(wheel) for wheel in pathlib.Path(WHEELS).glob("*.whl")}))`;

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
