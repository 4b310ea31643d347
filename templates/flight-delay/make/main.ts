// Everything that is learned for this playbook, in one go: the model, its figures, its card.

import type { BoostedTrees } from "../../../engine/train/tree.ts";
import { writeCard } from "./card.ts";
import { evaluate, type Figures } from "./evaluate.ts";
import { FEATURE_NAMES, readHistory } from "./features.ts";
import { DAY_MS, FIRST_DAYS, readFlights, SAMPLE_DAY } from "./flights.ts";
import { labelled, toOnnx, trainModel } from "./train.ts";

export interface Metrics {
  readonly trees: number;
  readonly test: Figures;
  /** The day that ships, with what was known of it and of the day before. */
  readonly sampleDay: Figures;
  readonly gainShare: Readonly<Record<string, number>>;
}

export interface Playbook {
  /** Contents by path, relative to the playbook's folder; the tables are written by the workflows in `make.mjs`. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly trees: BoostedTrees;
  readonly metrics: Metrics;
}

export function makePlaybook(flightsCsv: string, historyCsv: string): Playbook {
  const all = readFlights(flightsCsv);
  const history = readHistory(historyCsv);
  const trees = trainModel(all, history);
  const sample = all.filter(({ date }) => date >= SAMPLE_DAY - DAY_MS && date < SAMPLE_DAY + DAY_MS);
  const gain = trees.gain.reduce((sum, one) => sum + one, 0);
  const metrics: Metrics = {
    trees: trees.trees.length,
    test: evaluate(trees, labelled(all, history, FIRST_DAYS.test, FIRST_DAYS.end)),
    sampleDay: evaluate(trees, labelled(sample, history, SAMPLE_DAY, SAMPLE_DAY + DAY_MS)),
    gainShare: Object.fromEntries(
      FEATURE_NAMES.map((name, i) => [name, Math.round((1000 * trees.gain[i]) / gain) / 1000]),
    ),
  };
  const text = new TextEncoder();
  return {
    files: {
      "models/late.onnx": toOnnx(trees),
      "metrics.json": text.encode(`${JSON.stringify(metrics, null, 2)}\n`),
      "card.md": text.encode(writeCard(metrics)),
    },
    trees,
    metrics,
  };
}
