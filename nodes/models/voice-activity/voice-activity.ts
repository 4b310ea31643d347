// voice-activity: finds where somebody speaks, with a model that remembers what it has heard.

import type * as z from "zod/mini";
import type { Samples } from "../../../engine/frames/audio.ts";
import { ObjectColumn, TensorColumn, type Column } from "../../../engine/frames/column.ts";
import { withFields, type NewColumn } from "../../../engine/frames/frame.ts";
import { segmentsType, type Segment } from "../../../engine/frames/marks.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeContext, NodeIssue } from "../../../engine/sdk/node-definition.ts";
import {
  column,
  keyValues,
  modelFile,
  number,
  optionalNumber,
  paramsOf,
  text,
  toggle,
} from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { ModelFacts, ModelSession } from "../../../engine/sdk/services.ts";
import { providerParams, wishesOf } from "../../_shared/provider-params.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { meanOf } from "../../_shared/sound/channels.ts";
import { resampleInTurns } from "../../_shared/sound/resample.ts";
import { eachRecording, goodRows, soundIssues } from "../../_shared/sound/rows.ts";
import { sameShapes } from "../../_shared/sound/same-shapes.ts";
import { fresh, listen, type Carried } from "./listen.ts";
import { NOT_SPEAKING, segmentsOf, type SegmentRules, type Speaking } from "./segments.ts";
import { noModel, planVadModel, type VadModel } from "./vad-model.ts";

const seconds = (title: string, help: string, fallback: number) =>
  number({ title, help, unit: "s", min: 0, max: 60, default: fallback, setting: true });

const Params = paramsOf({
  column: column({
    title: "Recordings",
    help: "The column with the recordings.",
    of: "audio",
    default: "audio",
  }),
  model: modelFile({
    title: "Model",
    help: "An .onnx file of Silero VAD (version 5 or 6), or another that carries its state on.",
  }),
  threshold: number({
    title: "Threshold",
    help: "Speech begins where its probability is at least that.",
    min: 0,
    max: 1,
    default: 0.5,
    setting: true,
  }),
  release: optionalNumber({
    title: "Release",
    help: "Speech may end where its probability is below that. Empty = 0.15 below the threshold.",
    min: 0,
    max: 1,
  }),
  minSpeechS: seconds("Shortest speech", "Shorter stretches are left out.", 0.25),
  minSilenceS: seconds("Shortest silence", "Shorter silences belong to the speech around them.", 0.1),
  padS: seconds("Padding", "How much is added before and behind each stretch.", 0.03),
  maxSpeechS: optionalNumber({
    title: "Longest speech",
    help: "Longer stretches are cut where a pause is most likely. Empty = they stay whole.",
    unit: "s",
    min: 0.1,
    max: 3600,
  }),
  continues: toggle({
    title: "Pieces go on",
    help: "A piece of a recording that follows the one before goes on where that ended. Off: each row stands for itself.",
    default: true,
  }),
  output: text({
    title: "Segments",
    help: "Name of the column of segments.",
    minLength: 1,
    default: "segments",
  }),
  probabilities: text({
    title: "Probabilities",
    help: "Name of a tensor column with the probability of each window (32 ms with Silero). Empty = none.",
    default: "probabilities",
  }),
  rate: number({
    title: "Rate",
    help: "The sampling rate that the model was trained with; recordings are brought to it.",
    unit: "Hz",
    min: 1000,
    max: 192_000,
    integer: true,
    default: 16_000,
  }),
  window: optionalNumber({
    title: "Window",
    help: "Samples that the model judges at once. Empty = as Silero wants it (512 at 16 kHz).",
    unit: "samples",
    min: 16,
    max: 1_000_000,
    integer: true,
  }),
  context: optionalNumber({
    title: "Context",
    help: "Samples before the window that the model sees too. Empty = as Silero wants it (64 at 16 kHz).",
    unit: "samples",
    min: 0,
    max: 1_000_000,
    integer: true,
  }),
  state: keyValues({
    title: "States",
    help: "Model output to the model input that it goes back into with the next window. Empty = found by the names that Silero gives them.",
    keys: "model-outputs",
    example: { stateN: "state" },
    default: {},
  }),
  ...providerParams,
});

type VadParams = z.output<typeof Params>;

/** Where a recording stands of which a piece has been heard. */
interface Listening {
  readonly carried: Carried;
  readonly speaking: Speaking;
  /** Seconds from its beginning to the end of the last piece. */
  readonly endS: number;
}

interface State {
  readonly session: ModelSession;
  readonly model: VadModel;
  readonly rules: SegmentRules;
  /** By name of the recording; only of those that come in pieces. */
  readonly listening: Map<string, Listening>;
}

/** Recordings whose pieces may be mixed with each other. */
const MOST_LISTENING = 1024;

const SEGMENTS = segmentsType();

