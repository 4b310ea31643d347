// image-classifier: says what is in pictures: the best classes of an ONNX model, with their scores.

import { columnOf } from "../../../engine/frames/builder.ts";
import { field, withFields } from "../../../engine/frames/frame.ts";
import type { DataType, Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { TensorSpec } from "../../../engine/sdk/services.ts";
import { checkClasses } from "../../_shared/answered-classes.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { formatSpec } from "../../_shared/model-input.ts";
import { eachPicture, openImageModel, type ImageModel } from "../../_shared/vision/image-model.ts";
import { framesInFlight } from "../../_shared/pixels/at-once.ts";
import {
  pictureInput,
  type ChosenInput,
  type PictureHint,
  type PictureInput,
} from "../../_shared/vision/picture-input.ts";
import {
  inputNote,
  modelInputIssues,
  pictureColumnIssues,
  unusableModel,
} from "../../_shared/vision/picture-issues.ts";
import { labelParams, pictureInputParams, pictureModelParams } from "../../_shared/vision/picture-params.ts";
import {
  labelCountIssues,
  labelsOf,
  readLabelledModel,
  type LabelledModel,
  type LabelParams,
} from "../../_shared/vision/read-labels.ts";
import { valuesBefore } from "../../_shared/proposal/steps-say.ts";
import { refuseInfinity } from "../../_shared/nan-answers.ts";
import { numbersOf } from "../../_shared/vision/tensor-numbers.ts";
import { bestScores, type ScoreForm } from "./best-scores.ts";

const Params = paramsOf({
  ...pictureModelParams,
  ...labelParams,
  scores: choice(["auto", "none", "softmax", "sigmoid"], {
    title: "Outputs are",
    help: "Automatic: numbers of 0 to 1 that sum to 1 are taken as they are, others go through a softmax.",
    labels: {
      auto: "Automatic",
      none: "Scores, as they are",
      softmax: "Logits of one class (softmax)",
      sigmoid: "Logits of several classes (sigmoid)",
    },
    default: "auto",
  }),
  top: number({
    title: "Best classes",
    help: "How many are listed for each picture.",
    min: 1,
    max: 1000,
    integer: true,
    default: 5,
  }),
  label: text({ title: "Label column", help: "The best class.", default: "label", minLength: 1 }),
  score: text({
    title: "Score column",
    help: "How sure the model is of it.",
    default: "score",
    minLength: 1,
  }),
  classes: text({
    title: "List column",
    help: "The best classes with their scores.",
    default: "classes",
    minLength: 1,
  }),
  ...pictureInputParams,
});

const LISTED: DataType = {
  type: "list",
  of: { type: "struct", fields: [field("label", "text", false), field("score", "float64", false)] },
};

interface State extends ImageModel {
  readonly output: string;
  /** As the file says; null where it leaves it open. */
  readonly count: number | null;
  readonly labels: readonly string[] | null;
}

export default defineNode({
  kind: "image-classifier",
  version: 1,
  category: "models",
  icon: "tags",
  field: "pictures",
  title: "Image classifier",
  summary: "Says what is in pictures: the best classes with their scores.",
  keywords: ["classify", "imagenet", "label", "resnet", "mobilenet", "recognise", "recognize", "onnx"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: ({ params, host, signal }) => readLabelledModel(params, host, signal),

  alsoReads: ({ facts }) => facts?.model.external ?? [],

  schema({ params, inputs, facts }) {
    if (!inputs.in || !facts) return { outputs: {} };
    const added: Field[] = [
      field(params.label, "text", false),
      field(params.score, "float64", false),
      field(params.classes, LISTED, false),
    ];
    const issues: NodeIssue[] = [
      ...pictureColumnIssues(inputs.in, params.column),
      ...clashIssues(inputs.in, added, ["label", "score", "classes"]),
    ];
    const { input, output, labels } = planClassifier(facts, params);
    issues.push(...modelInputIssues(facts.model, params, input));
    if (input && !output) issues.push(noScores(facts.model.outputs));
    if (input && output)
      issues.push(
        ...labelCountIssues(labels, classCount(output), params),
        inputNote(input, params, whyValues(facts, params, input)),
      );
    return { outputs: { out: withFields(inputs.in, added) }, issues };
  },

  async open(ctx): Promise<State> {
    const { input, output, labels } = planClassifier(ctx.facts, ctx.params);
    if (!input || !output) throw unusableModel("MODEL_NO_SCORES", "as a classifier");
    return {
      ...(await openImageModel(ctx, ctx.facts.model, input, [output.name])),
      output: output.name,
      count: classCount(output),
      labels,
    };
  },

  inFlight: ({ state }) => framesInFlight(state.pictures),

  async process(frame, ctx) {
    const { params, state, outputs, out } = ctx;
    const { rows, answers } = await eachPicture(frame, state, ctx, (tensors) => {
      const numbers = numbersOf(tensors[state.output]);
      refuseInfinity(state.output, numbers);
      checkClasses(numbers.length, { labels: state.labels, classes: state.count });
      return bestScores(numbers, params.scores satisfies ScoreForm, params.top).map(({ classId, score }) => ({
        label: state.labels?.[classId] ?? String(classId),
        score,
      }));
    });
    const best = answers.map(([first]) => first);
    const columns = [
      {
        name: params.label,
        column: columnOf(
          { type: "text" },
          best.map(({ label }) => label),
        ),
      },
      {
        name: params.score,
        column: columnOf(
          { type: "float64" },
          best.map(({ score }) => score),
        ),
      },
      { name: params.classes, column: columnOf(LISTED, answers) },
    ];
    await out.out(rows.with(columns, outputs.out));
  },

  ready: ({ state }) => state.session.ready?.(),

  close: async ({ state }) => state?.session.close(),
});

/** PyTorch's models want ImageNet's values and 224 of 256 pixels; Ultralytics' 0 to 1; TensorFlow's mostly -1 to 1. */
function hintOf({ model }: LabelledModel): PictureHint {
  if (model.metadata.task === "classify") return { fit: "cover", normalise: "unit" };
  const planar = model.inputs.some(({ shape }) => shape.length === 4 && (shape[1] === 3 || shape[1] === 1));
  return { fit: "cover", cropShare: 0.875, normalise: planar ? "imagenet" : "signed" };
}

/** Where the values come from that nobody has set. */
function whyValues({ model }: LabelledModel, { values }: ChosenInput, input: PictureInput): string {
  const steps = values === "auto" ? valuesBefore(model.firstSteps?.[input.name]) : null;
  if (steps) return `The values follow from the file: ${steps.because}.`;
  return values !== "auto" || input.normalise === "none"
    ? ""
    : "That is usual for such models, and the file does not say it.";
}

function planClassifier(facts: LabelledModel, params: ChosenInput & LabelParams) {
  const input = pictureInput(facts.model, params, hintOf(facts), { size: 224 });
  const output = facts.model.outputs.find((spec) => isScores(spec)) ?? null;
  return { input, output, labels: labelsOf(params, facts) };
}

/** [N, classes], also with sizes of 1 behind it. */
function isScores({ shape, dtype }: TensorSpec): boolean {
  const [, classes, ...rest] = shape;
  return (
    dtype.startsWith("float") &&
    classes !== undefined &&
    classes !== 0 &&
    classes !== 1 &&
    rest.every((dim) => dim === 1)
  );
}

function classCount({ shape }: TensorSpec): number | null {
  return typeof shape[1] === "number" ? shape[1] : null;
}

function noScores(outputs: readonly TensorSpec[]): NodeIssue {
  const got = outputs.map((spec) => `${spec.name} ${formatSpec(spec)}`).join(", ");
  return {
    code: "MODEL_NO_SCORES",
    severity: "error",
    path: "params.model",
    message: `No output has a score for each class: ${got}.`,
    expected: "an output float32[N, classes]",
    got,
    hint: "Use Object detector or Segment image for models that say where things are, else ONNX model.",
  };
}
