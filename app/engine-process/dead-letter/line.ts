// One line of a file of failed rows, read back: which row of which source it is, and what is needed to run it again.

import * as z from "zod/mini";
import { isElsewhere } from "../../../engine/frames/exact-cell.ts";
import type { DataType } from "../../../engine/frames/types.ts";
import type { WorkflowMark } from "./workflow-mark.ts";

const place = z.int().check(z.nonnegative());

/** What a type needs besides its name depends on the name; cells that do not fit it are refused one by one. */
const typeShape = z.union([z.string(), z.looseObject({ type: z.string() })]);

const lineShape = z.object({
  line: z.optional(place),
  row: z.optional(place),
  file: z.optional(place),
  source: z.string(),
  node: z.string(),
  code: z.string(),
  cause: z.string(),
  attempt: z.int().check(z.positive()),
  workflow: z.object({ name: z.string(), nodes: z.string() }),
  values: z.optional(z.looseObject({ path: z.optional(z.unknown()) })),
  given: z.optional(
    z.object({ row: z.record(z.string(), z.unknown()), types: z.record(z.string(), typeShape) }),
  ),
});

export interface GivenLine {
  readonly row: Readonly<Record<string, unknown>>;
  readonly types: Readonly<Record<string, DataType>>;
}

export interface LetterLine {
  readonly source: string;
  /** Where the row failed. */
  readonly node: string;
  readonly unit: "line" | "row" | "file";
  /** Number of the line, row or file in its source. */
  readonly place: number;
  /** Of a file, its path, where the line says it. */
  readonly path: string | null;
  readonly attempt: number;
  readonly workflow: WorkflowMark;
  /** The row as its source gave it; null where the line does not hold it. */
  readonly given: GivenLine | null;
}

/** The line, or in words what keeps it from being one. */
export function readLetterLine(text: string): LetterLine | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "it is not JSON, or cut off";
  }
  const read = lineShape.safeParse(value);
  if (!read.success) {
    const [{ path, message }] = read.error.issues;
    return path.length === 0 ? "it is no object" : `${path.join(".")}: ${message}`;
  }
  const { line, row, file, source, node, attempt, workflow, values, given } = read.data;
  const places = [line, row, file].filter((number) => number !== undefined);
  if (places.length !== 1) return 'one of "line", "row" and "file" has to say its place';
  const unit = line !== undefined ? "line" : row !== undefined ? "row" : "file";
  if (given && Object.keys(given.row).join("\n") !== Object.keys(given.types).join("\n"))
    return "given.row and given.types name other columns";
  return {
    source,
    node,
    unit,
    place: places[0],
    path: unit === "file" && typeof values?.path === "string" ? values.path : null,
    attempt,
    workflow,
    given: given ? { row: given.row, types: typesOf(given.types) } : null,
  };
}

function typesOf(types: Readonly<Record<string, z.output<typeof typeShape>>>): Record<string, DataType> {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      name,
      (typeof type === "string" ? { type } : type) as DataType,
    ]),
  );
}

/** Whether a part of the row is not in the line, such as a picture. */
export function isPartlyElsewhere({ row }: GivenLine): boolean {
  return Object.values(row).some(isElsewhere);
}

export interface Hidden {
  readonly column: string;
  readonly mark: string;
}

/** What stands in the place of a value of a secret, wherever something is recorded. */
const MARK = /\[secret [^\]\n]+\]/u;

/** The first column whose name or cell had a secret in it when the line was written. */
export function hiddenIn({ row }: GivenLine): Hidden | null {
  for (const [column, cell] of Object.entries(row)) {
    const [mark] = MARK.exec(`${column}\n${JSON.stringify(cell)}`) ?? [];
    if (mark !== undefined) return { column, mark };
  }
  return null;
}
