// Is a wrong port, param or value of a node kind one type error of one line, at the word that is wrong?

import { resolve } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const file = resolve(root, "nodes/prepare/typed/typed.ts");

const RIGHT = `import * as z from "zod/mini";
import { Frame } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, column, number } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";

export default defineNode({
  kind: "typed",
  version: 1,
  category: "prepare",
  title: "Typed",
  summary: "A kind whose words are checked.",
  params: z.object({
    by: column({ title: "By", help: "A column.", of: "number" }),
    times: number({ title: "Times", help: "How often.", default: 1 }),
    how: choice(["up", "down"], { title: "How", help: "Which way.", default: "up" }),
  }),
  inputs: { in: table({ optional: false }) },
  outputs: { out: table(), rest: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  probe: async ({ params, host }) => ({ size: (await host.files.stat(params.by))?.size ?? 0 }),
  schema: ({ inputs, facts }) => ({ outputs: facts && inputs.in ? { out: inputs.in, rest: inputs.in } : {} }),
  open: ({ facts }) => ({ left: facts.size }),
  async process(frame: Frame, { params, state, out }) {
    const upwards = params.how === "up";
    const limit: number = params.times + state.left;
    if (upwards && frame.length > limit) await out.rest(frame);
    else await out.out(frame);
  },
});
`;

const options = {
  ...ts.parseJsonConfigFileContent(
    ts.readConfigFile(resolve(root, "tsconfig.json"), ts.sys.readFile).config,
    ts.sys,
    root,
  ).options,
  noEmit: true,
};

/** One program after the other; what does not change between them is parsed once. */
const parsed = new Map<string, ts.SourceFile | undefined>();
let before: ts.Program | undefined;

/** The type errors of a text in the place of a kind, each with the word it stands at. */
function errorsOf(
  text: string,
): { readonly word: string; readonly message: string; readonly lines: number }[] {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? text : readFile(name));
  host.getSourceFile = (name, target) => {
    if (name === file) return ts.createSourceFile(name, text, target, true);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, target));
    return parsed.get(name);
  };
  before = ts.createProgram([file], options, host, before);
  return before
    .getSemanticDiagnostics(before.getSourceFile(file))
    .map(({ start = 0, length = 0, messageText }) => ({
      word: text.slice(start, start + length),
      message: ts.flattenDiagnosticMessageText(messageText, "\n").split("\n")[0],
      lines: text.slice(start, start + length).split("\n").length,
    }));
}

test("a kind without a mistake has none", () => {
  expect(errorsOf(RIGHT)).toEqual([]);
});

test.each([
  ["an output port in process", "await out.rest(frame)", "await out.rst(frame)", "rst"],
  ["a param in process", "params.times +", "params.tims +", "tims"],
  ["a param in probe", "host.files.stat(params.by)", "host.files.stat(params.byy)", "byy"],
  ["a param's value", 'params.how === "up"', 'params.how === "upp"', 'params.how === "upp"'],
  ["a param's default", 'default: "up"', 'default: "upp"', "default"],
  ["a param's type", "host.files.stat(params.by)", "host.files.stat(params.times)", "params.times"],
  ["a filter of columns", 'of: "number"', 'of: "numbers"', "of"],
  ["an option of a port", "optional: false", "optinal: false", "optinal"],
  ["a fact", "facts.size", "facts.sise", "sise"],
  ["a field of the state", "state.left", "state.lft", "lft"],
  ["a service", "host.files.stat", "host.file.stat", "file"],
  ["what a node gives on", "await out.out(frame)", "await out.out(frame.length)", "frame.length"],
])("%s that is wrong is one error, at the word", (_, right, wrong, word) => {
  expect(RIGHT).toContain(right);
  const errors = errorsOf(RIGHT.replace(right, wrong));
  expect(
    errors.map((error) => error.word),
    JSON.stringify(errors),
  ).toEqual([word]);
  expect(errors[0].lines).toBe(1);
});

// The compiler gives up inferring where these do not fit, so that others follow; the first is the one to read.
test.each([
  ["a category", 'category: "prepare"', 'category: "prepared"', "category"],
  ["an effect", '["reads"]', '["read"]', '"read"'],
  ["a kind of determinism", 'determinism: "pure"', 'determinism: "pur"', "determinism"],
  ["a name of the definition", "async process(", "async proces(", "proces"],
])("%s that is wrong is the first error, at the word", (_, right, wrong, word) => {
  const [first] = errorsOf(RIGHT.replace(right, wrong));
  expect(first).toMatchObject({ word, lines: 1 });
});

// Of several ports in an object that a function returns, the compiler does not look at one too many: the contract test does.
test.each([
  ["at once", "{ rst: inputs.in }", "rst"],
  ["or nothing", "facts && inputs.in ? { rst: inputs.in } : {}", "rst"],
])("an output port in schema that is wrong is one error, at the word: %s", (_, outputs, word) => {
  const single = RIGHT.replace("out: table(), rest: table()", "out: table()")
    .replace("facts && inputs.in ? { out: inputs.in, rest: inputs.in } : {}", outputs)
    .replace("({ inputs, facts })", outputs.includes("facts") ? "({ inputs, facts })" : "({ inputs })")
    .replace("out.rest(", "out.out(");
  const errors = errorsOf(single);
  expect(
    errors.map((error) => error.word),
    JSON.stringify(errors),
  ).toEqual([word]);
});
