// Gives the rows of delimited text on as frames, from wherever its bytes come.

import { ArenaPool } from "../../../engine/frames/arena.ts";
import { isNumberType, type Schema } from "../../../engine/frames/types.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import type { FileReader } from "../../../engine/sdk/services.ts";
import { badRowsFrame } from "../csv/bad-rows.ts";
import { BlockReader, blocksBehind } from "../csv/blocks.ts";
import { leaveKernel, takeKernel } from "../csv/kernel/kernel.ts";
import { makeLayout, type ScanLayout } from "../csv/layout.ts";
import { readRows, type PlacedBatch, type RowBatch } from "../csv/read-rows.ts";
import { recoderFor } from "../csv/recode.ts";
import type { CsvFacts } from "./probe.ts";
import { rowHint } from "./row-hints.ts";

/**
 * Read at a time: about 8,000 rows of 16 numbers. Less costs more for each frame than the caches give back (512 KiB: 5 % of
 * a run), more gains nothing.
 */
const BLOCK_BYTES = 1024 * 1024;
const FIRST_BLOCK_BYTES = 32 * 1024;
/** Below this the vector kernel does not pay for its start (about 1 ms). */
const KERNEL_BYTES = 512 * 1024;

/** Where reading began, and how much of it came first: what says where the blocks behind it begin. */
export type Begun = Readonly<Record<"from" | "firstBytes" | "rowBytes", number>>;

export interface CsvProducing {
  readonly facts: CsvFacts;
  readonly schema: Schema;
  readonly from: number;
  readonly to: number;
  readonly firstLine: number;
  readonly batchRows: number;
  readonly maxLineBytes: number;
  /** Nobody looks at the first rows of a part by themselves. */
  readonly isPart: boolean;
  /** Of a run that goes on: how the one before it began. */
  readonly begun?: Begun | undefined;
}

/** Closes nothing: who opened the reader does that. */
export async function produceCsv(
  reader: FileReader,
  { facts, schema, from, to, isPart, begun: before, ...reading }: CsvProducing,
  ctx: Pick<NodeContext, "node" | "fail" | "signal">,
  give: (batch: PlacedBatch, begun: Begun) => Promise<void> | void,
): Promise<void> {
  const kernel = to - from >= KERNEL_BYTES ? takeKernel() : null;
  const pool = kernel?.pool ?? new ArenaPool();
  const begun = before ?? {
    from,
    firstBytes: isPart ? BLOCK_BYTES : FIRST_BLOCK_BYTES,
    rowBytes: facts.rowBytes,
  };
  const blocks = new BlockReader(reader, {
    from,
    to,
    ...blocksBehind(from, { ...begun, maxBytes: BLOCK_BYTES }),
    maxBytes: BLOCK_BYTES,
    recode: recoderFor(facts.encoding, facts.lineEnds),
    pool,
  });
  try {
    await readRows(
      blocks,
      {
        ...reading,
        source: ctx.node.id,
        schema,
        layout: csvLayout(schema, facts),
        kernel,
        rowBytes: begun.rowBytes,
      },
      ctx.signal,
      (batch) => {
        reportBad(batch, ctx);
        return give(batch, begun);
      },
    );
  } finally {
    await blocks.settle();
    if (kernel) leaveKernel(kernel);
  }
}

export function csvLayout({ fields }: Schema, { dialect }: CsvFacts): ScanLayout {
  const isScanned = fields.map(({ type: { type } }) => isNumberType(type) && !type.endsWith("int64"));
  return makeLayout(
    dialect,
    fields.map(({ name }) => name),
    isScanned,
  );
}

function reportBad({ bad, bytes }: RowBatch, ctx: Pick<NodeContext, "fail" | "node">): void {
  if (bad.length === 0) return;
  const inOrder = [...bad].sort((a, b) => a.line - b.line);
  const frame = badRowsFrame(inOrder, bytes, ctx.node.id);
  for (const [row, { code, cause, column, cell }] of inOrder.entries()) {
    ctx.fail(frame, row, { code, cause, hint: rowHint(code, cell), ...(column !== undefined && { column }) });
  }
}
