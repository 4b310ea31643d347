// onnx: runs an ONNX model on the rows and adds its answers as columns.

import * as z from "zod/mini";
import { withFields } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeContext, NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  choice,
  json,
  keyValues,
  modelFile,
  number,
  optionalNumber,
  paramsOf,
  text,
  toggle,
} from "../../../engine/sdk/params.ts";
import { isFinite, isListOf, isMapOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { ModelFacts, ModelSession, Tensor } from "../../../engine/sdk/services.ts";
import { mapModelInputs, type MappedInput, type WantedInputs } from "../../_shared/model-mapping.ts";
import {
  outputFields,
  outputIssues,
  planOutputs,
  type OutputOptions,
  type PlannedOutput,
} from "../../_shared/model-outputs.ts";
import { holdsNaN } from "../../_shared/pack-columns.ts";
import { providerParams, wishesOf } from "../../_shared/provider-params.ts";
import { dropFailed } from "../../_shared/row-selection.ts";
import { tensorSmells } from "../../_shared/proposal/tensor-smells.ts";
import { watchedInputs, type WatchedInput } from "../../_shared/proposal/watch-values.ts";
import { answerColumns, noAnswers } from "./answers.ts";
import { feedsOf } from "./feeds.ts";

const wantedInput = (): z.ZodMiniType<WantedInputs[string]> =>
  z.union([z.string(), z.array(z.string()).check(z.minLength(1)), z.number()]);

const isColumns = isListOf(isText, 1);
const isWanted = (value: unknown) => isText(value) || isFinite(value) || isColumns(value);

const Params = paramsOf({
  model: modelFile({ title: "Model", help: "An .onnx file, relative to the workflow file.", anyModel: true }),
  inputs: json<WantedInputs>(
    () => z.record(z.string(), wantedInput()),
    {
      title: "Inputs",
      help: "Model input to column, to a list of columns, or to a number for all rows. Inputs that are not named are found by name and shape.",
      default: {},
      keys: "model-inputs",
      example: { x: ["a", "b"], limit: 0.5 },
    },
    isMapOf(isWanted),
  ),
  outputs: choice(["columns", "tensor"], {
    title: "Outputs",
    help: "One column for each value of a row (up to 64), or one tensor column for each output.",
    labels: { columns: "Columns", tensor: "Tensor columns" },
    default: "columns",
  }),
  outputNames: keyValues({
    title: "Output names",
    help: "Model output to column name. An empty name leaves the output out.",
    keys: "model-outputs",
    default: {},
  }),
  scoreNames: choice(["numbers", "classes"], {
    title: "Score names",
    help: "What stands behind the name of an output with several columns: 0, 1, 2…, or the class where the file names it (ZipMap).",
    labels: { numbers: "Numbers", classes: "Names of the classes" },
    default: "numbers",
  }),
  prefix: text({ title: "Prefix", help: "Stands before the names of the answers.", default: "" }),
  nulls: choice(["fail", "nan", "zero"], {
    title: "Missing values",
    help: "What happens to a row with a missing value that the model needs.",
    labels: { fail: "The row fails", nan: "NaN goes in", zero: "0 goes in" },
    default: "fail",
  }),
  maxBatch: number({
    title: "Largest batch",
    help: "Rows in one run of the model at the most; 0 lets Millrace choose.",
    labels: { 0: "automatic" },
    unit: "rows",
    min: 0,
    integer: true,
    default: 0,
  }),
  coupledBatch: optionalNumber({
    title: "Fixed batch",
    help: "Rows in every run, for models whose answers depend on it. Empty = find out.",
    unit: "rows",
    min: 1,
    integer: true,
  }),
  freeBatch: toggle({
    title: "Free the batch",
    help: "Runs a model whose file allows one row a run on many rows at once, where its operators permit it.",
    default: false,
  }),
  placement: choice(["auto", "inline", "inline-2", "lane", "lane-2"], {
    title: "Runs on",
    help: "Where the model runs. Automatic measures and takes the fastest.",
    labels: {
      auto: "Automatic",
      inline: "Engine thread",
      "inline-2": "Engine thread, 2 threads",
      lane: "A thread of its own",
      "lane-2": "Two threads of its own",
    },
    default: "auto",
  }),
  ...providerParams,
  memoryLimitMb: optionalNumber({
    title: "Memory limit",
    help: "What the process may use while it runs this model. Empty = chosen automatically.",
    unit: "MB",
    min: 16,
    integer: true,
  }),
});

type NodeParams = z.output<typeof Params>;

interface State {
  readonly session: ModelSession;
  readonly inputs: readonly MappedInput[];
  readonly outputs: readonly PlannedOutput[];
  /** Inputs whose first values have still to be looked at. */
  watched: readonly WatchedInput[];
}

/** Rows that wait anyway are joined up to here: beyond it a small model gains nothing (docs: performance of one run). */
const PREFERRED_ROWS = 1024;
const BYTES_PER_MB = 1024 * 1024;

export default defineNode({
  kind: "onnx",
  version: 1,
  category: "models",
  title: "ONNX model",
  summary: "Runs an ONNX model on the rows and adds its answers as columns.",
  keywords: [
    "predict",
    "inference",
    "infer",
    "score",
    "classify",
    "neural",
    "network",
    "sklearn",
    "pytorch",
    "tensorflow",
    "xgboost",
  ],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: ({ params, host, signal }) => host.models.describe(params.model, signal),

  alsoReads: ({ facts }) => facts?.external ?? [],

  // A file that names its classes wants them to be read.
  suited: ({ facts }) => (facts?.outputs.some(({ labels }) => labels) ? { scoreNames: "classes" } : {}),

  // What is missing where it is trained is missing where it is run.
  learnsModel: { file: "model", params: { nulls: "nan", scoreNames: "classes" } },

  schema({ params, inputs, facts }) {
    if (!inputs.in || !facts) return { outputs: {} };
    const { mapping, outputs } = planModel(facts, inputs.in, params);
    const issues = [
      ...mapping.issues,
      ...tensorSmells(facts, mapping.found, inputs.in),
      ...nullIssues(facts, params),
      ...batchIssues(facts, params),
      ...outputIssues(facts.outputs, outputs, inputs.in, outputOptions(params)),
    ];
    return { outputs: { out: withFields(inputs.in, outputFields(outputs)) }, issues };
  },

  async open(ctx: NodeContext<NodeParams, ModelFacts, undefined>): Promise<State> {
    const { params, facts, host, timeoutMs, signal } = ctx;
    const { mapping, outputs } = planModel(facts, ctx.inputs.in, params);
    if (!mapping.inputs) throw unmapped(facts);
    const session = await host.models.open(params.model, {
      maxBatch: params.maxBatch,
      coupledBatch: params.coupledBatch,
      freeBatch: params.freeBatch,
      killable: timeoutMs !== null,
      timeoutMs,
      outputs: outputs.map(({ spec }) => spec.name),
      memoryLimit: params.memoryLimitMb === null ? null : params.memoryLimitMb * BYTES_PER_MB,
      placement: params.placement,
      providers: wishesOf(params),
      signal,
    });
    const watched = watchedInputs(facts, mapping.inputs, ctx.inputs.in);
    return { session, inputs: mapping.inputs, outputs, watched };
  },

  process(frame, ctx) {
    const { state, params, outputs, out } = ctx;
    if (frame.length === 0) return out.out(frame.with(noAnswers(state.outputs), outputs.out));
    let feeds = feedsOf(frame, state.inputs, params.nulls);
    let fed = frame;
    if (feeds.failures) {
      fed = dropFailed(frame, feeds.failures, ctx);
      if (fed.length === 0) return out.out(fed.with(noAnswers(state.outputs), outputs.out));
      feeds = feedsOf(fed, state.inputs, params.nulls);
    }
    if (feeds.rounded)
      ctx.warn(
        "VALUE_ROUNDED",
        `The model's number type holds ${feeds.rounded} only roughly (and maybe others).`,
      );
    for (const { input, judge } of state.watched) {
      const smell = judge(feeds.tensors[input]);
      if (smell) ctx.warn("MODEL_VALUE_RANGE", smell);
    }
    state.watched = [];
    const give = (answers: Readonly<Record<string, Tensor>>) =>
      out.out(fed.with(answerColumns(state.outputs, answers, fed.length), outputs.out));
    const answers = state.session.run(feeds.tensors);
    return answers instanceof Promise ? answers.then(give) : give(answers);
  },

  ready: ({ state }) => state.session.ready?.(),

  keepsNothing: true,

  inFlight: ({ state }) => state.session.inFlight,

  preferredRows({ params, state }) {
    const { batching } = state.session;
    // Answers of a coupled model depend on which rows go in together, so frames stay as the source cut them.
    if (batching.kind === "coupled") return 1;
    if (batching.kind === "fixed") return batching.size;
    return params.maxBatch || PREFERRED_ROWS;
  },

  // Rows that share a run of the model then share their answers too.
  frameSensitive: ({ params }) => (params.coupledBatch ?? 1) > 1,

  close: async ({ state }) => state?.session.close(),
});

function planModel(facts: ModelFacts, input: Schema, params: NodeParams) {
  const mapping = mapModelInputs(facts, input, params.inputs);
  return { mapping, outputs: planOutputs(facts.outputs, mapping.bindings, outputOptions(params)) };
}

function outputOptions({ outputs, prefix, outputNames, scoreNames }: NodeParams): OutputOptions {
  return { form: outputs, prefix, names: outputNames, scoreNames };
}

function batchIssues({ inputs }: ModelFacts, { freeBatch }: NodeParams): NodeIssue[] {
  const size = inputs.find(({ shape }) => typeof shape[0] === "number")?.shape[0];
  if (typeof size !== "number") return [];
  const canFree = inputs.every(({ shape }) => shape[0] === 1);
  if (canFree && freeBatch) return [];
  const how = size === 1 ? "row by row" : `${size} rows at a time (the last run is padded)`;
  return [
    {
      code: "MODEL_BATCH_FIXED",
      severity: "info",
      message: `The model file allows exactly ${size} row${size === 1 ? "" : "s"} a run, so it is run ${how}.`,
      expected: "an open batch dimension",
      got: String(size),
      hint: "Free the batch dimension of the file (export it with a dynamic batch axis) to score faster.",
      ...(canFree && {
        fix: {
          label: "Free the batch",
          commands: [{ do: "set-param", id: "", param: "freeBatch", value: true }],
        },
      }),
    },
  ];
}

function nullIssues({ inputs }: ModelFacts, { nulls }: NodeParams): NodeIssue[] {
  if (nulls !== "nan") return [];
  const whole = inputs.filter(({ dtype }) => dtype !== "string" && !holdsNaN(dtype));
  return whole.map((spec) => ({
    code: "NULLS_NOT_POSSIBLE",
    severity: "error",
    path: "params.nulls",
    message: `The input ${spec.name} is ${spec.dtype}, which cannot hold NaN for a missing value.`,
    expected: "fail or zero",
    got: "nan",
    hint: "Let such rows fail, or impute them before the model.",
    fix: {
      label: "Let rows with missing values fail",
      commands: [{ do: "set-param", id: "", param: "nulls", value: "fail" }],
    },
  }));
}

function unmapped(facts: ModelFacts): MillraceError {
  return new MillraceError("MODEL_INPUT_MISMATCH", {
    message: "The columns that arrive do not feed every input of the model.",
    expected: facts.inputs.map(({ name }) => name).join(", "),
    file: facts.path,
    hint: "Say in Inputs which columns feed it.",
    fatal: true,
  });
}
