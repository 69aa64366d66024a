/** The schema of HTTP Archives, as the tools that read them have it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type AnySchemaObject } from "ajv";
import formats from "ajv-formats";
import schemas from "har-schema";

const ajv = new Ajv({ strict: false });
// The schemas are written in this draft, which Ajv does not know by itself.
ajv.addMetaSchema(JSON.parse(readFileSync(createRequire(import.meta.url).resolve("ajv/dist/refs/json-schema-draft-06.json"), "utf8")) as AnySchemaObject);
formats(ajv);
for (const schema of Object.values(schemas)) ajv.addSchema(schema);

/** What is wrong with an archive; null: nothing. */
export function harProblems(value: unknown): string | null {
  return ajv.validate("har.json", value) ? null : ajv.errorsText();
}
