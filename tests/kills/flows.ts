// The workflows that are killed: together they have every way in which a run goes on.

import { mlp } from "../models/make.ts";
import type { FlowNode, Workspace } from "../cli/millrace.ts";

export interface KilledFlow {
  readonly name: string;
  readonly nodes: readonly FlowNode[];
  readonly wires: readonly string[];
  readonly args: readonly string[];
  /** Whether it goes on in the middle; else it computes everything again, and compares. */
  readonly goesOn: boolean;
  /** How many of a hundred kills are its own. */
  readonly share: number;
  /** Whose table it writes into. */
  readonly system?: "sqlite" | "duckdb" | "postgresql";
}

/** The table that flows of a system write into: it refuses some rows. */
export const MAKE_TABLE =
  "CREATE TABLE t (id BIGINT PRIMARY KEY CHECK (id % 131 <> 7), unit TEXT, a DOUBLE PRECISION, b DOUBLE PRECISION)";

/** The transactions of a table end elsewhere than the checkpoints of the run. */
function tableFlow(
  system: NonNullable<KilledFlow["system"]>,
  mode: "insert" | "upsert" | "replace",
  share: number,
): KilledFlow {
  const path = { sqlite: "out.db", duckdb: "out.duckdb", postgresql: "" }[system];
  return {
    name: `table-${system}-${mode}`,
    nodes: [
      rows(40, FEW),
      ["carry", "impute", { columns: ["b"], strategy: "previous" }],
      [
        "out",
        "write-table",
        { system, path, table: "t", mode, keys: mode === "upsert" ? ["id"] : [], batchRows: 17 },
      ],
    ],
    wires: ["rows -> carry", "carry -> out"],
    args: ONE_THREAD,
    goesOn: true,
    share,
    system,
  };
}

const rows = (batchRows: number, path = "rows.csv"): FlowNode => [
  "rows",
  "csv",
  { path, batchRows, ...TYPES },
];
/** Each batch of a table waits for the disk. */
const FEW = "few.csv";
const TYPES = { types: { a: "float64" } };
const ONE_THREAD = ["--threads", "1"];

export const FLOWS: readonly KilledFlow[] = [
  {
    name: "memory",
    nodes: [
      rows(40),
      ["carry", "impute", { columns: ["b"], strategy: "previous" }],
      ["mean", "window", { key: ["unit"], columns: [{ name: "m", column: "b", of: "mean", rows: 5 }] }],
      ["high", "threshold", { column: "m", value: 6, release: 4, output: "high" }],
      // One row at a time: which rows a model gets together is chance, and may change the last digit of what it answers.
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["b", "m"] }, maxBatch: 1 }],
      ["out", "write-csv", { path: "out.csv" }],
      ["lines", "write-jsonl", { path: "lines.jsonl" }],
    ],
    wires: [
      "rows -> carry",
      "carry -> mean",
      "mean -> high",
      "high -> model",
      "model -> out",
      "high -> lines",
    ],
    args: ONE_THREAD,
    goesOn: true,
    share: 30,
  },
  {
    // The limit is never reached: how far a source has read by then is chance.
    name: "branches",
    nodes: [
      rows(64),
      ["split", "branch", { branches: [{ id: "more", condition: "b > 5.0" }] }],
      ["few", "sample", { fraction: 0.5 }],
      ["all", "union"],
      ["some", "limit", { rows: 100_000, offset: 100 }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    wires: [
      "rows -> split",
      "split.more -> few",
      "few -> all.in",
      "split.otherwise -> all.in",
      "all -> some",
      "some -> out",
    ],
    args: ONE_THREAD,
    goesOn: true,
    share: 15,
  },
  {
    name: "again",
    nodes: [
      rows(64),
      ["lists", "rows-to-list", { columns: ["b"], key: ["unit"], output: "list" }],
      ["out", "write-jsonl", { path: "out.jsonl" }],
    ],
    wires: ["rows -> lists", "lists -> out"],
    args: ONE_THREAD,
    goesOn: false,
    share: 15,
  },
  {
    name: "parts",
    nodes: [
      ["rows", "csv", { path: "many.csv", ...TYPES }],
      ["some", "filter", { condition: "a > 4.0" }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    wires: ["rows -> some", "some -> out"],
    args: ["--threads", "2"],
    goesOn: true,
    share: 10,
  },
  tableFlow("sqlite", "insert", 10),
  tableFlow("sqlite", "replace", 5),
  tableFlow("duckdb", "insert", 5),
  tableFlow("postgresql", "insert", 5),
  {
    // Everything is computed again, and what is in the table already is only looked at.
    name: "table-again",
    nodes: [
      rows(64, FEW),
      ["lists", "rows-to-list", { columns: ["b"], key: ["unit"], output: "list" }],
      ["out", "write-table", { path: "out.db", table: "lists", batchRows: 5 }],
    ],
    wires: ["rows -> lists", "lists -> out"],
    args: ONE_THREAD,
    goesOn: false,
    share: 5,
    system: "sqlite",
  },
];

/** Bytes from which a file is read in parts, and a little more. */
const MANY_BYTES = 26 * 1024 * 1024;

/** `place` is where the PostgreSQL server is. */
export async function writeFlows(work: Workspace, place: object): Promise<void> {
  const header = "id,unit,a,b\n";
  // Rows that fail at the source, gaps to carry over, groups of five rows.
  const row = (i: number) =>
    `${i},u${Math.floor(i / 5) % 7},${i % 97 === 5 ? "x" : (i % 10) + 0.5},${i % 13 === 3 ? "" : `${(i * 7919) % 11}.50`}\n`;
  const few = Array.from({ length: 4000 }, (_, i) => row(i)).join("");
  await work.write(FEW, header + Array.from({ length: 400 }, (_, i) => row(i)).join(""));
  await work.write("rows.csv", header + few);
  await work.write("many.csv", header + few.repeat(Math.ceil(MANY_BYTES / few.length)));
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  for (const { name, nodes, wires, system } of FLOWS) {
    const placed = nodes.map(([id, kind, params]): FlowNode => [
      id,
      kind,
      { ...params, ...(kind === "write-table" && system === "postgresql" && place) },
    ]);
    await work.flow(`${name}.millrace.json`, placed, wires);
  }
}
