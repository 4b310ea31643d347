// Columns of which no row was seen have the types that somebody guessed: with which does an expression go?

import type { DataType, Schema } from "../../../engine/frames/types.ts";

/** What a column is tried as. */
const TYPES: readonly DataType[] = [
  { type: "float64" },
  { type: "text" },
  { type: "timestamp", zone: "UTC" },
  { type: "bool" },
];
/** Expressions that are compiled at the most: those of four such columns. */
const MOST_TRIES = TYPES.length ** 4;

/** By what stands in `unseen` of their fields; null where there are no such columns, or no types of them help. */
export function suitingTypes(
  { schema }: { readonly schema: Schema },
  columns: readonly string[],
  compile: (schema: Schema) => { readonly expression: object | null },
): ReadonlyMap<string, DataType> | null {
  const keys = schema.fields.flatMap(({ name, unseen }) => (columns.includes(name) ? (unseen ?? []) : []));
  if (keys.length === 0) return null;
  const tries = Math.min(TYPES.length ** keys.length, MOST_TRIES);
  for (let turn = 0; turn < tries; turn++) {
    // The digits of the turn: the last column changes first, and more than four stay numbers at the front.
    const types = new Map(
      keys.map((key, i) => [
        key,
        TYPES[Math.floor(turn / TYPES.length ** (keys.length - 1 - i)) % TYPES.length],
      ]),
    );
    if (compile(withTypes(schema, types)).expression) return types;
  }
  return null;
}

/** Those fields are known then, so that nothing is tried for them again. */
function withTypes(schema: Schema, types: ReadonlyMap<string, DataType>): Schema {
  return {
    ...schema,
    fields: schema.fields.map(({ unseen, ...field }) =>
      unseen === undefined ? field : { ...field, type: types.get(unseen) ?? field.type },
    ),
  };
}
