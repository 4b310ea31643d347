// text-classifier: runs a model on texts and says which of its classes each one is.

import * as z from "zod/mini";
import { withFields, type Frame } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeContext, NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  choice,
  column,
  json,
  modelFile,
  number,
  optionalAssetFile,
  paramsOf,
  text,
  toggle,
} from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { ModelFacts, ModelSession, TensorSpec } from "../../../engine/sdk/services.ts";
import { checkClasses } from "../../_shared/answered-classes.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { nanError } from "../../_shared/nan-answers.ts";
import { openModel } from "../../_shared/open-model.ts";
import { providerParams } from "../../_shared/provider-params.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import {
  labelColumns,
  labelFields,
  MAX_SCORE_COLUMNS,
  type LabelNames,
} from "../../_shared/scored-labels.ts";
import type { HashRules } from "../../_shared/text/hashed-words.ts";
import { tokenLimit, type TokenModel } from "../../_shared/text/run-tokens.ts";
import { readLabels } from "../../_shared/text/text-labels.ts";
import { textColumnIssues, textRows } from "../../_shared/text/text-rows.ts";
import { readTokenizer } from "../../_shared/text/tokenizer.ts";
import { Hashing, readingOf, type Reading } from "./reading.ts";
import { scoreTexts } from "./score-texts.ts";
import { activationOf, classCount, scoreOutput, sharesOf } from "./scores.ts";

const Params = paramsOf({
  column: column({ title: "Text", help: "The column that is read.", of: "text" }),
  model: modelFile({ title: "Model", help: "An .onnx file, relative to the workflow file." }),
  tokenizer: optionalAssetFile({
    title: "Tokenizer",
    help: "The tokenizer.json that came with the model, where it has one.",
    extensions: ["json"],
  }),
  reads: choice(["auto", "tokens", "hashes", "text"], {
    title: "Text goes in as",
    help: "What the model takes. Automatic goes by the tokenizer, the model's inputs and what its file says.",
    labels: {
      auto: "Automatic",
      tokens: "Numbers of tokens",
      hashes: "Hashed words",
      text: "Text, as it is",
    },
    default: "auto",
  }),
  hashing: json<Omit<HashRules, "buckets"> | null>(() => z.nullable(Hashing), {
    title: "Hashing",
    help: "How words are counted, where the model's file does not say it: pairs of words too, weights, rows of length 1.",
    default: null,
    example: { pairs: 1, weights: "log", unit: true },
    visibleWhen: { param: "reads", oneOf: ["auto", "hashes"] },
  }),
  maxTokens: number({
    title: "Most tokens",
    help: "Longer texts are cut, with a warning. 0 = as many as the tokenizer says, else 512.",
    unit: "tokens",
    labels: { 0: "automatic" },
    min: 0,
    integer: true,
    default: 0,
    visibleWhen: { param: "reads", oneOf: ["auto", "tokens"] },
  }),
  labels: json<string[]>(
    () => z.array(z.string()),
    {
      title: "Labels",
      help: "Names of the classes in the order of the model's scores. Empty = those of the file below, or of the model.",
      default: [],
      example: ["ham", "spam"],
    },
    isListOf(isText),
  ),
  labelsFile: optionalAssetFile({
    title: "Labels file",
    help: "One label a line, or the config.json of the model (id2label); used where no labels are given.",
    extensions: ["txt", "json"],
  }),
  scoreOutput: text({
    title: "Output",
    help: "The output of the model that holds the scores; empty = found by name and shape.",
    default: "",
  }),
  activation: choice(["auto", "none", "softmax", "sigmoid"], {
    title: "Scores are",
    help: "Softmax for one class of several, sigmoid where several can be true at once.",
    labels: {
      auto: "Logits where the output is called so, else shares",
      none: "Shares already",
      softmax: "Logits: apply softmax",
      sigmoid: "Logits: apply sigmoid to each",
    },
    default: "auto",
  }),
  minScore: number({
    title: "Least score",
    help: "Below it a class does not count: the label stays empty, the score is still given.",
    min: 0,
    max: 1,
    setting: true,
    default: 0,
  }),
  top: number({
    title: "Best",
    help: "More than 1 adds a list of that many classes with their scores.",
    min: 1,
    max: 1000,
    integer: true,
    default: 1,
  }),
  each: toggle({
    title: "A column for each class",
    help: "Adds the score of every class in a column of its own (up to 64).",
    default: false,
  }),
  label: text({ title: "Label column", help: "Name of the new column.", default: "label", minLength: 1 }),
  score: text({ title: "Score column", help: "Name of the new column.", default: "score", minLength: 1 }),
  ...providerParams,
});

type ClassifierParams = z.output<typeof Params>;

/** What is known of the model before a run. */
interface Facts {
  readonly model: ModelFacts;
  readonly reading: Reading;
  readonly output: TensorSpec;
  /** null where nobody has said them. */
  readonly labels: readonly string[] | null;
  /** There is one, and it can be read. */
  readonly hasTokenizer: boolean;
}

interface State {
  readonly session: ModelSession;
  readonly tokens: TokenModel | null;
}

const PREFERRED_ROWS = 256;

