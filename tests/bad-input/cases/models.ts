// Model files that must be refused, and models that do not fit the rows.

import { onnxModel } from "../../../engine/models/onnx/build.ts";
import { bool, externalData, float16, int64, mlp, multiInput, strings } from "../../models/make.ts";
import { badOpset, int4Output, unknownOp } from "../../models/make-hostile.ts";
import { flowOf, type BadCase } from "../support/bad-case.ts";

const CSV = "id,x0,x1\n1,0.5,1.5\n2,-1,2\n";

const flow = (params: Readonly<Record<string, unknown>> = {}) =>
  flowOf([
    ["input", "csv", { path: "in.csv" }],
    ["model", "onnx", { model: "m.onnx", ...params }],
    ["output", "write-csv", { path: "out.csv" }],
  ]);

/** `x[N,2]` → `y[N,2]`, whose weights stand at `location`. */
function external(location: string): Uint8Array {
  return externalData(location).model;
}

function withoutOutputs(): Uint8Array {
  const x = { name: "x", dtype: "float32", shape: ["N", 2] } as const;
  return onnxModel({ inputs: [x], outputs: [], nodes: [{ op: "Relu", inputs: ["x"], outputs: ["y"] }] });
}

/** A file cut off in the middle, as a download that broke. */
const cutOff = () => mlp({ inputs: 2 }).subarray(0, 900);

/** A model in which bytes were changed on the way. */
function scrambled(): Uint8Array {
  const bytes = Uint8Array.from(mlp({ inputs: 2 }));
  for (let i = 8; i < bytes.length; i += 13) bytes[i] ^= 0xff;
  return bytes;
}

interface ModelCase extends Pick<BadCase, "name" | "code" | "message" | "next"> {
  readonly model: Uint8Array | string | null;
  readonly csv?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly place?: string;
  readonly beside?: Readonly<Record<string, string | Uint8Array>>;
}

const refusedFiles: readonly ModelCase[] = [
  { name: "no file", model: null, code: "FILE_MISSING", message: "m.onnx", next: "Check the path" },
  { name: "an empty file", model: "", code: "MODEL_EMPTY", message: "empty", next: "get the file again" },
  {
    name: "text called .onnx",
    model: "This is a note about a model.\n".repeat(20),
    code: "MODEL_NOT_ONNX",
    message: /text/,
    next: "Give the path of an .onnx file; data files go to a source node",
  },
  {
    name: "a web page called .onnx",
    model: "<!DOCTYPE html>\n<html><body>Not found</body></html>\n",
    code: "MODEL_NOT_ONNX",
    message: /page|HTML/i,
    next: "open the address in a browser",
  },
  {
    name: "the pointer of a large file",
    model: "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 12345\n",
    code: "MODEL_NOT_ONNX",
    message: /pointer|LFS/i,
    next: /git lfs/i,
  },
  {
    name: "a zip archive called .onnx",
    model: "PK\u0003\u0004 and so on",
    code: "MODEL_NOT_ONNX",
    message: /zip|archive/i,
    next: "Unpack it",
  },
  {
    name: "a file cut off",
    model: cutOff(),
    code: "MODEL_CORRUPT",
    message: "is damaged or cut off",
    next: "Get the file again",
  },
  {
    name: "a file with bytes changed",
    model: scrambled(),
    code: "MODEL_CORRUPT",
    message: "is damaged or cut off",
    next: "Get the file again",
  },
  {
    name: "an operator nobody knows",
    model: unknownOp(),
    code: "MODEL_OP_UNKNOWN",
    message: "Transmogrify",
    next: "Export the model with standard operators",
  },
  {
    name: "an operator of somebody's own",
    model: unknownOp("com.example"),
    code: "MODEL_OP_UNKNOWN",
    message: "com.example:Transmogrify",
    next: "without custom operators",
  },
  {
    name: "an opset of the future",
    model: badOpset(),
    code: "MODEL_OPSET_UNSUPPORTED",
    message: "opset 99",
    next: "opset_version=17",
  },
  {
    name: "weights that are not there",
    model: external("factors.bin"),
    code: "MODEL_EXTERNAL_MISSING",
    message: '"factors.bin" are not there',
    next: 'Copy "factors.bin"',
  },
  {
    name: "weights cut off",
    model: external("factors.bin"),
    beside: { "factors.bin": "abc" },
    code: "MODEL_EXTERNAL_MISSING",
    message: '"factors.bin" are cut off',
    next: 'Copy "factors.bin"',
  },
  ...["../secret.bin", "/etc/hostname", "C:\\secret.bin", "a/../../secret.bin", "..\\secret.bin"].map(
    (location): ModelCase => ({
      name: `weights at ${location}`,
      model: external(location),
      code: "MODEL_EXTERNAL_PATH",
      message: `"${location}"`,
      next: "Put the weights beside the model",
    }),
  ),
  ...(["int4", "uint4"] as const).map((dtype): ModelCase => ({
    name: `an ${dtype} output, which aborts the process`,
    model: int4Output(dtype),
    code: "MODEL_OUTPUT_UNSUPPORTED",
    message: dtype,
    next: "Cast to float32",
  })),
  {
    name: "no output",
    model: withoutOutputs(),
    code: "MODEL_OUTPUT_UNSUPPORTED",
    message: "no output",
    next: "Export the model with plain tensors as outputs",
  },
];

