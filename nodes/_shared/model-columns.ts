// Which columns fit an input of a model when nobody has said: by name, else by shape, else by count.

import { elementCount, unifyShapes } from "../../engine/frames/dims.ts";
import { findField } from "../../engine/frames/frame.ts";
import type { Field, Schema } from "../../engine/frames/types.ts";
import type { TensorSpec } from "../../engine/sdk/services.ts";
import { accepts, rowShape } from "./model-input.ts";

/** `name`: the names say it. The others are guesses that the person should see. */
export type How = "name" | "shape" | "series" | "count";

export interface AutomaticColumns {
  readonly columns: readonly string[];
  readonly how: How;
}

/** The columns for an input, or null. `alone`: the model has no other input, so shapes and counts say enough. */
export function automaticColumns(spec: TensorSpec, schema: Schema, alone: boolean): AutomaticColumns | null {
  const row = rowShape(spec);
  if (!row) return null;
  const size = spec.anyRank ? null : elementCount(row);
  const exact = findField(schema, spec.name);
  if (exact && accepts(spec, exact)) {
    const whole = exact.type.type === "tensor" ? tensorFits(spec, exact) : size === 1;
    if (whole) return { columns: [spec.name], how: "name" };
  }
  const series = numbered(spec.name, size, flatFields(spec, schema));
  if (series) return { columns: series, how: "name" };
  return alone ? byShape(spec, schema, size) : null;
}

/** Number (or text) columns that could stand side by side in the input. */
export function flatFields(spec: TensorSpec, schema: Schema): readonly Field[] {
  return schema.fields.filter((field) => field.type.type !== "tensor" && accepts(spec, field));
}

function byShape(spec: TensorSpec, schema: Schema, size: number | null): AutomaticColumns | null {
  const tensors = schema.fields.filter(
    (field) => field.type.type === "tensor" && accepts(spec, field) && tensorFits(spec, field),
  );
  const tensor = tensors.find((field) => field.name === "features") ?? tensors[0];
  if (tensor && (tensors.length === 1 || tensor.name === "features")) {
    return { columns: [tensor.name], how: "shape" };
  }
  if (tensors.length > 1) return null;
  const flat = flatFields(spec, schema);
  const names = flat.map((field) => field.name);
  const found = size !== null && size > 1 ? seriesOfSize(size, flat) : null;
  if (found) return { columns: found, how: "series" };
  const enough = size === null ? names.length > 0 && rowShape(spec)!.length <= 1 : names.length === size;
  return enough ? { columns: names, how: "count" } : null;
}

function tensorFits(spec: TensorSpec, { type }: Field): boolean {
  if (type.type !== "tensor") return false;
  return spec.anyRank === true || unifyShapes(rowShape(spec)!, type.shape).fits;
}

const SPELLINGS = [
  (base: string, i: number) => `${base}${i}`,
  (base: string, i: number) => `${base}_${i}`,
  (base: string, i: number) => `${base}.${i}`,
  (base: string, i: number) => `${base}[${i}]`,
];

/** `x0 … x15`, `x_0 …`, `x.0 …`, `x[0] …`, or the same counted from 1; null when one is missing. `size` null = as many as there are. */
export function numbered(base: string, size: number | null, fields: readonly Field[]): string[] | null {
  const names = new Set(fields.map((field) => field.name));
  for (const spell of SPELLINGS) {
    for (const first of [0, 1]) {
      const series: string[] = [];
      for (let i = first; names.has(spell(base, i)); i++) series.push(spell(base, i));
      if (size === null ? series.length > 1 : series.length === size) return series;
    }
  }
  return null;
}

/** The one numbered series among the columns that has exactly `size` members. */
function seriesOfSize(size: number, fields: readonly Field[]): string[] | null {
  const bases = new Set(fields.map(({ name }) => name.replace(/[_.[]?\d+\]?$/u, "")));
  const found = [...bases].flatMap((base) => {
    const series = numbered(base, size, fields);
    return series ? [series] : [];
  });
  return found.length === 1 ? found[0] : null;
}
