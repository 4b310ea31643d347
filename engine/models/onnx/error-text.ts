// What the runtime's error messages mean, in our words and with the next step. Patterns are of onnxruntime 1.30.

import type { ModelProblem } from "./problem.ts";

interface Explanation {
  readonly pattern: RegExp;
  /** `found` holds the pattern's named groups. */
  readonly explain: (found: Readonly<Record<string, string>>, message: string) => ModelProblem;
}

const SEE_INSPECT = "Run `millrace inspect` on the model to see what it wants.";
const GET_AGAIN = "Get the file again and compare its size and checksum with the source.";
const EXPORT_STANDARD = "Export the model with standard operators, for an opset between 13 and 21.";

/** The first that matches counts. */
const EXPLANATIONS: readonly Explanation[] = [
  {
    pattern:
      /Unexpected input data type\.? ?Actual: \(tensor\((?<got>\w+)\)\) ?, expected: \(tensor\((?<want>\w+)\)\)/,
    explain: ({ got, want }) => ({
      code: "MODEL_INPUT_DTYPE",
      message: `An input is of the type ${dtypeName(got)}, but the model wants ${dtypeName(want)}.`,
      expected: dtypeName(want),
      got: dtypeName(got),
      hint: `Add a Cast node to ${dtypeName(want)} before the model.`,
    }),
  },
  {
    pattern: /Invalid rank for input: (?<name>.+?) Got: (?<got>\d+) Expected: (?<want>\d+)/,
    explain: ({ name, got, want }) => ({
      code: "MODEL_INPUT_RANK",
      message: `The input "${name}" has ${got} dimensions, but the model wants ${want}.`,
      expected: `${want} dimensions`,
      got: `${got} dimensions`,
      hint: SEE_INSPECT,
    }),
  },
  {
    pattern:
      /Got invalid dimensions for input: (?<name>.+?) for the following indices(?<list>(?:\s+index: \d+ Got: \d+ Expected: \d+)+)/,
    explain: ({ name, list }) => {
      const dims = [...list.matchAll(/index: (\d+) Got: (\d+) Expected: (\d+)/g)];
      const say = (part: number) => dims.map((dim) => `${dim[part]} in dimension ${dim[1]}`).join(", ");
      return {
        code: "MODEL_INPUT_SHAPE",
        message: `The input "${name}" has ${say(2)}, but the model wants ${say(3)}.`,
        expected: say(3),
        got: say(2),
        hint: "Select or resize so that the sizes agree; dimension 0 is usually the batch.",
      };
    },
  },
  {
    pattern: /input '(?<name>[^']+)' is missing in 'feeds'/,
    explain: ({ name }) => ({
      code: "MODEL_INPUT_MISSING",
      message: `The input "${name}" was not given to the model.`,
      expected: `a value for "${name}"`,
      got: "nothing",
      hint: `Map a column to "${name}" in the model node.`,
    }),
  },
  {
    pattern: /invalid output name: (?<name>.+?)\.?$/,
    explain: ({ name }) => ({
      code: "MODEL_OUTPUT_UNKNOWN",
      message: `The model has no output "${name}".`,
      got: name,
      hint: SEE_INSPECT,
    }),
  },
  {
    pattern: /(?<op>[\w.:]+)\(-1\) is not a registered function\/op/,
    explain: ({ op }) => unknownOperator(op, "which this runtime does not know"),
  },
  {
    pattern: /No Op registered for (?<op>\S+) with domain_version of (?<version>\d+)/,
    explain: ({ op, version }) => unknownOperator(op, `which opset ${version} does not have`),
  },
  {
    pattern: /Could not find an implementation for (?<op>[\w.:]+)\((?<version>\d+)\)/,
    explain: ({ op, version }) =>
      unknownOperator(
        op,
        `which this runtime cannot compute in version ${version} or for these element types`,
      ),
  },
  {
    pattern: /Unsupported model IR version: (?<got>\d+), max supported IR version: (?<newest>\d+)/,
    explain: ({ got, newest }) => tooNew("IR version", got, newest),
  },
  {
    pattern:
      /Opset (?<got>\d+) is under development[\s\S]*?for domain (?<domain>\S+) is till opset (?<newest>\d+)/,
    explain: ({ got, newest, domain }) =>
      tooNew(domain === "ai.onnx" ? "opset" : `opset ${domain}`, got, newest),
  },
  {
    pattern: /External data path does not exist: "(?<path>[^"]+)"|External initializer: [\s\S]*out of bounds/,
    explain: ({ path }) => ({
      code: "MODEL_EXTERNAL_MISSING",
      message: path
        ? `The model's weights in "${fileName(path)}" are not there.`
        : "The model's weights in another file are not there or cut off.",
      hint: "Copy the weights from where the model came from; they belong in the same folder as the model.",
    }),
  },
  {
    pattern: /External data path|external data location/,
    explain: () => ({
      code: "MODEL_EXTERNAL_PATH",
      message: "The model wants weights from outside its own folder.",
      expected: "a file in the model's own folder or below it",
      hint: "Put the weights beside the model and save it again with their plain file name as the location.",
    }),
  },
  {
    pattern: /Model data pointer is null|ModelProto does not have a graph/,
    explain: () => ({
      code: "MODEL_EMPTY",
      message: "The model file is empty or without a graph.",
      hint: GET_AGAIN,
    }),
  },
  {
    pattern: /protobuf parsing failed/i,
    explain: () => ({
      code: "MODEL_CORRUPT",
      message: "The file cannot be read as an ONNX model: it is damaged, cut off, or something else.",
      hint: GET_AGAIN,
    }),
  },
  {
    pattern:
      /Failed to allocate memory(?: for requested buffer of size (?<bytes>\d+))?|bad_alloc|bad allocation/,
    explain: ({ bytes }) => ({
      code: "MODEL_MEMORY",
      message: bytes
        ? `The model wanted ${bytes} bytes of memory at once.`
        : "The model needs more memory than there is.",
      got: bytes && `${bytes} bytes`,
      hint: "Run it with a smaller batch, or on a machine with more memory.",
    }),
  },
  {
    pattern: /Non tensor type is temporarily not supported/,
    explain: () => ({
      code: "MODEL_OUTPUT_UNSUPPORTED",
      message: "An output of the model is a sequence or a map, which cannot be read.",
      expected: "tensors of numbers, bool or text",
      hint: 'Ask for its tensor outputs only, or export it without ZipMap (options={"zipmap": False}).',
    }),
  },
  {
    pattern: /Unsupported data type: (?<number>\d+)|MLDataType for: (?<type>\S+) is not currently registered/,
    explain: ({ number, type }) => ({
      code: "MODEL_OUTPUT_UNSUPPORTED",
      message: `An input or output of the model is of the type ${type ?? `number ${number}`}, which cannot be exchanged with it.`,
      expected: "tensors of numbers, bool or text",
      got: type ?? `type ${number}`,
      hint: "Export the model with plain tensors, e.g. with a Cast to float32.",
    }),
  },
  {
    pattern:
      /indices element out of data bounds, idx=(?<index>-?\d+) must be within the inclusive range \[-?\d+,(?<last>\d+)\]/,
    explain: ({ index, last }) => ({
      code: "MODEL_INDEX_OUTSIDE",
      message: `The model looks up entry ${index} of a table that ends with ${last}.`,
      expected: `numbers from 0 to ${last}`,
      got: index,
      hint: "If the numbers are those of a tokenizer, take the tokenizer.json that came with the model; else look which numbers its input may have.",
    }),
  },
  {
    pattern:
      /Non-zero status code returned while running (?<op>\S+) node\. Name:'(?<name>[^']*)' Status Message: (?<reason>[\s\S]*)/,
    explain: ({ op, name, reason }) => ({
      code: "MODEL_RUN_FAILED",
      message: `The model failed in its ${op} operator${name ? ` "${name}"` : ""}: ${withoutSource(reason)}`,
      hint: "The values or sizes given do not suit this model; try it with a row that is known to work.",
    }),
  },
  {
    pattern: /invalid model|Load model from|Type Error|Graph output|Duplicate definition|cycl/i,
    explain: (_, message) => ({
      code: "MODEL_INVALID",
      message: `The model contradicts itself: ${withoutSource(message)}`,
      hint: "Check it in Python with onnx.checker.check_model, and export it again.",
    }),
  },
];

