/** The package has no types of its own. */
declare module "har-schema" {
  import type { AnySchemaObject } from "ajv";
  const schemas: Readonly<Record<string, AnySchemaObject>>;
  export default schemas;
}
