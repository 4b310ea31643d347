// Workflows of good files whose issues offer a repair; together with the other tables they show each kind of fix.

import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { fixedBatch1, int64, mlp, multiInput } from "../../models/make.ts";
import { flowOf, type BadCase, type NodeLine } from "../support/bad-case.ts";

export interface RepairCase {
  readonly name: string;
  readonly files: NonNullable<BadCase["files"]>;
  readonly flow: WorkflowDocument;
  /** The code of the issue whose fix is meant. */
  readonly code: string;
}

const CSV = { "in.csv": "a,b,y\n1,2,0\n3,4,1\n5,6,0\n" };

/** One node between the rows of `in.csv` and a table on the screen. */
const around = (...nodes: NodeLine[]): WorkflowDocument =>
  flowOf([["input", "csv", { path: "in.csv" }], ...nodes, ["show", "print-table"]]);

const model = (id: string, params: Readonly<Record<string, unknown>>): NodeLine => [
  id,
  "onnx",
  { model: "m.onnx", ...params },
];

const AB = { inputs: { x: ["a", "b"] } };

const WORDS = { "in.csv": "price,volume\n1,2\n" };

export const repairCases: readonly RepairCase[] = [
  ...(
    [
      ["a list", ["middle", "select", { columns: ["prise", "volume"] }]],
      ["a name", ["middle", "one-hot", { column: "volme", categories: ["2"] }]],
      ["the keys of a table", ["middle", "rename", { names: { prise: "cost" } }]],
    ] satisfies [string, NodeLine][]
  ).map(([where, line]) => ({
    name: `a column misspelt in ${where}`,
    files: WORDS,
    flow: around(line),
    code: "COLUMN_UNKNOWN",
  })),
  {
    name: "columns that were taken by their number",
    files: { "in.csv": "a,b\n1,2\n", "m.onnx": mlp({ inputs: 2 }) },
    flow: around(model("model", {})),
    code: "MODEL_INPUT_GUESSED",
  },
  {
    name: "a batch that the file fixes at one row",
    files: { "in.csv": "a,b,c,d\n1,2,3,4\n", "m.onnx": fixedBatch1() },
    flow: around(model("model", { inputs: { x: ["a", "b", "c", "d"] } })),
    code: "MODEL_BATCH_FIXED",
  },
  {
    name: "an answer whose name is taken",
    files: { ...CSV, "m.onnx": mlp({ inputs: 2, outputs: 1 }) },
    flow: around(model("model", AB)),
    code: "COLUMN_DUPLICATE",
  },
  {
    name: "an answer whose name is taken, with a prefix as well",
    files: { ...CSV, "m.onnx": mlp({ inputs: 2, outputs: 1 }) },
    flow: around(model("first", { ...AB, prefix: "model_" }), model("second", { ...AB, prefix: "model_" })),
    code: "COLUMN_DUPLICATE",
  },
  {
    name: "missing values as NaN for whole numbers",
    files: { ...CSV, "m.onnx": int64() },
    flow: around(model("model", { ...AB, nulls: "nan", prefix: "p_" })),
    code: "NULLS_NOT_POSSIBLE",
  },
  {
    name: "one of two columns that is text",
    files: { "in.csv": "Price,volume,Age\n1,2,007\n", "m.onnx": multiInput() },
    flow: around(model("model", { inputs: { price: "Price", age: "Age" } })),
    code: "MODEL_INPUT_TYPE",
  },
  {
    name: "a name taken by a packed tensor",
    files: CSV,
    flow: around(["middle", "pack", { columns: ["a", "b"], output: "y" }]),
    code: "COLUMN_DUPLICATE",
  },
  {
    name: "NaN for a packed tensor of whole numbers",
    files: CSV,
    flow: around(["middle", "pack", { columns: ["a", "b"], dtype: "int32", nulls: "nan" }]),
    code: "NULLS_NOT_POSSIBLE",
  },
  {
    name: "a threshold that lets go beyond its limit",
    files: CSV,
    flow: around(["middle", "threshold", { column: "a", value: 1, release: 2 }]),
    code: "RELEASE_BEYOND_LIMIT",
  },
  {
    name: "columns that only one of two sources has",
    files: { ...CSV, "other.csv": "a,c\n1,2\n" },
    flow: flowOf(
      [
        ["input", "csv", { path: "in.csv" }],
        ["other", "csv", { path: "other.csv" }],
        ["both", "union"],
        ["show", "print-table"],
      ],
      ["input.out -> both.in", "other.out -> both.in", "both.out -> show.in"],
    ),
    code: "COLUMN_MISSING",
  },
  {
    name: "a header that is a row",
    files: { "in.csv": "1,2\n3,4\n5,6\n" },
    flow: around(["middle", "limit", {}]),
    code: "HEADER_IS_DATA",
  },
  {
    name: "pictures for a model",
    files: { "pictures/none.txt": "", "m.onnx": mlp({ inputs: 2 }) },
    flow: flowOf([
      ["input", "image-folder", { path: "pictures" }],
      ["tensor", "image-to-tensor", { column: "image", dtype: "uint8", normalise: "imagenet" }],
      ["show", "print-table"],
    ]),
    code: "PARAM_INVALID",
  },
];
