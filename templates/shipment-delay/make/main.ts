// Everything that is made for this playbook, in one go: sample data, model, figures, card.

import { writeCard } from "./card.ts";
import { evaluate, type Metrics } from "./evaluate.ts";
import { FEATURE_NAMES } from "./features.ts";
import { generateVoyages } from "./generate.ts";
import { eventsCsv, type EventRow } from "./rows.ts";
import { sampleRows, splitByTime, type Split } from "./split.ts";
import { trainModel, type TrainedModel } from "./train.ts";

export interface Playbook {
  /** Contents by path, relative to the playbook's folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly split: Split;
  readonly sample: readonly EventRow[];
  readonly model: TrainedModel;
  readonly metrics: Metrics;
}

export function makePlaybook(): Playbook {
  const voyages = generateVoyages();
  const split = splitByTime(voyages);
  const sample = sampleRows(voyages);
  const model = trainModel(split);
  const metrics = evaluate(model, split, FEATURE_NAMES);
  const text = new TextEncoder();
  const files = {
    "data/events.csv": text.encode(eventsCsv(sample)),
    "models/delay.onnx": model.onnx,
    "metrics.json": text.encode(`${JSON.stringify(metrics, null, 2)}\n`),
    "card.md": text.encode(writeCard(metrics)),
  };
  return { files, split, sample, model, metrics };
}
