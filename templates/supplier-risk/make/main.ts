// Everything that is made for this playbook, in one go: sample tables, model, figures, card.

import { writeCard } from "./card.ts";
import { evaluate, type Metrics } from "./evaluate.ts";
import { generateOrders, type Market } from "./orders.ts";
import { splitByTime, type Split } from "./split.ts";
import { sampleTables } from "./tables.ts";
import { trainModel, type TrainedModel } from "./train.ts";

export interface Playbook {
  /** Contents by path, relative to the playbook's folder. */
  readonly files: Readonly<Record<string, Uint8Array>>;
  readonly market: Market;
  readonly split: Split;
  readonly model: TrainedModel;
  readonly metrics: Metrics;
}

export function makePlaybook(): Playbook {
  const market = generateOrders();
  const split = splitByTime(market);
  const model = trainModel(split, market);
  const metrics = evaluate(model, split, market);
  const text = new TextEncoder();
  const tables = Object.entries(sampleTables(market)).map(([path, csv]) => [path, text.encode(csv)] as const);
  const files = {
    ...Object.fromEntries(tables),
    "models/risk.onnx": model.onnx,
    "metrics.json": text.encode(`${JSON.stringify(metrics, null, 2)}\n`),
    "card.md": text.encode(writeCard(metrics)),
  };
  return { files, market, split, model, metrics };
}
