// How is a value of this JSON Schema edited without writing JSON? As tags, as rows of cells, as a table, or not at all.

import type { JsonSchema } from "../catalog-types.ts";

/** One cell. `many`: a list is allowed beside a single value. */
export type Cell =
  | { readonly is: "choice"; readonly values: readonly string[] }
  | { readonly is: "scalar"; readonly types: readonly string[] }
  | { readonly is: "list"; readonly types: readonly string[] }
  | { readonly is: "one-or-many"; readonly types: readonly string[] };

export interface ColumnShape {
  readonly name: string;
  readonly cell: Cell;
  readonly required: boolean;
  readonly default?: unknown;
}

/** What one of several objects looks like that a field of theirs tells apart. */
export interface VariantShape {
  readonly name: string;
  readonly columns: readonly ColumnShape[];
}

export type JsonShape =
  /** Some of a few words. */
  | { readonly is: "choices"; readonly values: readonly string[] }
  | { readonly is: "list"; readonly types: readonly string[] }
  | { readonly is: "record"; readonly value: Cell }
  | { readonly is: "rows"; readonly columns: readonly ColumnShape[] }
  /** Rows with whatever columns somebody gives them. */
  | { readonly is: "grid" }
  /** Names with one of several objects each; `tag` is the field that says which. */
  | { readonly is: "variants"; readonly tag: string; readonly variants: readonly VariantShape[] }
  | { readonly is: "json" };

const SCALARS: ReadonlySet<string> = new Set(["string", "number", "integer", "boolean", "null"]);

export function jsonShape(schema: JsonSchema): JsonShape {
  if (schema.type === "array") {
    const items = asSchema(schema.items);
    const cell = cellOf(items);
    if (cell?.is === "choice") return { is: "choices", values: cell.values };
    if (cell?.is === "scalar") return { is: "list", types: cell.types };
    const columns = columnsOf(items);
    if (columns) return { is: "rows", columns };
    return isOpenObject(items) ? { is: "grid" } : { is: "json" };
  }
  if (schema.type !== "object" || schema.properties) return { is: "json" };
  const values = asSchema(schema.additionalProperties);
  const value = cellOf(values);
  return value ? { is: "record", value } : (variantsOf(values) ?? { is: "json" });
}

/** An object with any keys and any values. */
function isOpenObject({ type, properties, additionalProperties: more }: JsonSchema): boolean {
  return type === "object" && !properties && (more === true || Object.keys(more ?? { none: 0 }).length === 0);
}

/** One of several objects, where each has a constant in the same field. */
function variantsOf({ oneOf }: JsonSchema): Extract<JsonShape, { is: "variants" }> | null {
  if (!Array.isArray(oneOf) || oneOf.length === 0) return null;
  const options = oneOf.map((option) => Object.entries(propertiesOf(asSchema(option))));
  const tag = options[0].find(([, property]) => typeof property.const === "string")?.[0];
  if (tag === undefined) return null;
  const variants: VariantShape[] = [];
  for (const [i, option] of options.entries()) {
    const name = option.find(([key]) => key === tag)?.[1].const;
    const { properties: _, ...rest } = asSchema(oneOf[i]);
    const others = option.filter(([key]) => key !== tag);
    const columns = columnsOf({ ...rest, properties: Object.fromEntries(others) });
    if (typeof name !== "string" || !columns) return null;
    variants.push({ name, columns });
  }
  return { is: "variants", tag, variants };
}

function propertiesOf({ properties }: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (properties ?? {}) as Readonly<Record<string, JsonSchema>>;
}

/** What one cell can hold; null when the schema wants more than a cell. */
export function cellOf(schema: JsonSchema): Cell | null {
  if (Array.isArray(schema.enum) && schema.enum.every((value) => typeof value === "string"))
    return { is: "choice", values: schema.enum };
  const options = Array.isArray(schema.anyOf) ? (schema.anyOf as JsonSchema[]) : [schema];
  const singles = options.flatMap(scalarTypes);
  const lists = options
    .filter(({ type }) => type === "array")
    .map(({ items }) => scalarTypes(asSchema(items)));
  const covered = options.every((option) => option.type === "array" || scalarTypes(option).length > 0);
  if (!covered || lists.some((types) => types.length === 0)) return null;
  if (lists.length === 0) return { is: "scalar", types: singles };
  return singles.length === 0 ? { is: "list", types: lists.flat() } : { is: "one-or-many", types: singles };
}

function columnsOf(schema: JsonSchema): readonly ColumnShape[] | null {
  if (schema.type !== "object" || !schema.properties) return null;
  const required = new Set(schema.required as readonly string[] | undefined);
  const columns: ColumnShape[] = [];
  for (const [name, property] of Object.entries(propertiesOf(schema))) {
    const cell = cellOf(property);
    if (!cell) return null;
    columns.push({
      name,
      cell,
      required: required.has(name),
      ...("default" in property && { default: property.default }),
    });
  }
  return columns;
}

function scalarTypes({ type }: JsonSchema): readonly string[] {
  const types = (Array.isArray(type) ? type : [type]) as readonly string[];
  return types.every((each) => SCALARS.has(each)) ? types : [];
}

function asSchema(schema: unknown): JsonSchema {
  return typeof schema === "object" && schema !== null ? (schema as JsonSchema) : {};
}

/** Whether a value has the form that the editor of a shape shows; what has not is shown as JSON. */
export function fitsShape(value: unknown, shape: JsonShape): boolean {
  const isRecord = (each: unknown): each is Record<string, unknown> =>
    typeof each === "object" && each !== null && !Array.isArray(each);
  const isScalar = (each: unknown) => typeof each !== "object" || each === null;
  if (value === undefined) return true;
  switch (shape.is) {
    case "choices":
      return Array.isArray(value) && value.every((each) => shape.values.includes(each as string));
    case "list":
      return Array.isArray(value) && value.every(isScalar);
    case "record": {
      if (!isRecord(value)) return false;
      return Object.values(value).every(
        (each) => isScalar(each) || (Array.isArray(each) && each.every(isScalar)),
      );
    }
    case "rows": {
      const known = new Set(shape.columns.map(({ name }) => name));
      return (
        Array.isArray(value) &&
        value.every((row) => isRecord(row) && Object.keys(row).every((key) => known.has(key)))
      );
    }
    case "grid":
      return Array.isArray(value) && value.every(isRecord);
    case "variants": {
      const known = new Map(
        shape.variants.map(({ name, columns }) => [
          name,
          new Set([shape.tag, ...columns.map((c) => c.name)]),
        ]),
      );
      const fits = (each: unknown) => {
        const keys = isRecord(each) ? known.get(each[shape.tag] as string) : undefined;
        return keys !== undefined && Object.keys(each as object).every((key) => keys.has(key));
      };
      return isRecord(value) && Object.values(value).every(fits);
    }
    case "json":
      return true;
  }
}
