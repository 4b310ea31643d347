// Which columns does a person say that the query gives?

import { field } from "../../../engine/frames/frame.ts";
import { NUMBER_TYPES, type DataType, type Schema } from "../../../engine/frames/types.ts";

/** Those without parts: what is in a list or a struct nobody writes down. */
export const DECLARED_TYPES = [...NUMBER_TYPES, "bool", "timestamp", "date", "text", "json"] as const;

type Columns = Readonly<Record<string, string>>;

export function unknownTypes(columns: Columns): [name: string, type: string][] {
  return Object.entries(columns).filter(([, type]) => !isDeclared(type));
}

/** Open where nothing is said. */
export function declaredSchema(columns: Columns): Schema {
  const fields = Object.entries(columns).map(([name, type]) => field(name, isDeclared(type) ? type : "json"));
  return fields.length === 0 ? { fields, open: true } : { fields };
}

function isDeclared(type: string): type is (typeof DECLARED_TYPES)[number] & DataType["type"] {
  return (DECLARED_TYPES as readonly string[]).includes(type);
}
