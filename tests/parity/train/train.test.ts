// Trained models are as good as those of scikit-learn (HistGradientBoosting) on the same rows of real tables.

import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { rowsWhere, takeRows } from "../../../engine/train/tabular/columns.ts";
import { chooseColumns } from "../../../engine/train/tabular/features.ts";
import { splitByChance } from "../../../engine/train/tabular/split-rows.ts";
import { readTarget } from "../../../engine/train/tabular/target.ts";
import { learn, wishFor } from "../../support/train-tables.ts";
import { birdStrikes, flights, irises, weather, type RealTable } from "./real-tables.ts";

/** Debian's, where it is installed: `apt-get install python3-sklearn`. */
const PYTHON = "/usr/bin/python3";
const SHARE = 0.2;
const SEED = 1;
/** At most so much worse: 2 %. */
const MARGIN = 1.02;

const hasPeer = spawnSync(PYTHON, ["-c", "import sklearn"]).status === 0;

interface PeerAnswer {
  readonly error: number;
  /** Rows named rightly; null for numbers. */
  readonly share: number | null;
}

const tables: Readonly<Record<string, () => RealTable>> = {
  irises,
  weather,
  "bird strikes": birdStrikes,
  "late flights": flights,
};

for (const [name, of] of Object.entries(tables))
  test(name, ({ skip }) => {
    const { table, target } = of();
    const split = { kind: "chance", share: SHARE } as const;
    const own = learn(table, wishFor(target, { split, seed: SEED, trees: 1_000 })).measured.figures;
    const ownError = own.logLoss ?? own.rmse;
    skip(!hasPeer, `there is no scikit-learn for ${PYTHON}; ours: ${JSON.stringify(own)}`);
    const peer = askPeer(of());
    console.log(
      `${name}: ${figure(ownError)} ours, ${figure(peer.error)} scikit-learn`,
      own.accuracy ?? "",
      peer.share ?? "",
    );
    expect(ownError).toBeLessThan(peer.error * MARGIN);
    if (peer.share !== null) expect(1 - own.accuracy).toBeLessThan((1 - peer.share) * MARGIN + 0.01);
  });

/** The same columns and the same rows held back, learned by the library with its own settings. */
function askPeer({ table, target: name }: RealTable): PeerAnswer {
  const { task, rows, values } = readTarget(table, { name, as: null, quantiles: null });
  const known = takeRows(table, rows);
  const { sources } = chooseColumns(known, name, new Set());
  const all = rowsWhere(known.rows, () => true);
  const held = new Set(splitByChance(task, values, all, SHARE, SEED).held);
  const input = {
    classes: task.kind === "classes",
    words: sources.flatMap(({ kind }, i) => (kind === "words" ? [i] : [])),
    columns: sources.map((source) =>
      source.kind === "words"
        ? Array.from(source.codes, (code) => (code < 0 ? null : code))
        : Array.from(source.values, (value) => (Number.isNaN(value) ? null : value)),
    ),
    target: Array.from(values),
    held: Array.from(all, (row) => Number(held.has(row))),
  };
  const script = new URL("boosting_peer.py", import.meta.url).pathname;
  const { stdout, stderr, status } = spawnSync(PYTHON, [script], {
    input: JSON.stringify(input),
    encoding: "utf8",
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout) as PeerAnswer;
}

function figure(value: number): string {
  return value.toPrecision(4);
}
