// generate: makes rows by chance, the same ones for the same seed.

import * as z from "zod/mini";
import { columnOf, freshLineage } from "../../../engine/frames/builder.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { rangeOfPart } from "../../../engine/sdk/partition.ts";
import { json, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { columnSpec, type ColumnSpec } from "./column-spec.ts";
import { ColumnGenerator, startMs, typeOf } from "./generate-column.ts";

/** Rows of a frame where nothing else is said, and rows made at once. */
const CHUNK_ROWS = 2048;

export default defineNode({
  kind: "generate",
  version: 1,
  category: "sources",
  title: "Generate rows",
  summary: "Makes random rows, the same ones for the same seed.",
  keywords: ["synthetic", "fake", "test", "demo", "data", "create"],
  params: paramsOf({
    rows: number({ title: "Rows", help: "How many rows.", default: 1000, min: 0, max: 1e12, integer: true }),
    seed: number({
      title: "Seed",
      help: "Another seed gives other rows.",
      default: 1,
      min: 0,
      max: 2 ** 53 - 1,
      integer: true,
    }),
    columns: json<Record<string, ColumnSpec>>(() => z.record(z.string().check(z.minLength(1)), columnSpec), {
      title: "Columns",
      help: "Column name to what it is made of: uniform, normal, integer, choice, bool, sequence or timestamp.",
      default: { x: { kind: "uniform", min: 0, max: 1 } },
      example: {
        size: { kind: "normal", mean: 10, deviation: 2, nulls: 0.05 },
        colour: { kind: "choice", values: ["red", "green"] },
        time: { kind: "timestamp", start: "2026-01-01T00:00:00Z", stepMs: 60_000 },
      },
    }),
    batchRows: number({
      title: "Rows at a time",
      help: "Most rows that are given on together; 0 lets Millrace choose.",
      labels: { 0: "automatic" },
      default: 0,
      min: 0,
      max: 1_000_000,
      integer: true,
    }),
  }),
  inputs: {},
  outputs: { out: table() },
  effects: [],
  determinism: "seeded",
  state: "none",
  needs: [],

  schema({ params: { columns } }) {
    const fields = Object.entries(columns).map(([name, spec]) =>
      field(name, typeOf(spec), (spec.nulls ?? 0) > 0),
    );
    return { outputs: { out: { fields } }, issues: Object.entries(columns).flatMap(specIssues) };
  },

  async produce({ params, outputs, node, out, signal, progress, part }) {
    const { batchRows, seed } = params;
    const begin = part?.from ?? 0;
    const rows = part?.to ?? params.rows;
    const schema = outputs.out;
    const generators = Object.entries(params.columns).map(
      ([name, spec]) => new ColumnGenerator(spec, name, seed),
    );
    const emptyFrame = (position: number) => {
      const none = schema.fields.map(({ type }) => columnOf(type, []));
      return new Frame(schema, none, 0, freshLineage(node.id, position, position));
    };
    const frameRows = batchRows || CHUNK_ROWS;
    const chunkRows = frameRows * Math.ceil(CHUNK_ROWS / frameRows);
    for (let first = 0; first < rows; first += chunkRows) {
      const count = Math.min(chunkRows, rows - first);
      const chunks = generators.map((generator) => generator.next(count));
      // Chance goes on from row to row: those before a part are made as well, and not given.
      const skipped = Math.min(count, Math.max(0, begin - first));
      if (skipped === count && count > 0) await out.out(emptyFrame(first + count + 1));
      for (let from = skipped; from < count; from += frameRows) {
        if (signal.aborted) return;
        const to = Math.min(count, from + frameRows);
        const columns = chunks.map((chunk) => chunk.cut(from, to));
        const waited = out.out(
          new Frame(schema, columns, to - from, freshLineage(node.id, first + from + 1, first + to + 1)),
        );
        if (waited) await waited;
      }
      progress(first + count, rows);
    }
  },

  partition: ({ params }, partition) => rangeOfPart(params.rows, partition),
});

function specIssues([name, spec]: [string, ColumnSpec]): NodeIssue[] {
  const place = { severity: "error", path: `params.columns.${name}` } as const;
  if ((spec.kind === "uniform" || spec.kind === "integer") && spec.min > spec.max) {
    return [
      {
        ...place,
        code: "RANGE_EMPTY",
        message: `The least value of column "${name}" is above the greatest.`,
        expected: "min up to max",
        got: `${spec.min} to ${spec.max}`,
        hint: "Swap the two.",
      },
    ];
  }
  if (spec.kind === "timestamp" && Number.isNaN(startMs(spec.start))) {
    return [
      {
        ...place,
        code: "CELL_INVALID",
        message: `The start of column "${name}" is no timestamp.`,
        expected: "ISO 8601, such as 2025-01-01T00:00:00Z",
        got: spec.start,
        hint: "Write it as year, month, day, T, hours and minutes.",
      },
    ];
  }
  return [];
}
