// Delimited files that cannot be read at all, and columns that the nodes want and do not get.

import { flowOf, type BadCase, type NodeLine } from "../support/bad-case.ts";

const output: NodeLine = ["output", "write-csv", { path: "out.csv" }];

const copy = (params: Readonly<Record<string, unknown>> = {}) =>
  flowOf([["input", "csv", { path: "in.csv", ...params }], output]);

const through = (kind: string, params: Readonly<Record<string, unknown>>) =>
  flowOf([["input", "csv", { path: "in.csv" }], ["middle", kind, params], output]);

const NUMBERS = "id,price,word\n1,2.5,red\n2,3.5,blue\n3,4.5,green\n";

/** Files that are no table. */
export const unreadableCases: readonly BadCase[] = [
  {
    name: "no file",
    flow: copy(),
    exit: 2,
    code: "FILE_MISSING",
    place: "node input",
    message: 'There is no file "in.csv".',
    next: /Check the path\. It was looked for at \/.*\.csv\.$/m,
  },
  ...[
    ["an empty file", ""],
    ["blank lines only", "\n\n \n"],
    ["a byte order mark only", "\ufeff"],
  ].map(([name, text]): BadCase => ({
    name,
    files: { "in.csv": text },
    flow: copy(),
    exit: 2,
    code: "FILE_EMPTY",
    place: "node input",
    message: "The file is empty. (in.csv)",
    next: "Check the path, and what was to write the file.",
  })),
  {
    name: "a header whose quote is never closed",
    files: { "in.csv": 'a,"b\n1,2\n3,4\n' },
    flow: copy(),
    exit: 2,
    code: "HEADER_UNREADABLE",
    place: "node input",
    message: "a quote that is never closed",
    next: 'set "Quote" to none',
  },
  {
    name: "one endless line",
    files: { "in.csv": "x".repeat(5 * 1024 * 1024) },
    flow: copy(),
    exit: 2,
    code: "HEADER_UNREADABLE",
    place: "node input",
    message: /does not end within \d+ bytes/,
    next: "Check the file",
  },
  {
    name: "bytes that are no text",
    files: { "in.csv": Uint8Array.from({ length: 4096 }, (_, i) => (i * 7) % 256) },
    flow: copy(),
    exit: 2,
    code: "FILE_NOT_TEXT",
    place: "node input",
    message: "bytes of zero",
    next: "choose another file",
  },
  {
    name: "UTF-16 without a byte order mark",
    files: { "in.csv": Buffer.from("a,b\n1,2\n", "utf16le") },
    flow: copy(),
    exit: 2,
    code: "FILE_NOT_TEXT",
    place: "node input",
    message: "bytes of zero",
    next: "utf-16le",
  },
  ...(["utf-16le", "utf-16be"] as const).map((encoding): BadCase => ({
    name: `UTF-8 that is declared as ${encoding}`,
    files: { "in.csv": "a,b\n1,2\n3,4\n" },
    flow: copy({ encoding }),
    exit: 2,
    code: "FILE_NOT_TEXT",
    place: "node input",
    message: `no line that ends, read as ${encoding}`,
    next: 'Set "Encoding" to auto.',
  })),
  {
    name: "UTF-16 of the other byte order",
    files: { "in.csv": Buffer.from("\ufeffa,b\n1,2\n", "utf16le") },
    flow: copy({ encoding: "utf-16be" }),
    exit: 2,
    code: "FILE_NOT_TEXT",
    place: "node input",
    message: "no line that ends, read as utf-16be",
    next: 'Set "Encoding" to auto.',
  },
  {
    name: "UTF-16 that is declared as UTF-8",
    files: { "in.csv": Buffer.from("\ufeffa,b\n1,2\n", "utf16le") },
    flow: copy({ encoding: "utf-8" }),
    exit: 2,
    code: "FILE_NOT_TEXT",
    place: "node input",
    message: "bytes of zero",
    next: "utf-16le",
  },
];

/** Readable files and nodes that want something else of them. */
export const columnCases: readonly BadCase[] = [
  {
    name: "a type for a column that is not there",
    files: { "in.csv": NUMBERS },
    flow: copy({ types: { prise: "float32" } }),
    exit: 2,
    code: "COLUMN_UNKNOWN",
    place: "node input.out, params.types",
    message: 'no column "prise"',
    next: 'Did you mean "price"?',
  },
  {
    name: "a type that nobody knows",
    files: { "in.csv": NUMBERS },
    flow: copy({ types: { price: "decimal" } }),
    exit: 2,
    code: "TYPE_UNKNOWN",
    place: "node input, params.types.price",
    message: 'cannot be read as "decimal"',
    next: "Choose one of the types: ",
  },
  {
    name: "an unknown column to rename",
    files: { "in.csv": NUMBERS },
    flow: through("rename", { names: { prise: "cost" } }),
    exit: 2,
    code: "COLUMN_UNKNOWN",
    place: "node middle.in",
    message: 'no column "prise"',
    next: 'Did you mean "price"?',
  },
  {
    name: "a name that is taken",
    files: { "in.csv": NUMBERS },
    flow: through("rename", { names: { price: "id" } }),
    exit: 2,
    code: "COLUMN_DUPLICATE",
    place: "node middle.out",
    message: 'Two columns would be called "id".',
    next: "Choose another name",
  },
  {
    name: "an unknown column to write",
    files: { "in.csv": NUMBERS },
    flow: flowOf([
      ["input", "csv", { path: "in.csv" }],
      ["output", "write-csv", { path: "out.csv", columns: ["id", "cost"] }],
    ]),
    exit: 2,
    code: "COLUMN_UNKNOWN",
    place: "node output.in, params.columns",
    message: 'no column "cost"',
    next: "Choose a column that arrives here.",
  },
  {
    name: "text to pack into a tensor",
    files: { "in.csv": NUMBERS },
    flow: through("pack", { columns: ["price", "word"] }),
    exit: 2,
    code: "COLUMN_TYPE",
    place: "node middle.in, params.columns",
    message: 'Column "word" is text',
    next: "Cast it before.",
  },
  {
    name: "an unknown column to pack",
    files: { "in.csv": NUMBERS },
    flow: through("pack", { columns: ["price", "wrod"] }),
    exit: 2,
    code: "COLUMN_UNKNOWN",
    place: "node middle.in, params.columns",
    message: 'no column "wrod"',
    next: 'Did you mean "word"?',
  },
  {
    name: "a column of text for a threshold",
    files: { "in.csv": NUMBERS },
    flow: through("threshold", { column: "word", value: 0.5 }),
    exit: 2,
    code: "COLUMN_TYPE",
    place: "node middle.in, params.column",
    message: 'Column "word" is text',
    next: "Cast it before, or use Formula.",
  },
  {
    name: "a condition nested deeper than the stack bears",
    files: { "in.csv": NUMBERS },
    flow: through("filter", { condition: `${"!".repeat(50_000)}(price > 1)` }),
    exit: 2,
    code: "EXPRESSION_TOO_LARGE",
    place: "node middle.in, params.condition",
    message: "nested more than 250 levels deep",
    next: "Compute parts of it in a Formula node before this one",
  },
];
