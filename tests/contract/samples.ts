// One sample for each node kind: params, input frames and files that make it do its work. The contract tests run them all.

import type { Frame } from "../../engine/frames/frame.ts";
import type { Network } from "../../engine/sdk/services.ts";
import { halving, outlierScores } from "../models/make-anomaly.ts";
import { multiInput } from "../models/make.ts";
import { workbook } from "../support/make-workbook.ts";
import { parquetOf } from "../support/make-parquet.ts";
import { sqliteOf, sqliteText } from "../support/make-sqlite.ts";
import { tableFrames } from "./sample-frames.ts";
import { pictureSamples } from "./samples/pictures.ts";
import { soundSamples } from "./samples/sound.ts";
import { tableSamples } from "./samples/tables.ts";
import { webSamples } from "./samples/web.ts";
import { wordSamples } from "./samples/words.ts";

export interface Sample {
  readonly params: Readonly<Record<string, unknown>>;
  /** Frames by input port, fresh buffers with each call. The table of `sample-frames.ts` at `in` unless given. */
  readonly inputs?: () => Readonly<Record<string, readonly Frame[]>>;
  /** Files that stand beside the workflow, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Who answers, of kinds that reach other machines. */
  readonly network?: Network;
  /** Other params for the same inputs, where one set does not show all that the kind does. */
  readonly also?: readonly Sample["params"][];
  /** What of a file that it writes counts, where its bytes also tell how they came there. */
  readonly reads?: Readonly<Record<string, (path: string) => string>>;
  /** Sources: params and files that make many frames, so that there is something to cancel. */
  readonly long?: Pick<Sample, "params" | "files">;
}

const CSV = 'id,amount,word\n1,2.5,red\n2,,"a, b"\n3,NaN,\nx,1,2,3\n5,-0.25,green\n';
const EXCEL_ROWS = [
  ["id", "word"],
  [1, "a"],
  ["x", "b"],
  [2, "c"],
  [3, "#N/A"],
  [],
  [4, null, "more"],
  [5, "d"],
];
/** One value is no whole number. */
const ROWS = "INSERT INTO t VALUES (1, 'a'), (2, NULL), ('x', 'c'), (3, 'd'), (4, 'e')";
const MANY_ROWS =
  "INSERT INTO n WITH RECURSIVE c(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM c WHERE i < 300) SELECT i FROM c";
const LONG_EXCEL_ROWS = [["id", "amount"], ...Array.from({ length: 20_000 }, (_, i) => [i, i / 4])];
const LONG_CSV = `id,amount\n${Array.from({ length: 100_000 }, (_, i) => `${i},${i / 4}\n`).join("")}`;

