// Rows that do not fit: of the file they stand in, or of the model they go to.

import { mlp } from "../../models/make.ts";
import { onnxModel } from "../../../engine/models/onnx/build.ts";
import { flowOf, type NodeLine } from "../support/bad-case.ts";
import type { Failure, RowCase } from "../support/row-failures.ts";

const output: NodeLine = ["output", "write-csv", { path: "out.csv" }];

interface FileCase {
  readonly name: string;
  readonly csv: string | Uint8Array;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly output: string;
  readonly failed: readonly Failure[];
  readonly rows: number;
  readonly warning?: string;
}

const TEN_GOOD = Array.from({ length: 10 }, (_, i) => `${i},${i}\n`).join("");

const inFile: readonly FileCase[] = [
  {
    name: "only a header",
    csv: "a,b\n",
    output: "a,b\n",
    failed: [],
    rows: 0,
    warning: "FILE_NO_ROWS",
  },
  {
    name: "rows of too many and too few cells",
    csv: "a,b\n1,2\n3,4,5\n6\n\n7,8\n",
    output: "a,b\n1,2\n7,8\n",
    failed: [
      { line: 3, code: "ROW_CELLS", cause: "The row has 3 cells, the header 2." },
      { line: 4, code: "ROW_CELLS", cause: "The row has 1 cell, the header 2." },
    ],
    rows: 4,
  },
  {
    name: "a quote that is never closed",
    csv: 'a,b\n1,x\n2,"y\n3,z\n',
    output: "a,b\n1,x\n3,z\n",
    failed: [{ line: 3, code: "QUOTE_UNCLOSED", column: "b", cause: 'column "b" is never closed' }],
    rows: 3,
  },
  {
    name: "text behind a closing quote",
    csv: 'a,b\n1,x\n2,"y"y\n3,z\n',
    output: "a,b\n1,x\n3,z\n",
    failed: [{ line: 3, code: "QUOTE_MISPLACED", column: "b", cause: 'stands "y" instead of a delimiter' }],
    rows: 3,
  },
  {
    name: "bytes of another encoding",
    csv: Buffer.from("a,b\n1,caf\xe9\n2,tea\n", "latin1"),
    output: "a,b\n2,tea\n",
    failed: [
      { line: 2, code: "ENCODING_INVALID", cause: "The row is not UTF-8: byte 0xE9 at place 6 of the row." },
    ],
    rows: 2,
    warning: "ENCODING_INVALID",
  },
  {
    name: "a very long line",
    csv: `a,b\n1,x\n2,${"y".repeat(5000)}\n3,z\n`,
    params: { maxLineBytes: 1000 },
    output: "a,b\n1,x\n3,z\n",
    failed: [
      { line: 3, code: "LINE_TOO_LONG", cause: "The row is longer than 1000 bytes (it has 5002 or more)." },
    ],
    rows: 3,
  },
  {
    name: "numbers beyond a double",
    csv: "a,b\n1,1e308\n2,1e309\n3,-1e999\n4,1e-400\n",
    output: "a,b\n1,1e308\n4,1e-400\n",
    failed: [
      { line: 3, code: "NUMBER_OVERFLOW", column: "b", cause: /"1e309" in column "b" is too big/ },
      { line: 4, code: "NUMBER_OVERFLOW", column: "b", cause: /"-1e999" in column "b" is too big/ },
    ],
    rows: 4,
  },
  {
    name: "NaN and infinity, which are values",
    csv: "a,b\n1,NaN\n2,inf\n3,-Infinity\n4,7\n",
    output: "a,b\n1,NaN\n2,inf\n3,-Infinity\n4,7\n",
    failed: [],
    rows: 4,
  },
  {
    name: "numbers beyond the type that is set",
    csv: "a,b\n1,300\n2,5\n3,4.5\n4,-1\n",
    params: { types: { b: "uint8" } },
    output: "a,b\n2,5\n",
    failed: [
      { line: 2, code: "CELL_INVALID", column: "b", cause: "300 in column" },
      { line: 4, code: "CELL_INVALID", column: "b", cause: "4.5 in column" },
      { line: 5, code: "CELL_INVALID", column: "b", cause: "-1 in column" },
    ],
    rows: 4,
  },
  {
    name: "a word among the numbers",
    csv: `a,b\n${TEN_GOOD}10,ten\n`,
    output: `a,b\n${TEN_GOOD}`,
    failed: [{ line: 12, code: "NUMBER_INVALID", column: "b", cause: '"ten" in column "b" is not a number' }],
    rows: 11,
    warning: "COLUMN_MIXED",
  },
  {
    name: "times that are none",
    csv: "a,t\n1,2024-01-31T10:00:00Z\n2,2024-02-31T10:00:00Z\n3,soon\n",
    params: { types: { t: "timestamp" } },
    output: "a,t\n1,2024-01-31T10:00:00Z\n",
    failed: [
      { line: 3, code: "CELL_INVALID", column: "t", cause: "2024-02-31" },
      { line: 4, code: "CELL_INVALID", column: "t", cause: "soon" },
    ],
    rows: 3,
  },
  {
    name: "two columns of one name",
    csv: "a,a,b\n1,2,3\n",
    output: "a,a_2,b\n1,2,3\n",
    failed: [],
    rows: 1,
    warning: "COLUMN_DUPLICATE",
  },
  {
    name: "columns called like what every object has",
    csv: "constructor,__proto__,toString\n1,2,3\n4,5\n",
    params: { types: { toString: "text" } },
    output: "constructor,__proto__,toString\n1,2,3\n",
    failed: [{ line: 3, code: "ROW_CELLS", cause: "2 cells" }],
    rows: 2,
  },
  {
    name: "columns without a name",
    csv: "a,,b\n1,2,3\n",
    output: "a,column2,b\n1,2,3\n",
    failed: [],
    rows: 1,
    warning: "COLUMN_UNNAMED",
  },
];

