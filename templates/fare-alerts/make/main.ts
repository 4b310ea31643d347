// Everything that is made for this playbook, in one go: sample data, model, figures, card.

import { writeCard } from "./card.ts";
import { evaluate, type Metrics } from "./evaluate.ts";
import { generateTrips } from "./generate.ts";
import { faresCsv, sampleRows, splitByTime, type Split } from "./split.ts";
import { trainModel, type TrainedModel } from "./train.ts";
import type { FareRow } from "./trip.ts";

export interface Playbook {
  /** Contents by path, relative to the playbook's folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly split: Split;
  readonly sample: readonly FareRow[];
  readonly model: TrainedModel;
  readonly metrics: Metrics;
}

export function makePlaybook(): Playbook {
  const trips = generateTrips();
  const split = splitByTime(trips);
  const sample = sampleRows(trips);
  const model = trainModel(split);
  const metrics = evaluate(model, split);
  const text = new TextEncoder();
  const files = {
    "data/fares.csv": text.encode(faresCsv(sample)),
    "models/rise.onnx": model.onnx,
    "metrics.json": text.encode(`${JSON.stringify(metrics, null, 2)}\n`),
    "card.md": text.encode(writeCard(metrics)),
  };
  return { files, split, sample, model, metrics };
}
