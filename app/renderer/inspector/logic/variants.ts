// Names with one of several objects each, while they are edited: another name, another variant, another field.

import type { VariantShape } from "./json-shape.ts";
import { emptyOf } from "./record-rows.ts";

export type Entries = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** An object of the variant; fields that the one before has as well keep their values. */
export function ofVariant(
  tag: string,
  { name, columns }: VariantShape,
  before: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  const fields = columns.flatMap((column): [string, unknown][] => {
    if (before[column.name] !== undefined) return [[column.name, before[column.name]]];
    return column.required ? [[column.name, emptyOf(column.cell)]] : [];
  });
  return { [tag]: name, ...Object.fromEntries(fields) };
}

/** The entry by another name, in its place. A name that is empty or taken changes nothing. */
export function renameEntry(entries: Entries, from: string, to: string): Entries {
  if (to === "" || Object.hasOwn(entries, to)) return entries;
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key === from ? to : key, value]));
}

/** A field that is taken away falls back to its default. */
export function putField(entries: Entries, name: string, field: string, value: unknown): Entries {
  const { [field]: _, ...rest } = entries[name];
  return { ...entries, [name]: value === undefined ? rest : { ...entries[name], [field]: value } };
}

export function without(entries: Entries, name: string): Entries {
  const { [name]: _, ...rest } = entries;
  return rest;
}
