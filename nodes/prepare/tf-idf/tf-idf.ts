// tf-idf: texts become vectors of how often each term of a list stands in them, weighed by how rare it is.

import * as z from "zod/mini";
import { field, withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  choice,
  column,
  json,
  number,
  optionalAssetFile,
  paramsOf,
  text,
  toggle,
} from "../../../engine/sdk/params.ts";
import { isFinite, isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { rangeIssues } from "../../_shared/text/term-issues.ts";
import { termParams, termsBy } from "../../_shared/text/terms.ts";
import { textColumnIssues } from "../../_shared/text/text-rows.ts";
import { normalise, piecesOf, withVectors } from "../../_shared/text/vector-rows.ts";
import { parseVocabulary, TermCounter, type Vocabulary } from "./vocabulary.ts";

const FLOAT_BYTES = 4;

const Params = paramsOf({
  column: column({ title: "Text", help: "The column with the texts.", of: "text", default: "text" }),
  vocabulary: json<string[]>(
    () => z.array(z.string()),
    {
      title: "Terms",
      help: "One place each; learned from data.",
      fitted: true,
      default: [],
      example: ["rain", "ship"],
    },
    isListOf(isText),
  ),
  idf: json<number[]>(
    () => z.array(z.number()),
    { title: "Worth of the terms", help: "In the same order; learned from data.", fitted: true, default: [] },
    isListOf(isFinite),
  ),
  vocabularyFile: optionalAssetFile({
    title: "Terms in a file",
    help: "In the place of terms in the workflow: JSON with vocabulary and idf.",
    extensions: ["json"],
  }),
  ...termParams(),
  minTexts: number({
    title: "Texts at least",
    help: "A term is learned that stands in so many texts (min_df).",
    min: 1,
    integer: true,
    default: 1,
  }),
  maxShare: number({
    title: "Share of texts at most",
    help: "A term that stands in more of them says nothing and is not learned (max_df).",
    min: 0,
    max: 1,
    default: 1,
  }),
  maxTerms: number({
    title: "Terms at most",
    help: "Those that stand most often are learned (max_features).",
    min: 1,
    max: 65_536,
    integer: true,
    default: 1000,
  }),
  sublinear: toggle({
    title: "Logarithm of counts",
    help: "A term that stands n times counts 1 + ln(n) in the place of n (sublinear_tf).",
    default: false,
  }),
  norm: choice(["l2", "l1", "none"], {
    title: "Length 1",
    help: "Divides a vector by its length, so that long texts weigh no more than short ones.",
    labels: { l2: "By the root of the squares", l1: "By the sum", none: "Not at all" },
    default: "l2",
  }),
  output: text({ title: "Output column", help: "Name of the new column.", minLength: 1, default: "vector" }),
});

export default defineNode({
  kind: "tf-idf",
  version: 1,
  category: "prepare",
  icon: "hash",
  title: "Tf-idf",
  field: "text",
  summary: "Turns texts into vectors of their terms, weighed by how rare each is.",
  keywords: ["tfidf", "vectorizer", "bag", "words", "frequency", "features", "sklearn", "encode"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host, signal }): Promise<Vocabulary> {
    const { vocabulary, idf, vocabularyFile } = params;
    if (vocabulary.length > 0 || vocabularyFile === "") return { vocabulary, idf };
    return parseVocabulary(await host.files.readAll(vocabularyFile, signal), vocabularyFile);
  },

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const width = facts?.vocabulary.length ?? "terms";
    const added = field(params.output, { type: "tensor", dtype: "float32", shape: [width] }, false);
    const issues = [
      ...textColumnIssues(inputs.in, params.column, "column"),
      ...clashIssues(inputs.in, [added], ["output"]),
      ...rangeIssues(params),
      ...(facts ? vocabularyIssues(facts) : []),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  open: ({ params, facts }) => ({
    termsOf: termsBy(params),
    places: new Map(facts.vocabulary.map((term, i) => [term, i])),
  }),

  async process(frame, ctx) {
    const { params, facts, state, outputs, out } = ctx;
    const { column, output, sublinear, norm } = params;
    const width = facts.vocabulary.length;
    const write = (text: string, row: Float64Array) => {
      for (const term of state.termsOf(text)) {
        const place = state.places.get(term);
        if (place !== undefined) row[place]++;
      }
      for (let i = 0; i < width; i++)
        if (row[i] > 0) row[i] = (sublinear ? 1 + Math.log(row[i]) : row[i]) * facts.idf[i];
      normalise(row, norm);
    };
    for (const piece of piecesOf(frame, width * FLOAT_BYTES))
      await out.out(withVectors(piece, { column, output, width }, ctx, outputs.out, write));
  },

  async fit(frames, { params }) {
    const counter = new TermCounter(termsBy(params));
    for await (const frame of frames) {
      const column = frame.column(params.column);
      for (let row = 0; row < frame.length; row++) {
        const text = column.get(row);
        if (typeof text === "string") counter.add(text);
      }
    }
    const { vocabulary, idf } = counter.vocabulary(params);
    return { vocabulary: [...vocabulary], idf: [...idf] };
  },
});

function vocabularyIssues({ vocabulary, idf }: Vocabulary): NodeIssue[] {
  if (vocabulary.length === 0)
    return [
      {
        code: "NOT_FITTED",
        severity: "error",
        path: "params.vocabulary",
        message: "The terms are not known yet.",
        expected: "a list of terms with their worth",
        got: "none",
        hint: "Let the node learn from data: the button in its settings, or `millrace fit FLOW`.",
      },
    ];
  if (vocabulary.length === idf.length && new Set(vocabulary).size === vocabulary.length) return [];
  return [
    {
      code: "VOCABULARY_INVALID",
      severity: "error",
      path: "params.idf",
      message:
        vocabulary.length === idf.length
          ? "A term stands twice in the list."
          : `There are ${vocabulary.length} terms and ${idf.length} worths.`,
      expected: "each term once, and a worth for each",
      got: `${vocabulary.length} terms, ${idf.length} worths`,
      hint: "Learn both from data again.",
    },
  ];
}
