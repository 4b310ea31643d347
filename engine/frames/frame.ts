// A frame: rows of named columns with their lineage. Frames are immutable and shared between branches.

import type { Arena, ArrayType } from "./arena.ts";
import type { Cell, Column } from "./column.ts";
import { sliceLineage, takeLineage, type Lineage } from "./lineage.ts";
import type { DataType, Field, Schema } from "./types.ts";

/** A column that a node adds to a frame. `nullable` is true unless told otherwise. */
export interface NewColumn {
  readonly name: string;
  readonly column: Column;
  readonly nullable?: boolean;
}

export class Frame {
  readonly schema: Schema;
  readonly columns: readonly Column[];
  readonly length: number;
  readonly lineage: Lineage;
  /** Whose memory the columns may stand in, so that it is not used again too early; null = nobody's but theirs. */
  readonly arena: Arena | null;

  /** Columns stand in the order of the schema's fields, each `length` rows long. */
  constructor(
    schema: Schema,
    columns: readonly Column[],
    length: number,
    lineage: Lineage,
    arena: Arena | null = null,
  ) {
    this.schema = schema;
    this.columns = columns;
    this.length = length;
    this.lineage = lineage;
    this.arena = arena;
  }

  /** An array for a column of this frame or of one made of it, to be filled at once: what stands in it is undefined. */
  space<T>(type: ArrayType<T>, length: number): T {
    return this.arena ? this.arena.array(type, length) : new type(length);
  }

  /** The column of that name; throws where there is none (the plan has checked names before a run). */
  column(name: string): Column {
    const found = this.find(name);
    if (!found) throw new Error(`The frame has no column "${name}"; it has ${names(this.schema)}.`);
    return found;
  }

  find(name: string): Column | undefined {
    const index = this.schema.fields.findIndex((field) => field.name === name);
    return index < 0 ? undefined : this.columns[index];
  }

  /** The rows at the given indices (ascending unless the caller means to reorder). The range passed stays the same. */
  take(rows: Int32Array): Frame {
    const columns = this.columns.map((column) => column.take(rows));
    return new Frame(this.schema, columns, rows.length, takeLineage(this.lineage, rows), this.arena);
  }

  /** Rows `[from, to)`. */
  slice(from: number, to: number): Frame {
    if (from === 0 && to === this.length) return this;
    const columns = this.columns.map((column) => column.slice(from, to));
    const lineage = sliceLineage(this.lineage, from, to, this.length);
    return new Frame(this.schema, columns, to - from, lineage, this.arena);
  }

  /** This frame with columns added at the end; one of the same name is replaced where it stands. */
  with(added: readonly NewColumn[], schema: Schema = withFields(this.schema, added.map(toField))): Frame {
    const columns = [...this.columns];
    for (const { name, column } of added) {
      const index = schema.fields.findIndex((field) => field.name === name);
      columns[index] = column;
    }
    return new Frame(schema, columns, this.length, this.lineage, this.arena);
  }

  /** This frame with exactly the named columns, in that order. */
  select(selected: readonly string[]): Frame {
    const fields = selected.map((name) => this.schema.fields.find((field) => field.name === name)!);
    const columns = selected.map((name) => this.column(name));
    return new Frame({ fields }, columns, this.length, this.lineage, this.arena);
  }

  /** A row as a plain object, for messages and previews; not for bulk work. */
  row(row: number): Record<string, Cell> {
    return Object.fromEntries(this.schema.fields.map((field, i) => [field.name, this.columns[i].get(row)]));
  }
}

/** A schema with fields added at the end; one of the same name is replaced where it stands. */
export function withFields(schema: Schema, added: readonly Field[]): Schema {
  const fields = [...schema.fields];
  for (const field of added) {
    const index = fields.findIndex((old) => old.name === field.name);
    if (index < 0) fields.push(field);
    else fields[index] = field;
  }
  return { ...schema, fields };
}

/** The field of that name, or undefined. */
export function findField(schema: Schema, name: string): Field | undefined {
  return schema.fields.find((field) => field.name === name);
}

export function field(name: string, type: DataType | DataType["type"], nullable = true): Field {
  const full =
    typeof type === "string" ? ({ type, ...(type === "timestamp" && { zone: "UTC" }) } as DataType) : type;
  return { name, type: full, nullable };
}

function toField({ name, column, nullable = true }: NewColumn): Field {
  return { name, type: column.type, nullable };
}

function names(schema: Schema): string {
  return schema.fields.map((field) => field.name).join(", ") || "no columns";
}
