// Gathers rows that belong together, also where a frame ends between them.

import { columnOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";

export interface Gather {
  /** Columns that become fields of an item, and those that stay. */
  readonly columns: readonly string[];
  readonly rest: readonly string[];
  /** Empty: rows with the id of one row of the source. */
  readonly key: readonly string[];
  readonly added: Field;
  readonly schema: Schema;
}

interface Group {
  readonly key: string;
  /** The frame of its first row, and that row. */
  readonly frame: Frame;
  readonly row: number;
  readonly items: Cell[];
}

export class Gathering {
  #open: Group | null = null;
  #plan: Gather | null = null;
  #to = 0;

  /** Frames of the groups that are complete; the last one stays open. */
  *take(frame: Frame, plan: Gather): Generator<Frame> {
    this.#plan = plan;
    this.#to = frame.lineage.to;
    const before = this.#open;
    const groups: Group[] = before ? [before] : [];
    const from = before ? rowId(before.frame.lineage, before.row) : frame.lineage.from;
    const fields = (plan.added.type as { of: { fields: readonly Field[] } }).of.fields;
    const columns = plan.columns.map((name) => frame.column(name));
    for (let row = 0; row < frame.length; row++) {
      const item = Object.fromEntries(columns.map((column, i) => [fields[i].name, column.get(row)]));
      const key = keyOf(frame, row, plan.key);
      const last = groups.at(-1);
      if (last?.key === key) last.items.push(item);
      else groups.push({ key, frame, row, items: [item] });
    }
    this.#open = groups.pop() ?? null;
    const next = this.#open ? rowId(this.#open.frame.lineage, this.#open.row) : frame.lineage.to;
    // The group that began in a frame before has its row there.
    const early = groups.length > 0 && groups[0] === before ? groups.splice(0, 1) : [];
    const middle = groups.length > 0 ? rowId(groups[0].frame.lineage, groups[0].row) : next;
    if (early.length > 0) yield made(early[0].frame, early, plan, from, middle);
    yield made(frame, groups, plan, early.length > 0 ? middle : from, next);
  }

  *end(): Generator<Frame> {
    const group = this.#open;
    if (!group || !this.#plan) return;
    this.#open = null;
    yield made(group.frame, [group], this.#plan, rowId(group.frame.lineage, group.row), this.#to);
  }
}

function made(frame: Frame, groups: readonly Group[], plan: Gather, from: number, to: number): Frame {
  const first = frame.take(Int32Array.from(groups, ({ row }) => row)).select(plan.rest);
  const { name, type, nullable } = plan.added;
  const lists = columnOf(
    type,
    groups.map(({ items }) => items),
  );
  const { columns, length, lineage, arena } = first.with([{ name, column: lists, nullable }], plan.schema);
  return new Frame(plan.schema, columns, length, { ...lineage, from: Math.min(from, to), to }, arena);
}

function keyOf(frame: Frame, row: number, names: readonly string[]): string {
  if (names.length === 0) return `${frame.lineage.source} ${rowId(frame.lineage, row)}`;
  const cells = names.map((name) => frame.column(name).get(row));
  return JSON.stringify(cells, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}
