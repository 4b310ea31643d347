// Params of anomaly-score.

import {
  choice,
  columnList,
  number,
  optionalAssetFile,
  optionalModelFile,
  optionalNumber,
  paramsOf,
  text,
  toggle,
} from "../../../engine/sdk/params.ts";

const OF_DISTANCE = { param: "way", oneOf: ["distance"] };
const OF_SCORE = { param: "way", oneOf: ["score"] };

export const anomalyParams = paramsOf({
  way: choice(["distance", "reconstruction", "score"], {
    title: "Measured by",
    help: "How far a row lies from those of a reference, how badly an autoencoder gives it back, or the score of a model for anomalies.",
    labels: {
      distance: "Distance to the reference",
      reconstruction: "Autoencoder (what it gives back)",
      score: "A model's own score",
    },
    default: "distance",
  }),
  columns: columnList({
    title: "Columns",
    help: "Number columns, or one tensor, in the order of the model's input.",
    min: 1,
  }),
  model: optionalModelFile({
    title: "Model",
    help: "An autoencoder, or a model such as an isolation forest, as .onnx.",
    visibleWhen: { param: "way", oneOf: ["reconstruction", "score"] },
  }),
  scoreOutput: text({
    title: "Score output",
    help: "The model's output with the score. Empty: the one that has one number for each row.",
    default: "",
    visibleWhen: OF_SCORE,
  }),
  higher: choice(["normal", "strange"], {
    title: "A higher score of the model means",
    help: "The scores of scikit-learn (decision_function, score_samples) are higher for what is normal; they are turned round.",
    labels: { normal: "Normal", strange: "Strange" },
    default: "normal",
    visibleWhen: OF_SCORE,
  }),
  k: number({
    title: "Neighbours",
    help: "The mean distance to so many nearest rows of the reference counts.",
    min: 1,
    max: 1000,
    integer: true,
    default: 5,
    visibleWhen: OF_DISTANCE,
  }),
  standardise: toggle({
    title: "Standardise",
    help: "Each column counts in its standard deviations within the reference, whatever its unit.",
    default: true,
    visibleWhen: OF_DISTANCE,
  }),
  against: choice(["reference", "file"], {
    title: "Reference",
    help: "Rows that are known to be normal: those of the port Reference, or of a file.",
    labels: { reference: "The port Reference", file: "A file" },
    default: "reference",
  }),
  file: optionalAssetFile({
    title: "Reference file",
    help: "JSON lines, as Write JSON lines makes them, with the same columns.",
    extensions: ["jsonl", "ndjson"],
  }),
  limit: optionalNumber({
    title: "Limit",
    help: "Rows with a higher score are flagged. Empty: by the quantile of the reference.",
    setting: true,
  }),
  quantile: number({
    title: "Quantile",
    help: "Without a limit, rows are flagged that are stranger than this share of the reference.",
    min: 0,
    max: 1,
    default: 0.99,
    setting: true,
  }),
  output: text({
    title: "Score column",
    help: "The higher, the stranger.",
    default: "anomaly_score",
    minLength: 1,
  }),
  flag: text({
    title: "Flag column",
    help: "Whether the score is above the limit.",
    default: "anomaly",
    minLength: 1,
  }),
});

export type AnomalyParams = ReturnType<(typeof anomalyParams)["parse"]>;

/** Whether rows of a reference are needed: to measure by, or to find the limit. */
export function needsReference({ way, limit }: AnomalyParams): boolean {
  return way === "distance" || limit === null;
}

/** Whether rows come by the port Reference. */
export function takesPort(params: AnomalyParams): boolean {
  return needsReference(params) && params.against === "reference";
}
