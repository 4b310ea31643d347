// hash-text: texts become vectors without a list of words: each term has a place by its hash, as in scikit-learn's HashingVectorizer.

import { field, withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, column, number, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { murmur3 } from "../../_shared/text/murmur3.ts";
import { rangeIssues } from "../../_shared/text/term-issues.ts";
import { termParams, termsBy } from "../../_shared/text/terms.ts";
import { textColumnIssues } from "../../_shared/text/text-rows.ts";
import { normalise, piecesOf, withVectors } from "../../_shared/text/vector-rows.ts";

const FLOAT_BYTES = 4;

const Params = paramsOf({
  column: column({ title: "Text", help: "The column with the texts.", of: "text", default: "text" }),
  buckets: number({
    title: "Places",
    help: "Numbers of a vector. Terms share a place by chance; the more places, the fewer do.",
    min: 2,
    max: 262_144,
    integer: true,
    default: 4096,
  }),
  ...termParams(),
  signed: toggle({
    title: "With signs",
    help: "Half of the terms count down, so that terms that share a place tend to cancel out (alternate_sign).",
    default: true,
  }),
  binary: toggle({
    title: "Only whether it occurs",
    help: "1 where a term stands, however often, and no signs.",
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
  kind: "hash-text",
  version: 1,
  category: "prepare",
  title: "Hash text",
  field: "text",
  icon: "hash",
  summary: "Turns texts into vectors by hashed words or runs of letters; nothing has to be learned.",
  keywords: ["hashing", "vectorizer", "bag", "words", "ngram", "murmur", "features", "sklearn", "encode"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { buckets, output } = params;
    const added = field(output, { type: "tensor", dtype: "float32", shape: [buckets] }, false);
    const issues: NodeIssue[] = [
      ...textColumnIssues(inputs.in, params.column, "column"),
      ...clashIssues(inputs.in, [added], ["output"]),
      ...rangeIssues(params),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  open: ({ params }) => termsBy(params),

  async process(frame, ctx) {
    const { params, state: termsOf, outputs, out } = ctx;
    const { column, output, buckets: width, signed, binary, norm } = params;
    const write = (text: string, row: Float64Array) => {
      for (const term of termsOf(text)) {
        const hash = murmur3(term);
        // The magnitude of -2^31 is 2^31, which numbers here can hold: no case of its own as in C.
        const place = Math.abs(hash) % width;
        if (binary) row[place] = 1;
        else row[place] += signed && hash < 0 ? -1 : 1;
      }
      normalise(row, norm);
    };
    for (const piece of piecesOf(frame, width * FLOAT_BYTES))
      await out.out(withVectors(piece, { column, output, width }, ctx, outputs.out, write));
  },
});