const inputs = "node model.in, params.inputs";

const wrongRows: readonly ModelCase[] = [
  {
    name: "more values than columns",
    model: mlp({ inputs: 5 }),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: "The model wants float32[N,5], 3 numeric columns arrive.",
    next: "Say in Inputs",
  },
  {
    name: "text columns where numbers are wanted",
    csv: "x0,x1\none,two\nthree,four\n",
    model: mlp({ inputs: 2 }),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: "0 numeric columns arrive",
    next: 'Column "x0" has cells such as "one", which Cast cannot read',
  },
  {
    name: "one text column among the numbers",
    csv: "x0,x1\n1,two\n3,four\n",
    model: mlp({ inputs: 2 }),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: "1 numeric column arrives",
    next: 'Column "x1" has cells such as "two", which Cast cannot read',
  },
  {
    name: "a column named for an input that is text",
    csv: "x0,word\n1,two\n3,four\n",
    model: mlp({ inputs: 2 }),
    params: { inputs: { x: ["x0", "word"] } },
    code: "MODEL_INPUT_TYPE",
    place: `${inputs}.x`,
    message: 'column "word" is text',
    next: "If the model was trained with word as numbers, insert Ordinal codes or One-hot",
  },
  {
    name: "a column too few beside one with ids",
    csv: "day,device,a,b\n01.01.2026,P-000,1,2\n02.01.2026,P-001,3,4\n",
    model: mlp({ inputs: 3 }),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: "2 numeric columns arrive",
    next: "One column is missing. If the model was trained with device as numbers, insert Ordinal codes or One-hot",
  },
  {
    name: "a column too few beside one with numbers in another spelling",
    csv: "device,day,a,b\nP-000,01.01.2026,12%,2\nP-001,02.01.2026,9%,4\n",
    model: mlp({ inputs: 2 }),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: "1 numeric column arrives",
    next: 'One column is missing. Column "a" has cells such as "12%", which Cast cannot read',
  },
  {
    name: "numbers with marks between their thousands",
    csv: 'x0,x1\n"1,234.50",2\n"12,500",4\n',
    model: mlp({ inputs: 2 }),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: '"x0" is read as text by input, because of cells such as 1,234.50.',
    next: "Fix: Read 1,234.50 as 1234.5 in input.",
  },
  {
    name: "rows of a table where pictures are wanted",
    csv: "device,a\nP-000,1\nP-001,2\n",
    model: onnxModel({
      inputs: [{ name: "image", dtype: "float32", shape: ["N", 3, 224, 224] }],
      outputs: [{ name: "y", dtype: "float32", shape: ["N", 3, 224, 224] }],
      nodes: [{ op: "Relu", inputs: ["image"], outputs: ["y"] }],
    }),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.image`,
    message: "float32",
    next: "This model wants pictures: read them with Image folder, and insert Image to tensor",
  },
  {
    name: "a column named for an input that is not there",
    model: mlp({ inputs: 2 }),
    params: { inputs: { x: ["x0", "x9"] } },
    code: "COLUMN_UNKNOWN",
    place: `${inputs}.x`,
    message: 'no column "x9"',
    next: 'Did you mean "x0"?',
  },
  {
    name: "too few columns named for an input",
    model: mlp({ inputs: 2 }),
    params: { inputs: { x: ["x0"] } },
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: "1 column named for it",
    next: "Change the columns in Inputs",
  },
  {
    name: "an input that the model does not have",
    model: mlp({ inputs: 2 }),
    params: { inputs: { z: ["x0", "x1"] } },
    code: "MODEL_INPUT_UNKNOWN",
    place: `${inputs}.z`,
    message: 'no input "z"',
    next: 'Fix: Forget "z".',
  },
  {
    name: "names that differ in case only",
    csv: "Price,Volume,Age\n1,2,3\n",
    model: multiInput(),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.price`,
    message: /price/,
    next: /Fix: Take .*Price → price/,
  },
  {
    name: "an input of several without a column",
    csv: "price,age\n1,2\n",
    model: multiInput(),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.volume`,
    message: "input volume",
    next: "Say in Inputs",
  },
  {
    name: "numbers where text is wanted",
    csv: "length\n1\n2\n",
    model: strings(),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.word`,
    message: "text",
    next: "Say in Inputs which columns feed it",
  },
  {
    name: "text where bool is wanted",
    csv: "x0,x1\nyellow,no\n",
    model: bool(),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: /bool\[N,2\]/,
    next: 'Column "x0" has cells such as "yellow", which Cast cannot read',
  },
  {
    name: "too few columns for whole numbers",
    csv: "a\n1\n",
    model: int64(),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: /int64\[N,2\]/,
    next: "Say in Inputs which columns feed it",
  },
  {
    name: "too few columns for half floats",
    csv: "a\n1\n",
    model: float16(),
    code: "MODEL_INPUT_MISMATCH",
    place: `${inputs}.x`,
    message: /float16\[N,2\]/,
    next: "Say in Inputs which columns feed it",
  },
];

