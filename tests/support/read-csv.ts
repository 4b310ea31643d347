// Reads text as a CSV file through the csv node, and tells all that came of it.

import { rowId } from "../../engine/frames/lineage.ts";
import { formatType } from "../../engine/frames/types.ts";
import { runNode } from "../../engine/sdk/harness.ts";
import type { SourcePart } from "../../engine/sdk/node-definition.ts";
import csv from "../../nodes/sources/csv/csv.ts";
import { memoryFiles } from "./memory-files.ts";

export const utf8 = (text: string) => new TextEncoder().encode(text);

export async function readCsv(
  content: string | Uint8Array,
  params: Record<string, unknown> = {},
  options: { readBytes?: number; part?: SourcePart } = {},
) {
  const files = memoryFiles({ "in.csv": content }, options);
  const run = await runNode(csv, {
    params: { path: "in.csv", ...params },
    host: { files },
    part: options.part,
  });
  const frames = run.outputs.out ?? [];
  return {
    ...run,
    frames,
    open: files.openReaders(),
    rows: frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row))),
    lines: frames.flatMap((frame) =>
      Array.from({ length: frame.length }, (_, row) => rowId(frame.lineage, row)),
    ),
    types: (run.schemas.out?.fields ?? []).map((field) => `${field.name} ${formatType(field.type)}`),
    codes: run.failed.map(({ row, code }) => `${row} ${code}`),
    issueCodes: run.issues.map((issue) => issue.code),
  };
}
