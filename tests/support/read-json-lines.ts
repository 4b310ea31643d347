// Reads text as JSON lines through the jsonl node, and tells all that came of it.

import { rowId } from "../../engine/frames/lineage.ts";
import { formatType } from "../../engine/frames/types.ts";
import { runNode } from "../../engine/sdk/harness.ts";
import type { SourcePart } from "../../engine/sdk/node-definition.ts";
import jsonl from "../../nodes/sources/jsonl/jsonl.ts";
import { memoryFiles } from "./memory-files.ts";

export async function readJsonLines(
  content: string | Uint8Array,
  params: Record<string, unknown> = {},
  options: { readonly readBytes?: number; readonly part?: SourcePart; readonly name?: string } = {},
) {
  const { name = "in.jsonl" } = options;
  const files = memoryFiles({ [name]: content }, options);
  const run = await runNode(jsonl, {
    params: { path: name, ...params },
    host: { files },
    part: options.part,
  });
  const frames = run.outputs.out ?? [];
  const each = <T>(of: (frame: (typeof frames)[number], row: number) => T) =>
    frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => of(frame, row)));
  return {
    ...run,
    frames,
    open: files.openReaders(),
    rows: each((frame, row) => frame.row(row)),
    lines: each(({ lineage }, row) => rowId(lineage, row)),
    types: (run.schemas.out?.fields ?? []).map((field) => `${field.name} ${formatType(field.type)}`),
    codes: run.failed.map(({ row, code }) => `${row} ${code}`),
    issueCodes: run.issues.map((issue) => issue.code),
  };
}