const toCase = ({
  model,
  csv = CSV,
  params,
  beside = {},
  place = "node model",
  ...rest
}: ModelCase): BadCase => ({
  ...rest,
  exit: 2,
  place,
  flow: flow(params),
  files: { "in.csv": csv, ...beside, ...(model !== null && { "m.onnx": model }) },
});

/** Files that are no usable model. */
export const modelFileCases: readonly BadCase[] = refusedFiles.map(toCase);

/** Columns packed into one tensor that goes to the model. */
const packed = (model: Uint8Array, input: string): Pick<BadCase, "flow" | "files"> => ({
  files: { "in.csv": CSV, "m.onnx": model },
  flow: flowOf([
    ["input", "csv", { path: "in.csv" }],
    ["pack", "pack", { columns: ["x0", "x1"], output: "packed" }],
    ["model", "onnx", { model: "m.onnx", inputs: { [input]: "packed" } }],
    ["output", "write-csv", { path: "out.csv" }],
  ]),
});

const wrongTensors: readonly BadCase[] = [
  {
    name: "a tensor of another shape",
    ...packed(mlp({ inputs: 5 }), "x"),
    exit: 2,
    code: "MODEL_INPUT_SHAPE",
    place: `${inputs}.x`,
    message: 'The input x wants float32[N,5], and column "packed" is float32[2].',
    next: "Change the size where the tensor is made.",
  },
  {
    name: "a tensor of another element type",
    ...packed(strings(), "word"),
    exit: 2,
    code: "MODEL_INPUT_TYPE",
    place: `${inputs}.word`,
    message: 'The input word wants string[N,1], and column "packed" is float32[2].',
    next: "Insert Cast or Formula before the model.",
  },
];

/** Good models that the rows do not fit. */
export const modelInputCases: readonly BadCase[] = [...wrongRows.map(toCase), ...wrongTensors];
