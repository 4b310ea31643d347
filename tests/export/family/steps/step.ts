// What a step of a generated graph is, and how steps of one or two columns are made.

import { columnsOf, withColumns, type Choices, type ColumnType, type Stream } from "../table.ts";

export interface Step {
  readonly params: Readonly<Record<string, unknown>>;
  /** Columns behind it, by output port; the same on each unless named. */
  readonly columns: Stream["columns"];
  /** `out` unless given; none for an action, beside which the stream goes on. */
  readonly ports?: readonly string[];
}

/** Null where the stream has nothing that the kind works on. `id` is that of the new node: its columns have names of their own. */
export type MakeStep = (stream: Stream, choose: Choices, id: string) => Step | null;

export const MODEL_SCORES = 3;

/** A kind that needs one column of a type and adds others. */
export function onColumn(
  type: ColumnType,
  make: (column: string, choose: Choices, id: string) => { params: object; adds: Record<string, ColumnType> },
): MakeStep {
  return (stream, choose, id) => {
    const columns = columnsOf(stream, type);
    if (columns.length === 0) return null;
    const { params, adds } = make(choose.of(columns), choose, id);
    return { params: { ...params }, columns: withColumns(stream.columns, adds) };
  };
}

/** A kind that needs a column of one type and one of another. */
export function onColumns(
  first: ColumnType,
  second: ColumnType,
  make: (
    a: string,
    b: string,
    choose: Choices,
    id: string,
  ) => { params: object; adds: Record<string, ColumnType>; ports?: readonly string[] },
): MakeStep {
  return (stream, choose, id) => {
    const [firsts, seconds] = [columnsOf(stream, first), columnsOf(stream, second)];
    if (firsts.length === 0 || seconds.length === 0) return null;
    const { params, adds, ports } = make(choose.of(firsts), choose.of(seconds), choose, id);
    return { params: { ...params }, columns: withColumns(stream.columns, adds), ...(ports && { ports }) };
  };
}

/** A kind that needs two different number columns. */
export function onNumbers(
  make: (columns: readonly string[], id: string) => { params: object; adds: Record<string, ColumnType> },
): MakeStep {
  return (stream, choose, id) => {
    const numbers = columnsOf(stream, "number");
    if (numbers.length < 2) return null;
    const at = choose.number(numbers.length - 1);
    const { params, adds } = make([numbers[at], numbers[at + 1]], id);
    return { params: { ...params }, columns: withColumns(stream.columns, adds) };
  };
}

/** A source: its params, and the columns it gives. */
export type Source = Omit<Step, "ports">;

/** The kinds of a field: graphs begin with one of its sources, and every step is tried in the order in which it stands here. */
export interface FieldSteps {
  readonly sources: Readonly<Record<string, Source>>;
  readonly steps: Readonly<Record<string, MakeStep>>;
  /** What stands beside the workflow, by path: inputs of its sources, and files of its models. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Files and folders among them that sources read: a program is given them anew. */
  readonly inputs: readonly string[];
}