export const samples: Readonly<Record<string, Sample>> = {
  // sources
  csv: {
    params: { path: "in.csv" },
    files: { "in.csv": CSV },
    long: { params: { path: "long.csv" }, files: { "long.csv": LONG_CSV } },
  },
  database: {
    params: { system: "sqlite", path: "in.db", query: "SELECT * FROM t WHERE id < $1", values: [6] },
    also: [
      {
        system: "sqlite",
        path: "in.db",
        query: "SELECT word FROM t WHERE id > :least",
        values: { least: 2 },
      },
    ],
    files: { "in.db": sqliteOf("CREATE TABLE t (id INTEGER, word TEXT)", ROWS) },
    long: {
      params: { system: "sqlite", path: "long.db", query: "SELECT a.i FROM n AS a, n AS b", batchRows: 100 },
      files: { "long.db": sqliteOf("CREATE TABLE n (i INTEGER)", MANY_ROWS) },
    },
  },
  excel: {
    params: { path: "in.xlsx" },
    also: [{ path: "in.xlsx", sheet: "2", headerRow: 0, range: "A1:B3", errors: "null" }],
    files: { "in.xlsx": await workbook({ One: EXCEL_ROWS, Two: EXCEL_ROWS }) },
    long: { params: { path: "long.xlsx" }, files: { "long.xlsx": await workbook({ One: LONG_EXCEL_ROWS }) } },
  },
  folder: {
    params: { path: "all", recursive: true, contents: "text", maxMegabytes: 0.001 },
    files: {
      "all/a.txt": "A",
      "all/in/b.txt": "B",
      "all/big.txt": "x".repeat(2_000),
      "all/x.bin": Uint8Array.of(1, 0),
    },
    also: [{ path: "all" }],
    long: {
      params: { path: "all", contents: "text" },
      files: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`all/${i}.txt`, "x".repeat(30_000)])),
    },
  },
  generate: {
    params: {
      rows: 20,
      seed: 3,
      columns: { x: { kind: "uniform", min: 0, max: 1 }, n: { kind: "integer", min: 1, max: 6 } },
      batchRows: 6,
    },
    long: { params: { rows: 100_000, batchRows: 1000 } },
  },
  inline: {
    params: {
      rows: [{ n: 1, word: "a" }, { n: null, word: "b" }, { n: 2.5 }],
      batchRows: 2,
    },
    long: { params: { rows: Array.from({ length: 500 }, (_, n) => ({ n })), batchRows: 5 } },
  },
  jsonl: {
    params: { path: "in.jsonl" },
    also: [{ path: "in.jsonl", nested: "text", alsoNull: ["red"], batchRows: 2 }],
    files: {
      "in.jsonl":
        '{"id":1,"at":{"x":2.5}}\n{"id":2,"word":"red"}\n{"id":"x\n\n{"id":5,"at":null,"word":"a"}\n',
    },
    long: {
      params: { path: "long.jsonl" },
      files: { "long.jsonl": '{"id":1,"amount":0.25}\n'.repeat(100_000) },
    },
  },
  stdin: {
    params: { sample: "in.csv" },
    also: [{ format: "jsonl", sample: "in.jsonl" }],
    files: { "in.csv": CSV, "in.jsonl": '{"id":1,"at":{"x":2.5}}\n{"id":2,\n' },
    long: { params: { sample: "long.csv" }, files: { "long.csv": LONG_CSV } },
  },
  parquet: {
    params: { path: "all" },
    files: {
      "all/a.parquet": await parquetOf(
        "SELECT range AS id, range / 2 AS half, 'row ' || range AS word FROM range(9)",
      ),
      "all/b.parquet": await parquetOf("SELECT 9::BIGINT AS id, NULL::DOUBLE AS half, NULL::VARCHAR AS word"),
    },
    also: [{ path: "all/a.parquet", columns: ["word", "id"], differing: "unite" }],
    long: {
      params: { path: "long" },
      files: {
        "long/a.parquet": await parquetOf("SELECT range AS id FROM range(60000)"),
        "long/b.parquet": await parquetOf("SELECT range AS id FROM range(40000)"),
      },
    },
  },
  "sql-file": {
    params: { folder: ".", query: "SELECT word, count(*) AS n FROM 'in.csv' GROUP BY ALL ORDER BY word" },
    files: { "in.csv": "id,word\n1,red\n2,green\n3,red\n" },
    long: { params: { folder: ".", query: "SELECT range AS n FROM range(100000)" } },
  },

  // prepare
  cast: { params: { columns: { a: "int32", n: "float32", id: "text" }, onFailure: "fail" } },
  filter: { params: { condition: "b >= 0.0 && key == 'right'" } },
  formula: { params: { columns: { twice: "b * 2.0", both: "twice + c", shout: "key + '!'" } } },
  impute: {
    params: { columns: ["b", "word"], strategy: "most-frequent", values: { b: 1, word: "red" } },
    also: [{ columns: ["b", "word"], strategy: "previous" }],
  },
  "min-max": { params: { columns: ["b", "c"], min: [-1, 0], max: [2, 1.5], nulls: "fail" } },
  "one-hot": { params: { column: "word", categories: ["red", "green"], unknown: "zeros" } },
  ordinal: { params: { columns: { word: ["red", "green"], key: ["left", "right"] } } },
  pack: {
    params: { columns: ["a", "b", "c", "n"], nulls: "fail" },
    also: [{ columns: ["n", "flag"], nulls: "zero", dtype: "float16", output: "v" }],
  },
  rename: { params: { names: { a: "alpha", raw: "text" } } },
  select: { params: { columns: ["raw", "a", "scores", "key"] }, also: [{ mode: "drop", columns: ["b"] }] },
  sql: {
    params: {
      query: "SELECT key, word, sum(b) AS total, max(day) AS last FROM in GROUP BY ALL ORDER BY key, word",
      columns: { key: "text", word: "text", total: "float64", last: "date" },
    },
  },
  standardize: { params: { columns: ["b", "n"], mean: [0.5, 2], scale: [1, 0], nulls: "nan" } },
  unpack: { params: { column: "scores" } },
  lead: {
    params: { key: ["key"], columns: [{ name: "later", column: "b", of: "lead", rows: 1 }], waitRows: 3 },
  },
  window: {
    params: {
      key: ["key"],
      columns: [
        { name: "lag", column: "b", of: "lag", rows: 1 },
        { name: "mean", column: "b", of: "mean", rows: 3 },
        { name: "std", column: "a", of: "std", rows: 2 },
        { name: "max", column: "n", of: "max", rows: 2 },
      ],
    },
  },

  // models
  "anomaly-score": {
    params: { columns: ["b", "n"], k: 2, quantile: 0.8 },
    inputs: () => ({ in: tableFrames(), reference: tableFrames() }),
    files: { "auto.onnx": halving(), "outliers.onnx": outlierScores() },
    also: [
      { columns: ["b", "n"], way: "reconstruction", model: "auto.onnx", limit: 1 },
      { columns: ["b", "n"], way: "score", model: "outliers.onnx", output: "strange", limit: 0 },
    ],
  },
  onnx: {
    params: { model: "m.onnx", inputs: { price: "a", volume: "b", age: "n" } },
    files: { "m.onnx": multiInput() },
    also: [
      { model: "m.onnx", inputs: { price: "c", volume: 2, age: "id" }, outputs: "tensor", prefix: "m_" },
    ],
  },
  sigmoid: { params: { columns: ["c"] } },
  softmax: { params: { columns: ["scores"] }, also: [{ columns: ["b", "c", "n"] }] },
  threshold: {
    params: { column: "b", value: 0.5, release: 0.2 },
    also: [
      { column: "a", comparison: "<", value: 1, yes: "low", no: "high" },
      { column: "b", value: 0.5, release: 0.2, key: ["key"] },
    ],
  },
  "top-class": {
    params: { columns: ["scores"], labelsFile: "labels.txt" },
    files: { "labels.txt": "x\ny\nz\n" },
  },

  // control
  branch: {
    params: {
      branches: [
        { id: "high", label: "High", condition: "b > 0.5" },
        { id: "left", label: "Left", condition: "key == 'left'" },
      ],
    },
  },
  limit: { params: { rows: 8, offset: 2 }, also: [{ rows: 100 }] },
  sample: { params: { mode: "fraction", fraction: 0.5, seed: 7 }, also: [{ mode: "every", every: 3 }] },
  union: { params: {} },

  // actions
  report: {
    params: {
      path: "out.html",
      charts: [
        { kind: "line", x: "when", y: "b" },
        { kind: "bars", x: "key", y: "b", of: "mean" },
        { kind: "histogram", x: "n" },
        { kind: "scatter", x: "a", y: "b" },
      ],
      maxRows: 3,
    },
    also: [{ path: "out.md", rows: "top", by: "b", charts: [{ kind: "bars", x: "word" }] }],
  },
  "print-table": { params: { rows: 5 } },
  "write-csv": {
    params: { path: "out.csv" },
    also: [
      { path: "o-{n}.csv", rollMegabytes: 0.0005 },
      {
        path: "deep.csv",
        columns: ["raw", "key", "id"],
        delimiter: ";",
        quoting: "text",
        nullText: "NA",
      },
    ],
  },
  "write-jsonl": {
    params: { path: "out.jsonl" },
    also: [{ path: "o-{n}.jsonl", rollMegabytes: 0.0005 }],
  },
  "write-table": {
    params: { path: "out.db", table: "t" },
    also: [
      { path: "out.db", table: "t", mode: "upsert", keys: ["key", "id"], columns: ["key", "id", "b"] },
      { path: "out.db", table: "t", mode: "replace", batchRows: 2 },
    ],
    reads: { "out.db": sqliteText },
  },
  "write-parquet": {
    params: { path: "out.parquet" },
    also: [{ path: "some.parquet", columns: ["scores", "key", "when"], compression: "snappy" }],
  },

  ...tableSamples,
  ...webSamples,
  ...pictureSamples,
  ...soundSamples,
  ...wordSamples,
};
