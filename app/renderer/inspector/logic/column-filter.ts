// Which of the known columns does a picker offer, and what does it say of a name that is not among them?

import { marksOf } from "../../../../engine/frames/marks.ts";
import { isNumberType, type Field, type Schema } from "../../../../engine/frames/types.ts";
import type { Param } from "../catalog-types.ts";

type Filter = NonNullable<Param["of"]>;

const TIMES: ReadonlySet<string> = new Set(["timestamp", "date", "duration"]);

const MATCHES: Readonly<Record<Filter, (field: Field) => boolean>> = {
  any: () => true,
  number: ({ type }) => isNumberType(type.type),
  text: ({ type }) => type.type === "text",
  bool: ({ type }) => type.type === "bool",
  time: ({ type }) => TIMES.has(type.type),
  tensor: ({ type }) => type.type === "tensor",
  image: ({ type }) => type.type === "image",
  audio: ({ type }) => type.type === "audio",
  boxes: ({ type }) => marksOf(type) === "boxes",
  segments: ({ type }) => marksOf(type) === "segments",
  spans: ({ type }) => marksOf(type) === "spans",
  list: ({ type }) => type.type === "list",
};

export function offered(schema: Schema | null, of: Filter = "any"): readonly Field[] {
  return schema ? schema.fields.filter(MATCHES[of]) : [];
}

/** `unknown`: nothing with this name arrives. `maybe`: more columns may arrive than are listed. `other`: of another type. */
export type ColumnState = "fits" | "other" | "maybe" | "unknown" | "unsure";

/** `unsure` while nothing at all is known of the input. */
export function columnState(schema: Schema | null, name: string, of: Filter = "any"): ColumnState {
  if (!schema) return "unsure";
  const field = schema.fields.find((each) => each.name === name);
  if (field) return MATCHES[of](field) ? "fits" : "other";
  return schema.open ? "maybe" : "unknown";
}

/** The list with the item at `from` put where the one at `to` is. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  if (from === to || to < 0 || to >= list.length) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, list[from]);
}
