// csv: reads a file of delimited rows as a table, in frames, with the numbers parsed and the bytes kept.

import { ArenaPool } from "../../../engine/frames/arena.ts";
import { isNumberType, type Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError, PART_TORN } from "../../../engine/sdk/errors.ts";
import type { NodeContext, SourcePart } from "../../../engine/sdk/node-definition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { BlockReader, blocksBehind } from "../../_shared/csv/blocks.ts";
import { leaveKernel, takeKernel } from "../../_shared/csv/kernel/kernel.ts";
import { makeLayout, type ScanLayout } from "../../_shared/csv/layout.ts";
import { readRows, type RowBatch } from "../../_shared/csv/read-rows.ts";
import { recoderFor } from "../../_shared/csv/recode.ts";
import { csvAdvice } from "./advice.ts";
import { rowHint } from "./row-hints.ts";
import { badRowsFrame, RAW_SCHEMA } from "./bad-rows.ts";
import { csvSchema } from "./csv-schema.ts";
import { csvParams } from "./params.ts";
import { csvPartition } from "./partition.ts";
import { cutParts } from "./parts.ts";
import { probeCsv, type CsvFacts } from "./probe.ts";
import { readerUpTo } from "./whole-reader.ts";

/**
 * Read at a time: about 8,000 rows of 16 numbers. Less costs more for each frame than the caches give back (512 KiB: 5 % of
 * a run), more gains nothing.
 */
const BLOCK_BYTES = 1024 * 1024;
const FIRST_BLOCK_BYTES = 32 * 1024;
/** Below this the vector kernel does not pay for its start (about 1 ms). */
const KERNEL_BYTES = 512 * 1024;

export default defineNode({
  kind: "csv",
  version: 1,
  category: "sources",
  title: "CSV file",
  summary: "Reads the rows of a delimited file.",
  keywords: ["import", "load", "open", "excel", "spreadsheet", "tsv", "table", "data", "text"],
  params: csvParams,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: ({ params, host }) => probeCsv(params, host),

  schema({ params, facts }) {
    if (!facts) return { outputs: {}, failed: RAW_SCHEMA };
    const { out, issues } = csvSchema(params, facts);
    return { outputs: { out }, failed: RAW_SCHEMA, issues };
  },

  advise: (args) => csvAdvice(args),

  async produce(ctx) {
    const { params, facts, node, host, signal, out, part } = ctx;
    const schema = ctx.outputs.out;
    const from = part?.from ?? facts.dataFrom;
    const reader = await host.files.open(params.path);
    // Not less than what was looked at: the file may have become shorter since.
    const to = part?.to ?? Math.max(reader.size, facts.size);
    const whole = readerUpTo(reader, to, params.path);
    const kernel = to - from >= KERNEL_BYTES ? takeKernel() : null;
    const pool = kernel?.pool ?? new ArenaPool();
    // Nobody looks at the first rows of a part by themselves.
    const begun = (part?.memo as Begun | undefined) ?? {
      from,
      firstBytes: part ? BLOCK_BYTES : FIRST_BLOCK_BYTES,
      rowBytes: facts.rowBytes,
    };
    const blocks = new BlockReader(whole, {
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
          source: node.id,
          schema,
          layout: layoutOf(schema, facts),
          maxLineBytes: params.maxLineBytes,
          // Rows of a later part whose first line nobody knows are counted from 0: the runtime adds the lines before it.
          firstLine: part?.firstRow ?? (from > facts.dataFrom ? 0 : facts.firstLine),
          kernel,
          batchRows: params.batchRows,
          rowBytes: begun.rowBytes,
        },
        signal,
        (batch) => {
          if (part && part.firstRow === undefined && to < reader.size) refuseTorn(batch, params.path);
          reportBad(batch, ctx);
          const read = (batch.next ?? batch.position) - from;
          ctx.progress(read, to - from, read);
          ctx.reached?.(leftBehind(batch, to, begun));
          return out.out(batch.frame);
        },
      );
    } finally {
      await blocks.settle();
      await reader.close();
      if (kernel) leaveKernel(kernel);
    }
  },

  // Bytes of a file that is put into UTF-8 first are not those that are counted.
  resumes: ({ facts }) => recoderFor(facts.encoding, facts.lineEnds) === null,

  parts: (ctx, count) => cutParts(ctx.params, ctx.facts, ctx.host, count),

  partition: (ctx, partition) => csvPartition(ctx, layoutOf(ctx.outputs.out, ctx.facts), partition),
});

/** Where reading began, and how much of it came first: what says where the blocks behind it begin. */
type Begun = Readonly<Record<"from" | "firstBytes" | "rowBytes", number>>;

function leftBehind({ next, frame, rowBytes }: RowBatch, to: number, begun: Begun): SourcePart | null {
  if (next === null) return null;
  return { from: next, to, firstRow: frame.lineage.to, memo: { ...begun, rowBytes } };
}

function layoutOf({ fields }: Schema, { dialect }: CsvFacts): ScanLayout {
  const isScanned = fields.map(({ type: { type } }) => isNumberType(type) && !type.endsWith("int64"));
  return makeLayout(
    dialect,
    fields.map(({ name }) => name),
    isScanned,
  );
}

/** A quote that is open where a part ends began in a cell so long that the cut fell into it. */
function refuseTorn({ bad }: RowBatch, file: string): void {
  if (!bad.some(({ open }) => open)) return;
  throw new MillraceError(PART_TORN, {
    message: "A quote that is open where a part ends: the file cannot be read in parts.",
    file,
    hint: "Run with --threads 1.",
    fatal: true,
  });
}

function reportBad({ bad, bytes }: RowBatch, ctx: Pick<NodeContext, "fail" | "node">): void {
  if (bad.length === 0) return;
  const inOrder = [...bad].sort((a, b) => a.line - b.line);
  const frame = badRowsFrame(inOrder, bytes, ctx.node.id);
  for (const [row, { code, cause, column, cell }] of inOrder.entries()) {
    ctx.fail(frame, row, { code, cause, hint: rowHint(code, cell), ...(column !== undefined && { column }) });
  }
}
