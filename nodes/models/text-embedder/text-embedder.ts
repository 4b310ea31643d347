// text-embedder: runs a model on texts and gives one vector each, so that texts of like meaning lie close to each other.

import { TensorColumn } from "../../../engine/frames/column.ts";
import { withFields, type Frame } from "../../../engine/frames/frame.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import {
  assetFile,
  choice,
  column,
  modelFile,
  number,
  paramsOf,
  text,
  toggle,
} from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { TensorSpec } from "../../../engine/sdk/services.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { nanError } from "../../_shared/nan-answers.ts";
import { openModel } from "../../_shared/open-model.ts";
import { providerParams } from "../../_shared/provider-params.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import {
  runTokens,
  tokenLimit,
  tokensOf,
  wantedInputs,
  type TokenModel,
} from "../../_shared/text/run-tokens.ts";
import { textColumnIssues, textRows } from "../../_shared/text/text-rows.ts";
import type { TokenInputs } from "../../_shared/text/token-batches.ts";
import { readTokenizer } from "../../_shared/text/tokenizer.ts";
import { pool, poolingOf, toUnit, vectorOutput } from "./pooling.ts";

const Params = paramsOf({
  column: column({ title: "Text", help: "The column that is read.", of: "text" }),
  model: modelFile({ title: "Model", help: "An .onnx file, relative to the workflow file." }),
  tokenizer: assetFile({
    title: "Tokenizer",
    help: "The tokenizer.json that came with the model.",
    extensions: ["json"],
  }),
  prompt: text({
    title: "Put before",
    help: 'What stands before each text, where the model was trained so: "query: ", "passage: ".',
    default: "",
  }),
  maxTokens: number({
    title: "Most tokens",
    help: "Longer texts are cut, with a warning. 0 = as many as the tokenizer says, else 512.",
    unit: "tokens",
    labels: { 0: "automatic" },
    min: 0,
    integer: true,
    default: 0,
  }),
  vectorOutput: text({
    title: "Output",
    help: "The output of the model that holds the vectors; empty = found by name and shape.",
    default: "",
  }),
  pooling: choice(["auto", "mean", "first", "none"], {
    title: "Pooling",
    help: "How the vectors of the tokens become one, where the model does not do it: as its makers say.",
    labels: {
      auto: "The mean, where there are several",
      mean: "Mean of all tokens",
      first: "That of the first token (CLS)",
      none: "The model gives one a text",
    },
    default: "auto",
  }),
  normalise: toggle({
    title: "Length 1",
    help: "Divides each vector by its length: a product of two is then their similarity (cosine).",
    default: true,
  }),
  output: text({ title: "New column", help: "Name of the vectors.", default: "embedding", minLength: 1 }),
  ...providerParams,
});

/** What is known of the model before a run. */
interface Facts {
  readonly inputs: TokenInputs;
  readonly vectors: TensorSpec;
}

const PREFERRED_ROWS = 256;

export default defineNode({
  kind: "text-embedder",
  version: 1,
  category: "models",
  field: "text",
  icon: "waypoints",
  title: "Text embedder",
  summary: "Gives each text a vector, so that texts of like meaning lie close to each other.",
  keywords: ["embedding", "vector", "similarity", "semantic", "sentence", "transformer", "bert", "nlp"],
  presets: [
    {
      title: "Compare by meaning",
      summary: "A vector for each English text; texts about one thing lie close together (GloVe).",
      on: { param: "column", of: "text" },
      params: { model: "library:sentences/sentences.onnx", tokenizer: "library:sentences/tokenizer.json" },
      adds: ["output"],
    },
  ],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host, signal }): Promise<Facts> {
    const model = await host.models.describe(params.model, signal);
    await readTokenizer(params.tokenizer, host, signal);
    return { inputs: wantedInputs(model), vectors: vectorOutput(model, params.vectorOutput) };
  },

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const size = facts?.vectors.shape.at(-1) ?? "size";
    const type = { type: "tensor", dtype: "float32", shape: [size] } as const;
    const added: Field = { name: params.output, type, nullable: false };
    const issues = [
      ...textColumnIssues(inputs.in, params.column, "column"),
      ...clashIssues(inputs.in, [added], ["output"]),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  async open(ctx): Promise<TokenModel> {
    const { params, facts, host, signal } = ctx;
    const session = await openModel(ctx, params.model, [facts.vectors.name]);
    const tokenizer = await readTokenizer(params.tokenizer, host, signal);
    const maxTokens = tokenLimit(params.maxTokens, tokenizer, facts.inputs);
    return { session, tokenizer, inputs: facts.inputs, maxTokens };
  },

  async process(frame, ctx) {
    const { params, facts, state, outputs, out } = ctx;
    const { frame: read, texts } = textRows(frame, params.column, ctx);
    const prompted = params.prompt === "" ? texts : texts.map((each) => params.prompt + each);
    const tokens = tokensOf(prompted, state, ctx);
    const vectors: Float32Array[] = [];
    const pooling = poolingOf(params.pooling, facts.vectors);
    await runTokens(tokens, state, (batch, answers) => {
      const lengths = batch.texts.map((place) => tokens[place].length);
      const pooled = pool(answers[facts.vectors.name], lengths, pooling);
      const size = pooled.length / batch.texts.length;
      batch.texts.forEach((place, i) => void (vectors[place] = pooled.subarray(i * size, (i + 1) * size)));
    });
    const unclear = new Set(vectors.flatMap((each, row) => (each.some(Number.isNaN) ? [row] : [])));
    const without = vectors.flatMap((each, row) =>
      unclear.has(row) || (params.normalise && !toUnit(each)) ? [row] : [],
    );
    const errorOf = (row: number) =>
      unclear.has(row) ? nanError(facts.vectors.name, params.column) : unknownText(params.column);
    const kept = dropFailed(read, new Map(without.map((row) => [row, errorOf(row)])), ctx);
    const gone = new Set(without);
    const left = vectors.filter((_, row) => !gone.has(row));
    await out.out(kept.with([{ name: params.output, column: vectorColumn(kept, left, facts) }], outputs.out));
  },

  ready: ({ state }) => state.session.ready?.(),
  keepsNothing: true,
  preferredRows: () => PREFERRED_ROWS,
  close: async ({ state }) => state?.session.close(),
});

function vectorColumn(
  frame: Frame,
  vectors: readonly Float32Array[],
  { vectors: spec }: Facts,
): TensorColumn {
  const planned = spec.shape.at(-1);
  const size = vectors[0]?.length ?? (typeof planned === "number" ? planned : 0);
  const data = new Float32Array(frame.length * size);
  vectors.forEach((vector, row) => data.set(vector, row * size));
  return new TensorColumn("float32", [size], frame.length, data);
}

function unknownText(name: string): RowError {
  return {
    code: "TEXT_UNKNOWN",
    cause: `The model has nothing to say of "${name}" here: the text is empty, or it knows none of its words.`,
    hint: "Filter such texts before, or take a model of their language.",
    column: name,
  };
}
