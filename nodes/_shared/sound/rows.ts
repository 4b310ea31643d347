// What all kinds do that work on recordings: sample by sample through the rows, and rows that cannot be worked on fail.

import type { AudioCell, Samples } from "../../../engine/frames/audio.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { DataType, Schema } from "../../../engine/frames/types.ts";
import type { NodeContext, NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { typeIssues, unknownColumnIssues } from "../column-issues.ts";
import { samplesOf } from "./decode.ts";
import { noSound, soundRowError } from "./sound-error.ts";

/** Issues about a column that should hold recordings. */
export function soundIssues(schema: Schema, name: string, param = "column"): NodeIssue[] {
  const isSound = ({ type }: DataType) => type === "audio";
  return [
    ...unknownColumnIssues(schema, [name], `params.${param}`),
    ...typeIssues(
      schema,
      [name],
      `params.${param}`,
      isSound,
      "a recording",
      "Choose a column of recordings.",
    ),
  ];
}

export interface WorkedRows<T> {
  /** In the order of the rows, without those that failed. */
  readonly done: readonly { readonly row: number; readonly value: T }[];
  readonly failures: ReadonlyMap<number, RowError>;
}

/**
 * The work done on each row's recording, one after the other so that only one is decoded at a time. What is thrown fails the row, but
 * for what is fatal.
 */
export async function eachRecording<T>(
  frame: Frame,
  column: string,
  signal: AbortSignal,
  work: (samples: Samples, row: number) => T | Promise<T>,
): Promise<WorkedRows<T>> {
  const source = frame.column(column);
  const done: { row: number; value: T }[] = [];
  const failures = new Map<number, RowError>();
  for (let row = 0; row < frame.length; row++) {
    if (signal.aborted) break;
    const cell = source.get(row) as AudioCell | null;
    if (!cell) {
      failures.set(row, noSound(column));
      continue;
    }
    try {
      done.push({ row, value: await work(await samplesOf(cell), row) });
    } catch (thrown) {
      failures.set(row, soundRowError(thrown, column));
    }
  }
  return { done, failures };
}

/** Tells which rows failed; answers the others, in the order of `done`. */
export function goodRows(
  frame: Frame,
  done: readonly { readonly row: number }[],
  failures: ReadonlyMap<number, RowError>,
  fail: NodeContext["fail"],
): Frame {
  for (const [row, error] of failures) fail(frame, row, error);
  return done.length === frame.length ? frame : frame.take(Int32Array.from(done, ({ row }) => row));
}
