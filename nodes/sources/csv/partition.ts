// The part of a delimited file that one process of a divided batch reads: rows that begin in its share of the bytes.

import { ArenaPool } from "../../../engine/frames/arena.ts";
import type { NodeContext, SourcePart } from "../../../engine/sdk/node-definition.ts";
import { rangeOfPart, type Partition } from "../../../engine/sdk/partition.ts";
import { BlockReader } from "../../_shared/csv/blocks.ts";
import type { ScanLayout } from "../../_shared/csv/layout.ts";
import { rowStarts } from "../../_shared/csv/row-starts.ts";
import type { CsvParams } from "../../_shared/csv-source/params.ts";
import type { CsvFacts } from "../../_shared/csv-source/probe.ts";

const BLOCK_BYTES = 1024 * 1024;

/**
 * The file is looked through from its beginning to where the part ends: quotes and line numbers are then those of the whole.
 * Where bytes are not the characters of rows (UTF-16, lines that end in CR alone), the first part gets all of it.
 */
export async function csvPartition(
  ctx: NodeContext<CsvParams, CsvFacts, undefined>,
  layout: ScanLayout,
  partition: Partition,
): Promise<SourcePart> {
  const { params, facts, host, signal } = ctx;
  const { dataFrom, firstLine, size, encoding, lineEnds } = facts;
  if (encoding.startsWith("utf-16") || lineEnds === "cr") {
    ctx.warn("PARTITION_WHOLE", `"${params.path}" cannot be cut as it is spelled: part 1 reads all of it.`);
    return { from: partition.index === 0 ? dataFrom : size, to: size, firstRow: firstLine };
  }
  const share = rangeOfPart(size - dataFrom, partition);
  const reader = await host.files.open(params.path);
  const blocks = new BlockReader(reader, {
    from: dataFrom,
    to: size,
    firstBytes: BLOCK_BYTES,
    maxBytes: BLOCK_BYTES,
    recode: null,
    pool: new ArenaPool(),
  });
  try {
    const looking = { layout, firstLine, maxLineBytes: params.maxLineBytes, to: size };
    // The last part ends where the file does.
    const isLast = partition.index === partition.count - 1;
    const targets = [dataFrom + share.from, ...(isLast ? [] : [dataFrom + share.to])];
    const [begin, end] = await rowStarts(blocks, looking, targets, signal);
    return { from: begin.at, to: end?.at ?? size, firstRow: begin.line };
  } finally {
    await blocks.settle();
    await reader.close();
  }
}