export default defineNode({
  kind: "voice-activity",
  version: 1,
  category: "models",
  field: "sound",
  icon: "mic",
  title: "Voice activity",
  summary: "Finds where somebody speaks in a recording (Silero VAD).",
  keywords: [
    "speech",
    "vad",
    "silence",
    "detect",
    "segment",
    "silero",
    "talk",
    "audio",
    "sound",
    "recurrent",
  ],
  presets: [
    {
      title: "Find speech",
      summary: "The stretches in which somebody speaks (Silero VAD).",
      on: { param: "column", of: "audio" },
      params: { model: "library:silero-vad/silero_vad_16k_op15.onnx" },
      adds: ["output", "probabilities"],
    },
  ],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "keyed",
  needs: [],

  probe: ({ params, host, signal }) => host.models.describe(params.model, signal),

  alsoReads: ({ facts }) => facts?.external ?? [],

  schema({ params, inputs, facts }) {
    if (!inputs.in) return { outputs: {} };
    const added = fieldsOf(params);
    const issues = [
      ...soundIssues(inputs.in, params.column),
      ...clashIssues(inputs.in, added, ["output", "probabilities"]),
      ...thresholdIssues(params),
      ...(facts ? planVadModel(facts, params).issues : []),
    ];
    return { outputs: { out: withFields(inputs.in, added) }, issues };
  },

  async open({
    params,
    facts,
    host,
    timeoutMs,
    signal,
  }: NodeContext<VadParams, ModelFacts, undefined>): Promise<State> {
    const { model } = planVadModel(facts, params);
    if (!model) throw noModel(facts);
    const session = await host.models.open(params.model, {
      outputs: [model.probability, ...model.states.map(({ output }) => output)],
      // One short run after the other: on a thread of its own each would wait for the last one's answer.
      placement: "inline",
      providers: wishesOf(params),
      killable: timeoutMs !== null,
      timeoutMs,
      signal,
    });
    return { session, model, rules: rulesOf(params), listening: new Map() };
  },

  async process(frame, { params, state, outputs, out, fail, signal, host }) {
    const pause = () => host.clock.sleep(0, signal);
    const { done, failures } = await eachRecording(frame, params.column, signal, (samples) =>
      hear(samples, state, params.continues, { signal, pause }),
    );
    if (signal.aborted) return;
    const rows = goodRows(frame, done, failures, fail);
    const heard = done.map(({ value }) => value);
    const add = (from: number, to: number): NewColumn[] => {
      const some = heard.slice(from, to);
      const segments: Column = new ObjectColumn(
        SEGMENTS,
        some.map((one) => one.segments as Segment[]),
      );
      if (params.probabilities === "") return [{ name: params.output, column: segments }];
      return [
        { name: params.output, column: segments },
        { name: params.probabilities, column: tensorOf(some.map((one) => one.probabilities)) },
      ];
    };
    const shapes =
      params.probabilities === "" ? heard.map(() => 0) : heard.map((one) => one.probabilities.length);
    for (const [from, to] of sameShapes(shapes))
      await out.out(rows.slice(from, to).with(add(from, to), outputs.out));
  },

  remembers: ({ params }) => params.continues,

  close: async ({ state }) => state?.session.close(),
});

async function hear(
  samples: Samples,
  state: State,
  continues: boolean,
  turns: { readonly signal: AbortSignal; pause(): Promise<void> },
) {
  const { signal, pause } = turns;
  const { session, model, rules, listening } = state;
  const { name, startS } = samples;
  const sound = await resampleInTurns(meanOf(samples.channels), samples.rate, model.rate, "good", pause);
  const open = continues && startS !== undefined;
  const known = open ? listening.get(name) : undefined;
  // A gap, or the same recording from its beginning, is heard afresh.
  const goesOn = known !== undefined && Math.abs(known.endS - startS!) * samples.rate < 0.5;
  const before = goesOn ? known : { carried: fresh(model), speaking: NOT_SPEAKING };
  const first = -before.carried.left.length;
  const { probabilities, after } = await listen(session, model, sound, before.carried, open, signal);
  const time = { window: model.window, rate: model.rate, first, length: sound.length, open };
  const found = segmentsOf(probabilities, time, rules, before.speaking);
  if (open) {
    listening.delete(name);
    if (listening.size >= MOST_LISTENING) listening.delete(listening.keys().next().value!);
    const endS = startS + samples.channels[0].length / samples.rate;
    listening.set(name, { carried: after, speaking: found.after, endS });
  }
  const shift = startS ?? 0;
  const segments = found.segments.map((one) => ({ ...one, start: one.start + shift, end: one.end + shift }));
  return { probabilities, segments };
}

function fieldsOf({ output, probabilities }: VadParams): Field[] {
  const tensor = { type: "tensor", dtype: "float32", shape: [`${probabilities}_windows`] } as const;
  return [
    { name: output, type: SEGMENTS, nullable: false },
    ...(probabilities === "" ? [] : [{ name: probabilities, type: tensor, nullable: false }]),
  ];
}

function tensorOf(rows: readonly Float32Array[]): TensorColumn {
  const size = rows.at(0)?.length ?? 0;
  const data = new Float32Array(rows.length * size);
  rows.forEach((row, i) => data.set(row, i * size));
  return new TensorColumn("float32", [size], rows.length, data);
}

/** Below the threshold by as much as Silero's own scripts have it. */
const RELEASE_BELOW = 0.15;

function rulesOf({ threshold, release, minSpeechS, minSilenceS, maxSpeechS, padS }: VadParams): SegmentRules {
  const off = release ?? Math.max(0.01, threshold - RELEASE_BELOW);
  return { on: threshold, off, minSpeechS, minSilenceS, maxSpeechS, padS };
}

function thresholdIssues({ threshold, release }: VadParams): NodeIssue[] {
  if (release === null || release <= threshold) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.release",
      message: "Speech cannot end at a higher probability than it begins with.",
      expected: `at most ${threshold}`,
      got: String(release),
      hint: "Set Release below Threshold, or leave it empty.",
      fix: {
        label: "Leave it empty",
        commands: [{ do: "set-param", id: "", param: "release", value: null }],
      },
    },
  ];
}
