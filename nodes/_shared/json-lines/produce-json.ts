// Gives JSON lines on as frames, from wherever their bytes come; says once which keys are left out.

import { ArenaPool } from "../../../engine/frames/arena.ts";
import type { Lineage } from "../../../engine/frames/lineage.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import type { FileReader } from "../../../engine/sdk/services.ts";
import { badRowsFrame } from "../csv/bad-rows.ts";
import { BlockReader } from "../csv/blocks.ts";
import type { RowBatch } from "../csv/read-rows.ts";
import { jsonRowHint } from "./json-row-hints.ts";
import type { JsonPlan } from "./json-schema.ts";
import { keyTree } from "./key-tree.ts";
import { LineReader } from "./line-reader.ts";
import { readJsonRows } from "./read-json-rows.ts";

/** Large enough that a frame costs little beside its rows, small enough for the caches. */
const BLOCK_BYTES = 1024 * 1024;
const FIRST_BLOCK_BYTES = 32 * 1024;

export interface JsonProducing {
  readonly plan: JsonPlan;
  readonly from: number;
  readonly to: number;
  readonly firstLine: number;
  readonly rowBytes: number;
  readonly alsoNull: readonly string[];
  readonly batchRows: number;
  readonly maxLineBytes: number;
  /** What a row is called where it is no line of a file. */
  readonly unit?: Lineage["unit"];
  /** Nobody has looked at any row: the columns are those that are declared. */
  readonly isUnseen?: boolean;
}

/** Closes nothing: who opened the reader does that. */
export async function produceJson(
  reader: FileReader,
  producing: JsonProducing,
  ctx: Pick<NodeContext, "node" | "fail" | "signal" | "warn">,
  give: (batch: RowBatch) => Promise<void> | void,
): Promise<void> {
  const { plan, from, to, firstLine, rowBytes, alsoNull, batchRows, maxLineBytes, unit = "line" } = producing;
  const blocks = new BlockReader(reader, {
    from,
    to,
    firstBytes: FIRST_BLOCK_BYTES,
    maxBytes: BLOCK_BYTES,
    recode: null,
    pool: new ArenaPool(),
  });
  const { schema, paths } = plan;
  const lines = new LineReader(schema, keyTree(paths), alsoNull);
  const reading = { source: ctx.node.id, schema, lines, firstLine, batchRows, maxLineBytes, rowBytes, unit };
  try {
    await readJsonRows(blocks, reading, ctx.signal, (batch) => {
      reportBad(batch, unit, ctx);
      if (lines.strange.size > 0) ctx.warn("JSON_KEY_LATE", strangeText([...lines.strange], producing));
      return give(batch);
    });
  } finally {
    await blocks.settle();
  }
}

/** The names are those to be written into Types. */
function strangeText(names: readonly string[], { unit = "line", isUnseen = false }: JsonProducing): string {
  const shown = names.map((name) => JSON.stringify(name)).join(", ");
  const [what, are, they] = names.length === 1 ? ["The key", "is", "it is"] : ["The keys", "are", "they are"];
  const where = isUnseen ? "not among the columns of Types" : `in none of the ${unit}s that were looked at`;
  return `${what} ${shown} ${are} ${where}, so ${they} left out: name what is wanted in Types (types).`;
}

function reportBad(
  { bad, bytes }: RowBatch,
  unit: Lineage["unit"],
  ctx: Pick<NodeContext, "fail" | "node">,
): void {
  if (bad.length === 0) return;
  const frame = badRowsFrame(bad, bytes, ctx.node.id, unit);
  for (const [row, { code, cause, column }] of bad.entries())
    ctx.fail(frame, row, { code, cause, hint: jsonRowHint(code), ...(column !== undefined && { column }) });
}
