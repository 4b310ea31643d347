// Steps and sources of kinds that work on tables.

import { halving } from "../../../models/make-anomaly.ts";
import { mlp } from "../../../models/make.ts";
import { parquetOf } from "../../../support/make-parquet.ts";
import { columnsOf, withColumns, type ColumnType } from "../table.ts";
import { MODEL_SCORES, onColumn, onNumbers, type FieldSteps, type MakeStep, type Source } from "./step.ts";

const ANOMALY = { way: "reconstruction", model: "auto.onnx", limit: 0.1 };

const steps: Readonly<Record<string, MakeStep>> = {
  cast: onColumn("number", (column, choose) => {
    const type = choose.of(["float32", "float64", "int32"]);
    return {
      params: { columns: { [column]: type }, onFailure: "null" },
      adds: { [column]: `number ${type}` },
    };
  }),
  filter: onColumn("number", (column, choose) => ({
    params: { condition: `${column} > ${choose.of(["-1", "0", "0.25"])}` },
    adds: {},
  })),
  formula: onColumn("number", (column, _, id) => ({
    params: { columns: { [`${id}_f`]: `${column} * 1.5 - 0.125` } },
    adds: { [`${id}_f`]: "number" },
  })),
  impute: onColumn("number", (column, choose) => ({
    params: choose.of([
      { columns: [column], strategy: "constant", values: { [column]: 1 } },
      { columns: [column], strategy: "previous" },
    ]),
    adds: {},
  })),
  "min-max": onColumn("number", (column, choose, id) => ({
    params: { columns: [column], min: [-1], max: [3], output: `${id}_v`, nulls: choose.of(["fail", "nan"]) },
    adds: { [`${id}_v`]: "vector" },
  })),
  "one-hot": onColumn("text", (column, _, id) => ({
    params: { column, categories: ["red", "green"], prefix: `${id}_` },
    adds: { [`${id}_red`]: "number", [`${id}_green`]: "number" },
  })),
  ordinal: onColumn("text", (column, choose, id) => ({
    params: {
      columns: { [column]: ["red", "green", "blue"] },
      suffix: `_${id}`,
      unknown: choose.of(["minus-one", "fail"]),
    },
    adds: { [`${column}_${id}`]: "number" },
  })),
  pack: onNumbers((columns, id) => ({
    params: { columns, nulls: "zero", output: `${id}_v` },
    adds: { [`${id}_v`]: "vector" },
  })),
  rename(stream, choose, id) {
    const names = [...stream.columns.keys()];
    const [old, renamed] = [choose.of(names), `${id}_r`];
    const columns = new Map([...stream.columns].map(([name, type]) => [name === old ? renamed : name, type]));
    return { params: { names: { [old]: renamed } }, columns };
  },
  select(stream, choose) {
    const names = [...stream.columns.keys()];
    if (names.length < 3) return null;
    const dropped = choose.of(names);
    const columns = new Map([...stream.columns].filter(([name]) => name !== dropped));
    return { params: { mode: "drop", columns: [dropped] }, columns };
  },
  sql(stream, choose, id) {
    const [texts, numbers] = [columnsOf(stream, "text"), columnsOf(stream, "number")];
    if (texts.length === 0 || numbers.length === 0) return null;
    const [text, number] = [choose.of(texts), choose.of(numbers)];
    const names = { [text]: "text", [`${id}_n`]: "int32", [`${id}_m`]: "float64" };
    const query = `SELECT ${text}, count(*)::INT AS ${id}_n, avg(${number}) AS ${id}_m FROM in GROUP BY ALL ORDER BY ${text}`;
    const columns: [string, ColumnType][] = [
      [text, "text"],
      [`${id}_n`, "number int32"],
      [`${id}_m`, "number"],
    ];
    return { params: { query, columns: names }, columns: new Map(columns) };
  },
  standardize: onColumn("number", (column, _, id) => ({
    params: { columns: [column], mean: [0.5], scale: [2], output: `${id}_v`, nulls: "nan" },
    adds: { [`${id}_v`]: "vector" },
  })),
  unpack(stream, choose) {
    const vectors = columnsOf(stream, "vector");
    if (vectors.length === 0) return null;
    const column = choose.of(vectors);
    return { params: { column }, columns: withColumns(stream.columns, { [`${column}0`]: "number" }) };
  },
  report(stream, choose, id) {
    const numbers = columnsOf(stream, "number");
    if (numbers.length === 0) return null;
    const [x, y] = [choose.of(numbers), choose.of(numbers)];
    const charts = [
      { kind: choose.of(["line", "scatter"]), x, y },
      { kind: "histogram", x },
    ];
    const params = { path: `out-${id}.${choose.of(["html", "md"])}`, charts, rows: "last", maxRows: 3 };
    return { params, columns: stream.columns, ports: [] };
  },
  lead: onColumn("number", (column, choose, id) => ({
    params: {
      columns: [{ name: `${id}_next`, column, of: "lead", rows: choose.of([1, 2]) }],
      waitRows: choose.of([5, 100]),
    },
    adds: { [`${id}_next`]: "number" },
  })),
  window: onColumn("number", (column, choose, id) => ({
    params: {
      columns: [
        { name: `${id}_lag`, column, of: "lag", rows: 1 },
        { name: `${id}_w`, column, of: choose.of(["mean", "std", "max", "sum"]), rows: 3 },
      ],
    },
    adds: { [`${id}_lag`]: "number", [`${id}_w`]: "number" },
  })),
  onnx: onNumbers((columns, id) => ({
    params: { model: "m.onnx", inputs: { x: columns }, prefix: `${id}_`, nulls: "zero" },
    adds: Object.fromEntries(Array.from({ length: MODEL_SCORES }, (_, i) => [`${id}_y${i}`, "number"])),
  })),
  "anomaly-score": onNumbers((columns, id) => ({
    params: { columns, ...ANOMALY, output: `${id}_s`, flag: `${id}_f` },
    adds: { [`${id}_s`]: "number" },
  })),
  sigmoid: onColumn("number", (column, _, id) => ({
    params: { columns: [column], suffix: `_${id}` },
    adds: { [`${column}_${id}`]: "number" },
  })),
  softmax: onNumbers((columns, id) => ({
    params: { columns, suffix: `_${id}`, temperature: 2 },
    adds: Object.fromEntries(columns.map((column) => [`${column}_${id}`, "number"])),
  })),
  threshold: onColumn("number", (column, choose, id) => ({
    params: {
      column,
      value: 0.5,
      output: `${id}_t`,
      ...choose.of([{}, { release: 0 }, { release: 0, key: [column] }, { yes: "high", no: "low" }]),
    },
    adds: {},
  })),
  "top-class": onNumbers((columns, id) => ({
    params: { columns, label: `${id}_l`, score: `${id}_s` },
    adds: { [`${id}_l`]: "text", [`${id}_s`]: "number" },
  })),
  aggregate(stream, choose, id) {
    const [texts, numbers] = [columnsOf(stream, "text"), columnsOf(stream, "number")];
    if (texts.length === 0 || numbers.length === 0) return null;
    const [key, column] = [choose.of(texts), choose.of(numbers)];
    const columns = [
      { name: `${id}_m`, of: choose.of(["mean", "sum", "max"]), column },
      { name: `${id}_d`, of: "median", column },
    ];
    const types: [string, ColumnType][] = [
      [key, "text"],
      [`${id}_m`, "number"],
      [`${id}_d`, "number"],
    ];
    return { params: { key: [key], columns }, columns: new Map(types) };
  },
  bucket: onColumn("number", (column) => ({ params: { column, edges: [-0.5, 0.5], as: "label" }, adds: {} })),
  clip: onColumn("number", (column) => ({ params: { columns: [column], low: -1, high: 1.5 }, adds: {} })),
  deduplicate: onColumn("number", (column, choose) => ({
    params: { key: [column], keep: choose.of(["first", "last"]) },
    adds: {},
  })),
  "frequency-encode": onColumn("text", (column) => ({
    params: { column, frequencies: { red: 0.5, green: 0.25 } },
    adds: {},
  })),
  "log-scale": onColumn("number", (column, _, id) => ({
    params: { columns: [column], way: "symmetric", suffix: `_${id}` },
    adds: { [`${column}_${id}`]: "number" },
  })),
  "outlier-flag": onColumn("number", (column) => ({
    params: { column, rows: 8, leastRows: 3, limit: 1 },
    adds: {},
  })),
  sort: onColumn("number", (column, choose) => ({
    params: { columns: [column], descending: choose.of([[], [column]]), nulls: choose.of(["first", "last"]) },
    adds: {},
  })),
  branch(stream, choose) {
    const numbers = columnsOf(stream, "number");
    if (numbers.length === 0) return null;
    const condition = `${choose.of(numbers)} > 0.5`;
    const params = { branches: [{ id: "hit", label: "Hit", condition }], match: choose.of(["first", "all"]) };
    return { params, columns: stream.columns, ports: ["hit", "otherwise"] };
  },
  limit: (stream, choose) => ({
    params: { rows: 20 + choose.number(30), offset: choose.number(3) },
    columns: stream.columns,
  }),
  "write-parquet": (stream, choose, id) => ({
    params: { path: `out-${id}.parquet`, compression: choose.of(["zstd", "snappy"]) },
    columns: stream.columns,
    ports: [],
  }),
  sample: (stream, choose) => ({
    params: choose.of([
      { mode: "fraction", fraction: 0.7, seed: 3 },
      { mode: "every", every: 2 },
    ]),
    columns: stream.columns,
  }),
};

