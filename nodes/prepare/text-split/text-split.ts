// text-split: texts come apart into sentences, paragraphs, lines or pieces of one size: a row a piece, with its place in the text.

import { FixedColumn, TextColumn } from "../../../engine/frames/column.ts";
import { field, withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, column, number, optionalAssetFile, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { textColumnIssues, textRows } from "../../_shared/text/text-rows.ts";
import { readTokenizer } from "../../_shared/text/tokenizer.ts";
import { pieces, unitsBy, type Stretch } from "./cut.ts";

/** More than any text has: nothing is cut while tokens are counted. */
const ALL_TOKENS = 1_000_000;

const Params = paramsOf({
  column: column({ title: "Text", help: "The column with the texts.", of: "text", default: "text" }),
  by: choice(["sentence", "paragraph", "line", "word", "character", "token"], {
    title: "A piece is",
    help: "What a text comes apart into; Size says how many make a piece. Tokens are counted with a tokenizer, and words stay whole.",
    labels: {
      ...{ sentence: "Sentences", paragraph: "Paragraphs", line: "Lines" },
      ...{ word: "Words", character: "Signs", token: "Tokens" },
    },
    default: "sentence",
  }),
  size: number({
    title: "Size",
    help: "Sentences, words, signs or tokens of a piece at the most.",
    min: 1,
    max: 1_000_000,
    integer: true,
    default: 1,
  }),
  overlap: number({
    title: "Overlap",
    help: "So many of them stand in the piece before as well.",
    min: 0,
    integer: true,
    default: 0,
  }),
  language: text({
    title: "Language",
    help: "By whose rules sentences and words end, such as en, de or ja.",
    minLength: 1,
    default: "en",
  }),
  tokenizer: optionalAssetFile({
    title: "Tokenizer",
    help: "For pieces of tokens: the tokenizer.json of the model behind.",
    extensions: ["json"],
  }),
  output: text({ title: "Piece column", help: "Name of the new column.", minLength: 1, default: "piece" }),
  prefix: text({
    title: "Prefix",
    help: "Begins the names of the number of a piece and of its place in the text (from, to).",
    minLength: 1,
    default: "piece_",
  }),
});

export default defineNode({
  kind: "text-split",
  version: 1,
  category: "prepare",
  title: "Split text",
  field: "text",
  icon: "text-quote",
  summary: "Cuts texts into sentences, paragraphs, lines or pieces of one size: a row a piece.",
  keywords: ["sentences", "chunks", "paragraphs", "segment", "explode", "window", "overlap"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { output, prefix } = params;
    const added = [
      field(output, "text", false),
      ...["number", "from", "to"].map((name) => field(prefix + name, "int32", false)),
    ];
    const issues = [
      ...textColumnIssues(inputs.in, params.column, "column"),
      ...clashIssues(inputs.in, added, ["output"]),
      ...sizeIssues(params),
    ];
    return { outputs: { out: withFields(inputs.in, added) }, issues };
  },

  async open({ params, host, signal }): Promise<(whole: string) => readonly Stretch[]> {
    const { by, size, overlap, language } = params;
    const units = unitsBy(by, language);
    if (by !== "token") return (whole) => pieces(units(whole), size, overlap);
    const tokenizer = await readTokenizer(params.tokenizer, host, signal);
    const count = (word: string) => tokenizer.encode(word, ALL_TOKENS).ids.length;
    // The marks of beginning and end, which are put around every text, are no part of a word.
    const marks = count("");
    return (whole) =>
      pieces(units(whole), size, overlap, ({ from, to }) => count(whole.slice(from, to)) - marks);
  },

  map(frame, ctx) {
    const { params, state, outputs } = ctx;
    const { frame: good, texts } = textRows(frame, params.column, ctx);
    const cut = texts.map(state);
    const rows = Int32Array.from(cut.flatMap((all, row) => all.map(() => row)));
    const flat = cut.flat();
    const number = (values: readonly number[]) =>
      new FixedColumn({ type: "int32" }, rows.length, { values: Int32Array.from(values), validity: null });
    const words = flat.map(({ from, to }, i) => texts[rows[i]].slice(from, to));
    const { output, prefix } = params;
    return good.take(rows).with(
      [
        { name: output, column: new TextColumn(rows.length, words) },
        { name: `${prefix}number`, column: number(cut.flatMap((all) => all.map((_, i) => i + 1))) },
        { name: `${prefix}from`, column: number(flat.map(({ from }) => from)) },
        { name: `${prefix}to`, column: number(flat.map(({ to }) => to)) },
      ],
      outputs.out,
    );
  },
});

interface Sizes {
  readonly by: string;
  readonly size: number;
  readonly overlap: number;
  readonly language: string;
  readonly tokenizer: string;
}

function sizeIssues({ by, size, overlap, language, tokenizer }: Sizes): NodeIssue[] {
  const issues: NodeIssue[] = [];
  if (overlap >= size && overlap > 0)
    issues.push({
      code: "RANGE_EMPTY",
      severity: "error",
      path: "params.overlap",
      message: `Pieces of ${size} cannot have ${overlap} in common.`,
      expected: `less than ${size}`,
      got: String(overlap),
      hint: "Lower the overlap, or raise the size.",
    });
  if (by === "token" && tokenizer === "")
    issues.push({
      code: "PARAM_REQUIRED",
      severity: "error",
      path: "params.tokenizer",
      message: "Tokenizer is not set yet.",
      expected: "a tokenizer.json",
      got: "nothing",
      hint: "Choose the tokenizer of the model behind, or cut by words.",
    });
  if (!isLanguage(language))
    issues.push({
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.language",
      message: `"${language}" is no language.`,
      expected: "a language tag, such as en, de or pt-BR",
      got: language,
      hint: "Write the two letters of the language.",
    });
  return issues;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
