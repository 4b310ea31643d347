// Repairs that make columns fit a model: a node put before it, or a mapping written down.

import type { Fix } from "../../engine/document/issue.ts";
import type { Command } from "../../engine/document/command.ts";
import { elementCount } from "../../engine/frames/dims.ts";
import type { Field, Schema } from "../../engine/frames/types.ts";
import type { TensorSpec } from "../../engine/sdk/services.ts";
import { flatFields } from "./model-columns.ts";
import { rowShape } from "./model-input.ts";
import type { WantedInputs } from "./model-mapping.ts";

/** A node before this one. The plan fills in the ids of the node and of the wire. */
export function insertBefore(
  kind: string,
  title: string,
  params: Readonly<Record<string, unknown>>,
): Command {
  return {
    do: "insert-node",
    node: { id: "", kind, version: 1, title, params },
    edge: { from: "", to: "" },
    input: "in",
    output: "out",
  };
}

/** Height, width and one or three channels, before or behind them: null for another shape. */
export function pictureShape(spec: TensorSpec) {
  const row = rowShape(spec);
  if (row?.length !== 3) return null;
  const planar = row[0] === 1 || row[0] === 3;
  if (!planar && row[2] !== 1 && row[2] !== 3) return null;
  const [channels, height, width] = planar ? row : [row[2], row[0], row[1]];
  return { planar, channels, height, width };
}

/** Numbers are wanted and exactly the columns that are missing are text: Cast. */
export function castFix(spec: TensorSpec, schema: Schema): { fix: Fix; columns: readonly string[] } | null {
  const row = rowShape(spec);
  const size = row && !spec.anyRank ? elementCount(row) : null;
  if (size === null || spec.dtype === "string") return null;
  const texts = schema.fields.filter(({ type }) => type.type === "text").map(({ name }) => name);
  const inSeries = texts.filter((name) => belongsTo(spec.name, name));
  const numbers = flatFields(spec, schema).length;
  const columns =
    size === 1 ? texts.filter((name) => name === spec.name) : inSeries.length > 0 ? inSeries : texts;
  const single = size === 1 ? columns.length === 1 : columns.length > 0;
  const makesSeries = inSeries.length > 0 && numbers + inSeries.length >= size;
  if (!single || (size > 1 && !makesSeries && numbers + texts.length !== size)) return null;
  if (uncastable(schema, columns)) return null;
  return { fix: castOf(columns), columns };
}

/** The first of the columns that is known to hold cells which Cast cannot make numbers of. */
export function uncastable(schema: Schema, columns?: readonly string[]): Field | undefined {
  return schema.fields.find(
    ({ name, notNumber, type }) =>
      notNumber !== undefined && type.type === "text" && (columns?.includes(name) ?? true),
  );
}

/** Cast to numbers before this node. */
export function castOf(columns: readonly string[]): Fix {
  const types = Object.fromEntries(columns.map((name) => [name, "float64"]));
  return {
    label: `Insert Cast for ${columns.join(", ")}`,
    commands: [insertBefore("cast", "Cast", { columns: types })],
  };
}

/** A mapping by names that differ only in case and punctuation, or without columns that look like ids. */
export function suggestFix(specs: readonly TensorSpec[], schema: Schema, wanted: WantedInputs): Fix | null {
  const value: Record<string, WantedInputs[string]> = { ...wanted };
  const said: string[] = [];
  for (const spec of specs) {
    if (Object.hasOwn(value, spec.name)) continue;
    const columns = suggestColumns(spec, schema, specs.length === 1);
    if (!columns) continue;
    value[spec.name] = columns.length === 1 ? columns[0] : columns;
    if (columns.length > 1 || columns[0] !== spec.name) said.push(`${columns.join(", ")} → ${spec.name}`);
  }
  if (said.length === 0) return null;
  const command = { do: "set-param", id: "", param: "inputs", value } as const;
  return { label: `Take ${said.join("; ")}`, commands: [command] };
}

/** Columns that name a row or hold the answer, not what it is made of. */
const NOT_FEATURES = /^(id|idx|index|row|row_?id|key|label|class|target)$/iu;

function suggestColumns(spec: TensorSpec, schema: Schema, alone: boolean): readonly string[] | null {
  const row = rowShape(spec);
  const size = row && !spec.anyRank ? elementCount(row) : null;
  const names = flatFields(spec, schema).map(({ name }) => name);
  if (size === 1) {
    const same = names.filter((name) => plain(name) === plain(spec.name));
    return same.length === 1 ? same : null;
  }
  const features = names.filter((name) => !NOT_FEATURES.test(name));
  return alone && size !== null && features.length === size ? features : null;
}

/** A name without case and punctuation: `Unit Price` and `unit_price` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Whether `name` is a numbered column of the series `base`. */
export function belongsTo(base: string, name: string): boolean {
  return name.startsWith(base) && /^[_.[]?\d+\]?$/u.test(name.slice(base.length));
}