/** The problem an error message of the runtime stands for; `MODEL_FAILED` with the cleaned message for unknown ones. */
export function explainRuntimeError(message: string): ModelProblem {
  for (const { pattern, explain } of EXPLANATIONS) {
    const match = pattern.exec(message);
    if (match) return explain(match.groups ?? {}, message);
  }
  return {
    code: "MODEL_FAILED",
    message: `The model could not be run: ${withoutSource(message)}`,
    hint: "Run `millrace inspect` on the model; if it looks right, try it with fewer rows.",
  };
}

function unknownOperator(op: string, why: string): ModelProblem {
  return {
    code: "MODEL_OP_UNKNOWN",
    message: `The model uses the operator ${op}, ${why}.`,
    expected: "operators of the ONNX standard or of onnxruntime",
    got: op,
    hint: EXPORT_STANDARD,
  };
}

function tooNew(what: string, got: string, newest: string): ModelProblem {
  return {
    code: "MODEL_OPSET_UNSUPPORTED",
    message: `The model is written for ${what} ${got}, newer than this runtime knows.`,
    expected: `${what} ${newest} or older`,
    got,
    hint: EXPORT_STANDARD,
  };
}

/** The runtime speaks C++ (`tensor(double)`); Millrace's names say the width. */
function dtypeName(type: string): string {
  return { float: "float32", double: "float64" }[type] ?? type;
}

function fileName(path: string): string {
  return path.replace(/^.*[/\\]/, "");
}

/** Without places in the runtime's source, C++ signatures and status words in front of what it says. */
export function withoutSource(message: string): string {
  return message
    .replace(/\/\S*onnxruntime\S*:\d+ [^\n]*?::[^\n(]*\((?:[^()]|\([^()]*\))*\)(?: const)? /g, "")
    .replace(/\b\w+\.(?:cc|h):\d+ \w+ /g, "")
    .replace(/\[ONNXRuntimeError\] : \d+ : \w+ : /g, "")
    .replace(/^(?:Error: |This is an invalid model\. |Exception during \w+: )+/, "")
    .replace(/\s+/g, " ")
    .trim();
}
