// csv: reads a file of delimited rows as a table, in frames, with the numbers parsed and the bytes kept.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError, PART_TORN } from "../../../engine/sdk/errors.ts";
import type { SourcePart } from "../../../engine/sdk/node-definition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { PlacedBatch, RowBatch } from "../../_shared/csv/read-rows.ts";
import { csvLayout, produceCsv, type Begun } from "../../_shared/csv-source/produce-csv.ts";
import { csvAdvice } from "./advice.ts";
import { RAW_SCHEMA } from "../../_shared/csv/bad-rows.ts";
import { csvSchema } from "../../_shared/csv-source/csv-schema.ts";
import { csvParams } from "../../_shared/csv-source/params.ts";
import { csvPartition } from "./partition.ts";
import { cutParts } from "./parts.ts";
import { probeCsv } from "../../_shared/csv-source/probe.ts";
import { recoderFor } from "../../_shared/csv/recode.ts";
import { readerUpTo } from "../../_shared/csv/whole-reader.ts";

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
    const { out, ...found } = csvSchema(params, facts);
    return { outputs: { out }, failed: RAW_SCHEMA, ...found };
  },

  advise: (args) => csvAdvice(args),

  async produce(ctx) {
    const { params, facts, host, out, part } = ctx;
    const from = part?.from ?? facts.dataFrom;
    const reader = await host.files.open(params.path);
    // Not less than what was looked at: the file may have become shorter since.
    const to = part?.to ?? Math.max(reader.size, facts.size);
    const { batchRows, maxLineBytes } = params;
    const producing = {
      facts,
      schema: ctx.outputs.out,
      from,
      to,
      // Rows of a later part whose first line nobody knows are counted from 0: the runtime adds the lines before it.
      firstLine: part?.firstRow ?? (from > facts.dataFrom ? 0 : facts.firstLine),
      batchRows,
      maxLineBytes,
      isPart: part !== null,
      begun: part?.memo as Begun | undefined,
    };
    try {
      await produceCsv(readerUpTo(reader, to, params.path), producing, ctx, (batch, begun) => {
        if (part && part.firstRow === undefined && to < reader.size) refuseTorn(batch, params.path);
        const read = (batch.next ?? batch.position) - from;
        ctx.progress(read, to - from, read);
        ctx.reached?.(leftBehind(batch, to, begun));
        return out.out(batch.frame);
      });
    } finally {
      await reader.close();
    }
  },

  // Bytes of a file that is put into UTF-8 first are not those that are counted.
  resumes: ({ facts }) => recoderFor(facts.encoding, facts.lineEnds) === null,

  parts: (ctx, count) => cutParts(ctx.params, ctx.facts, ctx.host, count),

  partition: (ctx, partition) => csvPartition(ctx, csvLayout(ctx.outputs.out, ctx.facts), partition),
});

function leftBehind({ next, frame, rowBytes }: PlacedBatch, to: number, begun: Begun): SourcePart | null {
  if (next === null) return null;
  return { from: next, to, firstRow: frame.lineage.to, memo: { ...begun, rowBytes } };
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