/** `x[N,2]` → `y[N,1]` = the sum, in a type of our choice. */
function sum(dtype: "float32" | "int32" | "int64" | "uint8"): Uint8Array {
  return onnxModel({
    inputs: [{ name: "x", dtype, shape: ["N", 2] }],
    outputs: [{ name: "y", dtype: "float32", shape: ["N", 1] }],
    nodes: [
      { op: "Cast", inputs: ["x"], outputs: ["f"], attributes: { to: { int: 1 } } },
      { op: "ReduceSum", inputs: ["f", "axes"], outputs: ["y"] },
    ],
    initializers: [{ name: "axes", dtype: "int64", shape: [1], data: BigInt64Array.of(1n) }],
  });
}

interface IntoModel extends FileCase {
  readonly model: Uint8Array;
}

const intoModel: readonly IntoModel[] = [
  {
    name: "nulls",
    model: sum("float32"),
    csv: "x0,x1\n1,2\n,2\n3,\n4,4\n",
    output: "x0,x1,y\n1,2,3\n4,4,8\n",
    failed: [
      { line: 3, code: "NULL_IN_MODEL", column: "x0", cause: 'Column "x0" has no value here.' },
      { line: 4, code: "NULL_IN_MODEL", column: "x1", cause: 'Column "x1" has no value here.' },
    ],
    rows: 4,
  },
  {
    name: "nulls taken for NaN",
    model: sum("float32"),
    params: { nulls: "nan" },
    csv: "x0,x1\n1,2\n,2\n",
    output: "x0,x1,y\n1,2,3\n,2,NaN\n",
    failed: [],
    rows: 2,
  },
  {
    name: "nulls taken for 0",
    model: sum("float32"),
    params: { nulls: "zero" },
    csv: "x0,x1\n1,2\n,2\n",
    output: "x0,x1,y\n1,2,3\n,2,2\n",
    failed: [],
    rows: 2,
  },
  {
    name: "numbers beyond float32",
    model: sum("float32"),
    csv: "x0,x1\n1,2\n1e39,2\n3,4\n",
    output: "x0,x1,y\n1,2,3\n3,4,7\n",
    failed: [{ line: 3, code: "VALUE_OVERFLOW", column: "x0", cause: /1e\+?39/ }],
    rows: 3,
  },
  {
    name: "fractions for whole numbers",
    model: sum("int64"),
    csv: "x0,x1\n1,2\n1.5,2\n3,4\n",
    output: "x0,x1,y\n1,2,3\n3,4,7\n",
    failed: [{ line: 3, code: "VALUE_NOT_WHOLE", column: "x0", cause: /1\.5/ }],
    rows: 3,
  },
  {
    name: "numbers beyond the model's whole numbers",
    model: sum("uint8"),
    csv: "x0,x1\n1,2\n256,2\n3,-1\n3,4\n",
    output: "x0,x1,y\n1,2,3\n3,4,7\n",
    failed: [
      { line: 3, code: "VALUE_OVERFLOW", column: "x0", cause: /256/ },
      { line: 4, code: "VALUE_OVERFLOW", column: "x1", cause: /-1/ },
    ],
    rows: 4,
  },
  {
    name: "NaN for whole numbers",
    model: sum("int32"),
    csv: "x0,x1\n1,2\nNaN,2\ninf,4\n3,4\n",
    output: "x0,x1,y\n1,2,3\n3,4,7\n",
    failed: [
      { line: 3, code: "VALUE_NOT_WHOLE", column: "x0", cause: /NaN/ },
      { line: 4, code: "VALUE_OVERFLOW", column: "x0", cause: /Infinity/i },
    ],
    rows: 4,
  },
  {
    name: "nothing but bad rows",
    model: mlp({ inputs: 2, outputs: 1 }),
    csv: "x0,x1\n,2\n3,\n",
    output: "x0,x1,y\n",
    failed: [
      { line: 2, code: "NULL_IN_MODEL", column: "x0", cause: 'Column "x0" has no value here.' },
      { line: 3, code: "NULL_IN_MODEL", column: "x1", cause: 'Column "x1" has no value here.' },
    ],
    rows: 2,
  },
];

/** Rows that cannot be read. */
export const fileRowCases: readonly RowCase[] = inFile.map(({ csv, params, ...rest }) => ({
  ...rest,
  node: "input",
  files: { "in.csv": csv },
  flow: flowOf([["input", "csv", { path: "in.csv", ...params }], output]),
}));

/** Names that a lookup in a plain object would find without anybody having given them. */
export const inheritedNames: RowCase = {
  name: "columns called like what every object has",
  node: "middle",
  files: { "in.csv": "constructor,valueOf,toString\n1,2,3\n" },
  flow: flowOf([
    ["input", "csv", { path: "in.csv" }],
    ["middle", "rename", { names: { valueOf: "value" } }],
    output,
  ]),
  output: "constructor,value,toString\n1,2,3\n",
  failed: [],
  rows: 1,
};

/** Rows that a model cannot take. */
export const modelRowCases: readonly RowCase[] = intoModel.map(({ csv, model, params, ...rest }) => ({
  ...rest,
  node: "model",
  files: { "in.csv": csv, "m.onnx": model },
  flow: flowOf([
    ["input", "csv", { path: "in.csv" }],
    ["model", "onnx", { model: "m.onnx", ...params }],
    output,
  ]),
}));
