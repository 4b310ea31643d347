// Cuts a delimited file into ranges of bytes that begin and end between two rows.

import type { SourcePart } from "../../../engine/sdk/node-definition.ts";
import type { HostServices } from "../../../engine/sdk/services.ts";
import type { CsvParams } from "../../_shared/csv-source/params.ts";
import type { CsvFacts } from "../../_shared/csv-source/probe.ts";

const NEWLINE = 10;
/** Looked at on both sides of a cut. A line end is between two rows unless a quoted cell longer than this holds it. */
const WINDOW_BYTES = 64 * 1024;
const SMALLEST_PART_BYTES = 2 * WINDOW_BYTES;

/** About `count` parts; a single one where quotes are about, since a line end may then be inside a cell. */
export async function cutParts(
  params: CsvParams,
  facts: CsvFacts,
  host: HostServices,
  count: number,
): Promise<readonly SourcePart[]> {
  const { dataFrom, size, dialect, encoding } = facts;
  const whole = [{ from: dataFrom, to: size }];
  const parts = Math.min(count, Math.floor((size - dataFrom) / SMALLEST_PART_BYTES));
  if (parts < 2 || facts.quoted || encoding.startsWith("utf-16")) return whole;
  const reader = await host.files.open(params.path);
  try {
    const cuts = [dataFrom];
    for (let i = 1; i < parts; i++) {
      const target = dataFrom + Math.floor(((size - dataFrom) * i) / parts);
      const begin = target - WINDOW_BYTES;
      const window = new Uint8Array(2 * WINDOW_BYTES);
      const read = await reader.read(window, begin);
      const newline = window.subarray(0, read).indexOf(NEWLINE, WINDOW_BYTES);
      if (newline < 0 || (dialect.quote >= 0 && window.includes(dialect.quote))) return whole;
      cuts.push(begin + newline + 1);
    }
    return cuts.map((from, i) => ({ from, to: cuts[i + 1] ?? size }));
  } finally {
    await reader.close();
  }
}