export default defineNode({
  kind: "text-classifier",
  version: 1,
  category: "models",
  field: "text",
  icon: "tags",
  title: "Text classifier",
  summary: "Runs a model on texts and says which of its classes each one is.",
  keywords: ["label", "sentiment", "spam", "topic", "intent", "bert", "transformer", "nlp", "predict"],
  presets: [
    {
      title: "Tell spam mails",
      summary: "Spam or not, of mails in English (trained on SpamAssassin).",
      on: { param: "column", of: "text" },
      params: { model: "library:spam-mails/spam.onnx", each: true },
      adds: ["label", "score"],
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
    const reading = readingOf(model, params);
    const output = scoreOutput(model, params.scoreOutput);
    const labels = await readLabels(params, model, host, signal);
    const hasTokenizer = reading.by === "tokens" && params.tokenizer !== "";
    if (hasTokenizer) await readTokenizer(params.tokenizer, host, signal);
    return { model, reading, output, labels, hasTokenizer };
  },

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const fields = labelFields(namesOf(params, facts));
    const issues = [
      ...textColumnIssues(inputs.in, params.column, "column"),
      ...clashIssues(inputs.in, fields, ["label", "score"]),
      ...(facts ? modelIssues(params, facts) : []),
    ];
    return { outputs: { out: withFields(inputs.in, fields) }, issues };
  },

  async open(ctx): Promise<State> {
    const { params, facts, host, signal } = ctx;
    const { reading } = facts;
    const session = await openModel(ctx, params.model, [facts.output.name]);
    if (reading.by !== "tokens") return { session, tokens: null };
    const tokenizer = await readTokenizer(params.tokenizer, host, signal);
    const maxTokens = tokenLimit(params.maxTokens, tokenizer, reading.inputs);
    return { session, tokens: { session, tokenizer, inputs: reading.inputs, maxTokens } };
  },

  async process(frame, ctx) {
    const { params, facts, state, outputs, out } = ctx;
    const { frame: read, texts } = textRows(frame, params.column, ctx);
    const scored = await scoreTexts(texts, facts.reading, facts.output.name, state, ctx);
    const { kept, left } = withoutNaN(read, scored, ctx);
    await out.out(kept.with(columnsFor(kept, left, ctx), outputs.out));
  },

  ready: ({ state }) => state.session.ready?.(),
  keepsNothing: true,
  preferredRows: () => PREFERRED_ROWS,
  close: async ({ state }) => state?.session.close(),
});

/** Rows whose scores hold NaN fail: they have no best label. */
function withoutNaN(
  frame: Frame,
  scored: { readonly data: Float32Array; readonly width: number },
  ctx: Pick<NodeContext<ClassifierParams, Facts>, "params" | "facts" | "fail">,
) {
  const { data, width } = scored;
  const isGood = (row: number) => !data.subarray(row * width, (row + 1) * width).some(Number.isNaN);
  const all = Array.from({ length: frame.length }, (_, row) => row);
  const good = all.filter(isGood);
  if (good.length === frame.length) return { kept: frame, left: scored };
  const error = nanError(ctx.facts.output.name, ctx.params.column);
  const bad = all.filter((row) => !isGood(row));
  const kept = dropFailed(frame, new Map(bad.map((row) => [row, error])), ctx);
  const left = Float32Array.from(good.flatMap((row) => [...data.subarray(row * width, (row + 1) * width)]));
  return { kept, left: { data: left, width } };
}

function columnsFor(
  frame: Frame,
  { data, width }: { readonly data: Float32Array; readonly width: number },
  { params, facts }: Pick<NodeContext<ClassifierParams, Facts>, "params" | "facts">,
) {
  const shares = sharesOf(data, width, activationOf(params.activation, facts.output, width));
  const classes = Math.max(2, width);
  if (frame.length > 0) checkClasses(classes, { labels: facts.labels, classes: classCount(facts.output) });
  const labels = facts.labels ?? Array.from({ length: classes }, (_, i) => String(i));
  const rows = Int32Array.from({ length: frame.length }, (_, row) => row);
  const rules = { labels, top: params.top, atLeast: params.minScore };
  return labelColumns(namesOf(params, facts), { data: shares, width: classes, rows }, rules, frame.length);
}

function namesOf({ label, score, top, each }: ClassifierParams, facts: Facts | null): LabelNames {
  const named = facts?.labels && facts.labels.length <= MAX_SCORE_COLUMNS ? facts.labels : [];
  const columns = each ? named.map((name) => `${score}_${name}`) : [];
  return { label, score, list: top > 1 ? `${label}_best` : null, each: columns };
}

function modelIssues(
  params: ClassifierParams,
  { reading, output, labels, hasTokenizer }: Facts,
): NodeIssue[] {
  const classes = classCount(output);
  const issues: NodeIssue[] = [];
  if (labels && classes !== null && labels.length !== classes)
    issues.push({
      code: "LABELS_COUNT",
      severity: "error",
      path: params.labels.length > 0 ? "params.labels" : "params.labelsFile",
      ...wrongCount(labels, classes),
    });
  if (reading.by === "tokens" && !hasTokenizer)
    issues.push({
      code: "TOKENIZER_MISSING",
      severity: "error",
      path: "params.tokenizer",
      message: "The model takes numbers of tokens, and there is no tokenizer that makes them of a text.",
      expected: "a tokenizer.json",
      got: "nothing",
      hint: "Choose the tokenizer.json that came with the model.",
    });
  if (params.each && !labels)
    issues.push({
      code: "LABELS_MISSING",
      severity: "warning",
      path: "params.each",
      message: "Nobody has said what the classes are called, so there is no column for each.",
      expected: "labels",
      got: "nothing",
      hint: "Give the labels, or the file that has them.",
    });
  return issues;
}

function wrongCount(labels: readonly string[], classes: number) {
  return {
    message: `The model has ${classes} classes, and there are ${labels.length} labels.`,
    expected: `${classes} labels`,
    got: String(labels.length),
    hint: "Give one label for each class, in the order of the model's scores.",
  };
}