const sources: Readonly<Record<string, Source>> = {
  csv: {
    params: { path: "rows.csv" },
    columns: new Map<string, ColumnType>([
      ["id", "number"],
      ["a", "number"],
      ["b", "number"],
      ["word", "text"],
    ]),
  },
  inline: {
    params: {
      rows: Array.from({ length: 30 }, (_, i) => ({
        a: i / 8 - 1,
        n: i % 5 === 4 ? null : i,
        word: ["red", "green", "grey"][i % 3],
      })),
    },
    columns: new Map<string, ColumnType>([
      ["a", "number"],
      ["n", "number"],
      ["word", "text"],
    ]),
  },
  parquet: {
    params: { path: "tables/rows.parquet" },
    columns: new Map<string, ColumnType>([
      ["a", "number"],
      ["b", "number"],
      ["word", "text"],
    ]),
  },
  "sql-file": {
    params: {
      folder: "tables",
      query:
        "SELECT a, b + a AS b, word FROM 'rows.parquet' WHERE b IS NOT NULL UNION ALL SELECT a, b, word FROM 'more.csv'",
    },
    columns: new Map<string, ColumnType>([
      ["a", "number"],
      ["b", "number"],
      ["word", "text"],
    ]),
  },
  generate: {
    params: {
      rows: 60,
      seed: 7,
      columns: {
        a: { kind: "normal", mean: 0, deviation: 1, nulls: 0.1 },
        b: { kind: "uniform", min: 0, max: 1 },
        word: { kind: "choice", values: ["red", "green", "blue"] },
      },
    },
    columns: new Map<string, ColumnType>([
      ["a", "number"],
      ["b", "number"],
      ["word", "text"],
    ]),
  },
};

const rows = Array.from({ length: 80 }, (_, i) => {
  const a = i % 11 === 10 ? "" : String(Math.round(Math.sin(i) * 1000) / 500);
  return `${i},${a},${(i % 9) / 4 - 1},${["red", "green", "blue", "grey"][i % 4]}`;
});

export const tables: FieldSteps = {
  sources,
  steps,
  files: {
    "rows.csv": `id,a,b,word\n${rows.join("\n")}\n`,
    "tables/rows.parquet": await parquetOf(
      "SELECT range / 7 AS a, CASE WHEN range % 5 = 0 THEN NULL ELSE 1 - range / 20 END AS b, ['red', 'green', 'blue'][1 + range % 3] AS word FROM range(40)",
    ),
    "tables/more.csv": "a,b,word\n0.5,1.5,red\n1.5,-2.5,grey\n",
    "auto.onnx": halving(),
    "m.onnx": mlp({ inputs: 2, hidden: [4], outputs: MODEL_SCORES }),
  },
  inputs: ["rows.csv", "tables"],
};
