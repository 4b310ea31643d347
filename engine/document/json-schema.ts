// What is the JSON Schema of a workflow file? Made from the zod schema, for editors and other programs.

import * as z from "zod/mini";
import { schemas } from "./schema.ts";

/** The schema as plain JSON (draft 2020-12). docs/file-format.schema.json is its text; a test keeps it up to date. */
export function fileFormatJsonSchema(): Record<string, unknown> {
  // What people write is described (input), so whatever has a default may be left out.
  const { $schema, ...schema } = z.toJSONSchema(schemas().file, { io: "input" });
  return {
    $schema,
    title: "Millrace workflow",
    description: "A *.millrace.json file. Unknown keys are allowed everywhere and kept.",
    ...schema,
  };
}
