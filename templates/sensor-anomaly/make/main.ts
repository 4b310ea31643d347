// Everything that is made for this playbook, in one go: the forest, the test motes' readings, figures, card.

import { boostedTreesToOnnx } from "../../../engine/train/to-onnx.ts";
import { seededRandom } from "../../../engine/train/random.ts";
import type { BoostedTrees } from "../../../engine/train/tree.ts";
import { writeCard } from "./card.ts";
import {
  bestLimits,
  bestRule,
  evaluateMote,
  neverFalse,
  scoresOf,
  type Limits,
  type MoteFigures,
  type RuleLimits,
} from "./evaluate.ts";
import { FEATURE_NAMES, makeFeatures } from "./features.ts";
import { growForest } from "./forest.ts";
import { eventOf, type Mote } from "./readings.ts";
import { eventsCsv, readingsCsv } from "./sample.ts";

/** As many trees of as many rows as the paper takes. */
export const FOREST = { trees: 100, rows: 256, seed: 1 };

export interface Metrics {
  readonly forest: typeof FOREST;
  readonly train: readonly { readonly mote: string; readonly place: string; readonly readings: number }[];
  readonly limits: Limits & { readonly mote: string };
  readonly rules: { readonly neverFalse: RuleLimits; readonly tuned: RuleLimits };
  readonly test: Readonly<Record<string, MoteFigures>>;
}

export interface Playbook {
  /** Contents by path, relative to the playbook's folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly metrics: Metrics;
}

export function makePlaybook(motes: readonly Mote[]): Playbook {
  const role = (wanted: Mote["role"]) => motes.filter((mote) => mote.role === wanted);
  const train = role("train");
  const [forLimits] = role("limits");
  const test = role("test");
  if (train.some(eventOf))
    throw new Error("A mote to learn from has an event: it would be taken for normal.");
  const forest = learn(train);
  const limits = bestLimits(scoresOf(forest, forLimits), forLimits.event);
  const rules = { neverFalse: neverFalse(train), tuned: bestRule(forLimits) };
  const metrics: Metrics = {
    forest: FOREST,
    train: train.map(({ name, place, event }) => ({ mote: name, place, readings: event.length })),
    limits: { ...limits, mote: forLimits.name },
    rules,
    test: Object.fromEntries(
      test.map((mote) => [mote.name, evaluateMote(mote, scoresOf(forest, mote), limits, rules)]),
    ),
  };
  const text = new TextEncoder();
  const files = {
    "data/readings.csv": text.encode(readingsCsv(test)),
    "data/events.csv": text.encode(eventsCsv(test)),
    "models/forest.onnx": toOnnx(forest),
    "metrics.json": text.encode(`${JSON.stringify(metrics, null, 2)}\n`),
    "card.md": text.encode(writeCard(metrics)),
  };
  return { files, metrics };
}

function learn(motes: readonly Mote[]): BoostedTrees {
  const parts = motes.map(makeFeatures);
  const columns = FEATURE_NAMES.map((_, feature) =>
    Float64Array.from(parts.flatMap((part) => Array.from(part[feature]))),
  );
  return growForest(columns, FOREST, seededRandom(FOREST.seed));
}

export function toOnnx(forest: BoostedTrees): Uint8Array {
  return boostedTreesToOnnx({
    input: "features",
    outputs: [{ name: "score", trees: forest }],
    metadata: {
      about: "How strange a reading is: isolation forest, fitted on motes without events",
      features: JSON.stringify(FEATURE_NAMES),
      licence: "MIT",
      seed: String(FOREST.seed),
    },
  });
}
