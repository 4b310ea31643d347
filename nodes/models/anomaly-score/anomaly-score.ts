// anomaly-score: how strange each row is: by its distance to a reference, by an autoencoder, or by a model's own score.

import { columnOf } from "../../../engine/frames/builder.ts";
import { field, withFields, type Frame } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { ProcessContext } from "../../../engine/sdk/node-definition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { ModelSession } from "../../../engine/sdk/services.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { openModel } from "../../_shared/open-model.ts";
import { anomalyIssues } from "./anomaly-issues.ts";
import { modelScores, planAnomalyModel, type AnomalyModel } from "./anomaly-model.ts";
import { Distances, quantileOf } from "./distance.ts";
import { anomalyParams, needsReference, takesPort, type AnomalyParams } from "./params.ts";
import { readAnomalyFacts, type AnomalyFacts } from "./read-facts.ts";
import { rowsOf, type Rows } from "./rows.ts";

interface State {
  readonly model: (AnomalyModel & { readonly session: ModelSession }) | null;
  /** Rows of the reference, frame by frame, until it is whole. */
  readonly reference: Rows[];
  readonly waiting: Frame[];
  /** Once the reference is whole. */
  measure: { readonly distances: Distances | null; readonly limit: number } | null;
}

type Context = ProcessContext<AnomalyParams, AnomalyFacts, State, "out">;

/** A limit is found by so many rows of the reference at the most, evenly taken: each is compared with all others. */
const MOST_OWN = 2000;

export default defineNode({
  kind: "anomaly-score",
  version: 1,
  category: "models",
  title: "Anomaly score",
  icon: "activity",
  summary: "Says how strange each row is, by a reference, an autoencoder or a model's own score.",
  keywords: [
    "outlier",
    "novelty",
    "isolation",
    "forest",
    "autoencoder",
    "knn",
    "fault",
    "monitoring",
    "sensor",
  ],
  params: anomalyParams,
  inputs: { in: table(), reference: table({ optional: true, title: "Reference" }) },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "whole",
  needs: [],
  // The reference is there as a whole.
  alone: () => "same",
  remembers: ({ params }) => takesPort(params),

  probe: ({ params, host, signal }) => readAnomalyFacts(params, host, signal),

  alsoReads: ({ facts }) => facts?.model?.external ?? [],

  schema({ params, inputs, facts }) {
    if (!inputs.in || !facts) return { outputs: {} };
    const added = [field(params.output, "float64", false), field(params.flag, "bool", false)];
    return {
      outputs: { out: withFields(inputs.in, added) },
      issues: [...anomalyIssues(params, inputs, facts), ...clashIssues(inputs.in, added, ["output", "flag"])],
    };
  },

  async open(ctx): Promise<State> {
    const { params, facts } = ctx;
    const plan = facts.model && planAnomalyModel(facts.model, params);
    if (plan && "code" in plan)
      throw new MillraceError(plan.code, { message: plan.message, hint: plan.hint ?? "", fatal: true });
    const model = plan && { ...plan, session: await openModel(ctx, params.model, [plan.output.name]) };
    return { model, reference: facts.file ? [facts.file] : [], waiting: [], measure: null };
  },

  async process(frame, ctx) {
    const { params, state, port } = ctx;
    if (port === "reference") {
      if (takesPort(params)) learn(frame, ctx);
      return;
    }
    if (takesPort(params) && !state.measure) {
      state.waiting.push(frame);
      // Rows are held back where they come from until the reference is whole.
      if (ctx.wires.reference) ctx.want(0, "reference");
      return;
    }
    await answer(frame, ctx);
  },

  async wireEnded(ctx) {
    if (ctx.port === "reference" && takesPort(ctx.params)) await answerWaiting(ctx);
  },

  end: (ctx) => answerWaiting(ctx),

  ready: ({ state }) => state.model?.session.ready?.(),

  close: async ({ state }) => state?.model?.session.close(),
});

/** Rows of the reference without a number are left out: nothing can be compared with them. */
function learn(frame: Frame, ctx: Context): void {
  let left = 0;
  const rows = rowsOf(frame, ctx.params.columns, { fail: () => left++ });
  if (left > 0)
    ctx.warn(
      "VECTOR_INVALID",
      `${left} rows of the reference have no number somewhere and are left out (there may be more).`,
    );
  if (rows.data.length > 0) ctx.state.reference.push({ data: rows.data, width: rows.width });
}

async function answerWaiting(ctx: Context): Promise<void> {
  for (const frame of ctx.state.waiting.splice(0)) await answer(frame, ctx);
}

async function answer(frame: Frame, ctx: Context): Promise<void> {
  const { params, state, outputs, out, signal } = ctx;
  if (signal.aborted) return;
  const rows = rowsOf(frame, params.columns, ctx);
  // What is empty needs no reference: it only says which rows lie behind.
  const scores = rows.frame.length === 0 ? new Float64Array(0) : await scoresOf(rows, ctx);
  const limit = state.measure?.limit ?? 0;
  const added = [
    { name: params.output, column: columnOf({ type: "float64" }, Array.from(scores)) },
    {
      name: params.flag,
      column: columnOf(
        { type: "bool" },
        Array.from(scores, (score) => score > limit),
      ),
    },
  ];
  await out.out(rows.frame.with(added, outputs.out));
}

async function scoresOf(rows: Rows, ctx: Context): Promise<Float64Array> {
  const { params, state } = ctx;
  const { distances } = (state.measure ??= await measureOf(ctx));
  if (!distances) return modelScores(state.model!.session, state.model!, rows, params);
  if (rows.width !== distances.width) throw wrongWidth(rows.width, distances.width);
  return distances.of(rows);
}

async function measureOf({ params, state }: Context): Promise<NonNullable<State["measure"]>> {
  const reference = joined(state.reference.splice(0));
  if (needsReference(params) && reference.data.length === 0) throw noReference();
  const distances = params.way === "distance" ? new Distances(reference, params) : null;
  if (params.limit !== null) return { distances, limit: params.limit };
  const own = distances
    ? distances.own(Math.max(1, Math.ceil(distances.length / MOST_OWN)))
    : await modelScores(state.model!.session, state.model!, reference, params);
  return { distances, limit: quantileOf(own, params.quantile) };
}

function joined(parts: readonly Rows[]): Rows {
  const width = parts[0]?.width ?? 0;
  const data = new Float64Array(parts.reduce((sum, part) => sum + part.data.length, 0));
  let at = 0;
  for (const part of parts) {
    if (part.width !== width) throw wrongWidth(part.width, width);
    data.set(part.data, at);
    at += part.data.length;
  }
  return { data, width };
}

function wrongWidth(got: number, expected: number): MillraceError {
  return new MillraceError("VECTOR_SIZE", {
    message: `A row has ${got} numbers, and those of the reference ${expected}.`,
    expected: `${expected} numbers`,
    got: String(got),
    hint: "Make both in the same way.",
    fatal: true,
  });
}

function noReference(): MillraceError {
  return new MillraceError("REFERENCE_EMPTY", {
    message: "The reference has no rows to compare with.",
    expected: "rows that are known to be normal",
    got: "none",
    hint: "Wire such rows to the port Reference, or choose a file that has some.",
    fatal: true,
  });
}
