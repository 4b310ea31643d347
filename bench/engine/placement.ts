// Does the engine find the place where a model is fastest, on a quiet machine and on one with a core taken?
// `npm run bench -- placement`: automatic placement against each static one, choosing included.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../../engine/host/clock.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { createModels } from "../../engine/models/models.ts";
import { cnn, mlp } from "../../tests/models/make.ts";
import { interleave, perSecond, ratio, table } from "../lib/interleave.ts";
import { cores, watchLoad } from "../lib/load.ts";
import { withHog } from "../lib/hog.ts";
import { runFor, tensorFrame } from "./flow.ts";

/** A run decides after about a quarter of a second; the rest is what it decided. */
const MEASURE_MS = 2_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const GOAL = 0.9;
const STATIC = ["inline", "inline-2", "lane", "lane-2"] as const;

const folder = mkdtempSync(join(tmpdir(), "millrace-bench-"));
const files = diskFiles(folder);
const models = createModels({ files, clock: systemClock, log: { debug: () => {}, warn: () => {} } });

const cases = [
  {
    name: "MLP 16-64-64-3, batch 1,024",
    file: "small.onnx",
    bytes: mlp(),
    frame: tensorFrame("x", [16], 1024),
  },
  {
    name: "MLP 256-512-256-10 (1 MB), batch 64",
    file: "large.onnx",
    bytes: mlp({ inputs: 256, hidden: [512, 256], outputs: 10 }),
    frame: tensorFrame("x", [256], 64),
  },
  {
    name: "CNN 28 × 28, 16 and 32 channels, batch 8",
    file: "cnn.onnx",
    bytes: cnn({ channels: 16 }),
    frame: tensorFrame("image", [1, 28, 28], 8),
  },
];

async function compare(
  { name, file, bytes, frame }: (typeof cases)[number],
  machine: string,
): Promise<string[]> {
  writeFileSync(join(folder, file), bytes);
  const chosen = new Map<string, number>();
  const measure = (placement: string) => async () => {
    const flow = {
      model: join(folder, file),
      frame,
      output: "y",
      placement,
      forMs: MEASURE_MS,
      files,
      models,
    };
    const result = await runFor(flow);
    if (placement === "auto") chosen.set(result.placement, (chosen.get(result.placement) ?? 0) + 1);
    return result.rowsPerSecond;
  };
  const load = watchLoad();
  const rates = await interleave(
    ["auto", ...STATIC].map((placement) => ({ name: placement, measure: measure(placement) })),
    ROUNDS,
  );
  const [auto, ...others] = rates;
  // By the median: the best of each round would be the luckiest.
  const best = others.reduce((a, b) => (b.median > a.median ? b : a));
  const choices = [...chosen].map(([place, times]) => `${place} ×${times}`).join(", ");
  return [
    name,
    machine,
    ...others.map(({ median }) => perSecond(median)),
    perSecond(auto.median),
    choices,
    `${ratio(auto, best).text} of ${best.name}`,
    `≥ ${GOAL.toFixed(2)}`,
    cores(load()),
  ];
}

try {
  const rows: string[][] = [];
  for (const model of cases) {
    rows.push(await compare(model, "as it is"));
    rows.push(await withHog(() => compare(model, "one core taken")));
  }
  const head = [
    "model (rows/s)",
    "machine",
    ...STATIC,
    "auto",
    "auto chose",
    "auto : best",
    "goal",
    "busy elsewhere",
  ];
  console.log(table(head, rows));
} finally {
  await models.close();
  rmSync(folder, { recursive: true });
}
