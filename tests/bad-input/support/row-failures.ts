// A case of bad rows from end to end: the good ones arrive, each bad one is told with its line and cause, none is lost.

import { expect } from "vitest";
import { writeWorkflow } from "../../../engine/document/write.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { expectReadable, millrace } from "./cli.ts";
import { workspace } from "./workspace.ts";

/** A failed row as it has to be told. */
export interface Failure {
  readonly line: number;
  readonly code: string;
  readonly cause: string | RegExp;
  /** What to do; said by the code unless it is given. */
  readonly next?: string;
  readonly column?: string;
}

export interface RowCase {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly flow: WorkflowDocument;
  /** The whole output. */
  readonly output: string;
  readonly node: string;
  readonly failed: readonly Failure[];
  /** How many rows the input has, good and bad. */
  readonly rows: number;
  /** What is said beforehand. */
  readonly warning?: string;
}

const NEXT: Readonly<Record<string, string>> = {
  ROW_CELLS: "Mend the row in the file, or set Delimiter or Quote",
  QUOTE_UNCLOSED: 'set "Quote" to none',
  QUOTE_MISPLACED: 'set "Quote" to none',
  LINE_TOO_LONG: 'set "Longest row" higher',
  ENCODING_INVALID: 'Set "Encoding" to latin1',
  NUMBER_INVALID: "read the column as text",
  NUMBER_OVERFLOW: "read the column as text",
  CELL_INVALID: "set another type for the column",
  NULL_IN_MODEL: 'Insert "Fill missing values" before the model',
  VALUE_OVERFLOW: "scale or cap it",
  VALUE_NOT_WHOLE: "Round it",
};

/** Runs the case. The output must be the expected one, and good and failed rows together all rows of the input. */
export async function expectRows(bad: RowCase): Promise<void> {
  const space = await workspace({
    ...bad.files,
    "out.csv": "an older result\n",
    "out.csv.failed.jsonl": "{}\n",
    "flow.millrace.json": writeWorkflow(bad.flow),
  });
  const before = await space.contents();
  const result = await millrace(space.folder, ["run", "flow.millrace.json"]);
  expectReadable(result);
  expect(result.exit, result.stderr).toBe(bad.failed.length > 0 ? 3 : 0);
  if (bad.warning) expect(result.stderr).toContain(`warning ${bad.warning}  `);
  const { "out.csv": output, "out.csv.failed.jsonl": record, ...rest } = await space.contents();
  expect(Buffer.from(output, "latin1").toString("utf8")).toBe(bad.output);
  const { "out.csv": _old, "out.csv.failed.jsonl": _record, ...inputs } = before;
  expect(rest).toEqual(inputs);

  const told = (record ?? "").split("\n").filter(Boolean);
  const failed = told.map(
    (line) => JSON.parse(line) as Failure & { node: string; hint: string; values: object },
  );
  expect(failed.map(({ line, code, column }) => ({ line, code, column }))).toEqual(
    bad.failed.map(({ line, code, column }) => ({ line, code, column })),
  );
  for (const [i, { code, cause, next = NEXT[code] }] of bad.failed.entries()) {
    expect(failed[i].cause).toMatch(cause);
    expect(failed[i].hint).toContain(next);
    expect(failed[i].node).toBe(bad.node);
    expect(Object.keys(failed[i].values)).not.toEqual([]);
  }
  if (bad.failed.length > 0) expect(result.stderr).toMatch(/rows? failed, see out\.csv\.failed\.jsonl/);
  const good = bad.output.trimEnd().split("\n").length - 1;
  expect(good + failed.length).toBe(bad.rows);
}
