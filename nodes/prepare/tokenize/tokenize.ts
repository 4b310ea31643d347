// tokenize: texts become the numbers of their tokens, as a model that reads text wants them.

import { TensorColumn } from "../../../engine/frames/column.ts";
import { field, withFields, type NewColumn } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import {
  assetFile,
  choice,
  column,
  number,
  optionalAssetFile,
  paramsOf,
  text,
} from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { TensorSpec } from "../../../engine/sdk/services.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { USUAL_TOKENS } from "../../_shared/text/run-tokens.ts";
import { textColumnIssues, textRows } from "../../_shared/text/text-rows.ts";
import { readTokenizer } from "../../_shared/text/tokenizer.ts";
import { modelIssues, refuseMisfit, tokenColumns } from "./model-behind.ts";

const name = (title: string, help: string, fallback: string) => text({ title, help, default: fallback });

const Params = paramsOf({
  column: column({ title: "Text", help: "The column with the texts.", of: "text", default: "text" }),
  tokenizer: assetFile({
    title: "Tokenizer",
    help: "The tokenizer.json that came with the model.",
    extensions: ["json"],
  }),
  maxTokens: number({
    title: "Most tokens",
    help: "Longer texts are cut, with a warning. 0 = as many as the tokenizer says, else 512.",
    unit: "tokens",
    labels: { 0: "automatic" },
    min: 0,
    max: 1_000_000,
    integer: true,
    default: 0,
  }),
  padding: choice(["fixed", "longest"], {
    title: "Short texts",
    help: "Are filled up to the most tokens, or only to the longest of those that travel together, which is faster to compute.",
    labels: { fixed: "Filled up to the most", longest: "Filled up to the longest" },
    default: "fixed",
  }),
  ids: text({ title: "Tokens column", help: "Name of the new column.", minLength: 1, default: "input_ids" }),
  mask: name("Mask column", "1 for a token, 0 where it was filled up; none when empty.", "attention_mask"),
  types: name("Types column", "0 for every token of a single text; none when empty.", ""),
  model: optionalAssetFile({
    title: "Model behind it",
    help: "Where it is named, it is checked that the model takes these columns and knows every token.",
    extensions: ["onnx"],
  }),
});

interface Facts {
  readonly maxTokens: number;
  /** Inputs of the model behind it; null where none is named. */
  readonly model: readonly TensorSpec[] | null;
}

export default defineNode({
  kind: "tokenize",
  version: 1,
  category: "prepare",
  title: "Tokenize",
  field: "text",
  icon: "whole-word",
  summary: "Turns texts into the numbers of their tokens, as a model that reads text wants them.",
  keywords: ["tokens", "tokenizer", "bert", "wordpiece", "bpe", "encode", "ids", "huggingface"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host, signal }): Promise<Facts> {
    const tokenizer = await readTokenizer(params.tokenizer, host, signal);
    const model = params.model === "" ? null : (await host.models.describe(params.model, signal)).inputs;
    return { maxTokens: params.maxTokens || tokenizer.maxTokens || USUAL_TOKENS, model };
  },

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const width = params.padding === "fixed" && facts ? facts.maxTokens : "tokens";
    const columns = tokenColumns(params);
    const fields = columns.map(({ output }) =>
      field(output, { type: "tensor", dtype: "int64", shape: [width] }, false),
    );
    return {
      outputs: { out: withFields(inputs.in, fields) },
      issues: [
        ...textColumnIssues(inputs.in, params.column, "column"),
        ...clashIssues(
          inputs.in,
          fields,
          columns.map(({ param }) => param),
        ),
        ...(facts?.model ? modelIssues(facts.model, columns, facts.maxTokens, params.padding) : []),
      ],
    };
  },

  async open({ params, host, signal }) {
    const tokenizer = await readTokenizer(params.tokenizer, host, signal);
    if (params.model !== "") await refuseMisfit(params, tokenizer, host, signal);
    return tokenizer;
  },

  map(frame, ctx) {
    const { params, facts, state, outputs } = ctx;
    const { frame: rows, texts } = textRows(frame, params.column, ctx);
    const encoded = texts.map((each) => state.encode(each, facts.maxTokens));
    const cut = encoded.filter((each) => each.cut > 0).length;
    if (cut > 0)
      ctx.warn(
        "TEXT_CUT",
        `Texts with more than ${facts.maxTokens} tokens are cut: ${cut} of the first ${texts.length}.`,
      );
    const longest = Math.max(1, ...encoded.map(({ ids }) => ids.length));
    const width = params.padding === "fixed" ? facts.maxTokens : longest;
    const filled = { ids: state.padId, mask: 0, types: 0 };
    const added = tokenColumns(params).map(({ param, output }): NewColumn => {
      const data = new BigInt64Array(rows.length * width).fill(BigInt(filled[param]));
      encoded.forEach(({ ids }, row) => {
        for (let i = 0; i < ids.length; i++)
          data[row * width + i] = param === "ids" ? BigInt(ids[i]) : param === "mask" ? 1n : 0n;
      });
      return { name: output, column: new TensorColumn("int64", [width], rows.length, data), nullable: false };
    });
    return rows.with(added, outputs.out);
  },

  frameSensitive: ({ params }) => params.padding === "longest",
});
