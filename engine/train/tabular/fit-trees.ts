// How many trees, and which? They grow until rows that they do not learn from are not predicted any better.

import { ALONE, type Crew } from "../crew/crew.ts";
import type { ObjectiveSpec } from "../objective.ts";
import { Stopping } from "../stopping.ts";
import type { BoostedTrees } from "../tree.ts";
import { Learner, MANY_ROWS, type FitRows } from "./learner.ts";
import { folds, splitByChance, splitByTime, type RowSplit } from "./split-rows.ts";
import type { Task } from "./target.ts";

export interface FitSettings {
  /** The most rounds there will be. */
  readonly trees: number;
  readonly seed: number;
  /** When each row was, where later rows are predicted from earlier ones. */
  readonly time: Float64Array | Float32Array | null;
  /** Who helps. */
  readonly crew: Crew;
}

/** One step of the work: how many rounds of at most how many there are. */
export interface FitProgress {
  readonly trees: number;
  readonly most: number;
}

/** An ensemble for each output: the number, each quantile, the odds of the second of two classes, or each class. */
export type FittedTrees = readonly BoostedTrees[];

/** With fewer rows, all of them are needed to learn from: their number of trees is found by cross-validation. */
const FEW_ROWS = 5_000;
const FEW_ROWS_FOLDS = 5;
/** Share of the rows that decide when to stop, and the most that this needs. */
const WATCHED_SHARE = 0.1;
const MOST_WATCHED = 20_000;
/** Rounds without getting better before it stops. */
const PATIENCE = 20;
/** Of fewer rows all trees are grown before another thread has begun. */
const ROWS_TO_SHARE = 10_000;
/** Where rounds take long: getting better by less than this share in all of the rounds of `PATIENCE` is not worth them. */
const LEAST_GAIN = 0.0005;

/** Yields after each round, so that the caller can tell of it, wait, or leave. */
export function* fitTrees(rows: FitRows, settings: FitSettings): Generator<FitProgress, FittedTrees> {
  const specs = objectivesOf(rows.task);
  const trees = specs[0].kind === "softmax" ? specs[0].classes : specs.length;
  const crew = trees > 1 && rows.learn.length >= ROWS_TO_SHARE ? settings.crew : ALONE;
  const learner = new Learner(rows, crew);
  if (rows.learn.length >= FEW_ROWS) return yield* fitWatched(learner, specs, settings);
  const fitted: BoostedTrees[] = [];
  for (const spec of specs) fitted.push(...(yield* fitFew(learner, spec, settings)));
  return fitted;
}

/** Each quantile is an ensemble of its own; classes are one together. */
export function objectivesOf(task: Task): ObjectiveSpec[] {
  switch (task.kind) {
    case "number":
      return [{ kind: "squared" }];
    case "quantiles":
      return task.alphas.map((alpha) => ({ kind: "quantile", alpha }));
    case "classes":
      return task.names.length === 2
        ? [{ kind: "logistic" }]
        : [{ kind: "softmax", classes: task.names.length }];
  }
}

/** Of many rows some are only watched. All ensembles grow together, until each has got better for the last time. */
function* fitWatched(
  learner: Learner,
  specs: readonly ObjectiveSpec[],
  { time, seed, trees: most }: FitSettings,
): Generator<FitProgress, FittedTrees> {
  const { task, target, learn } = learner.rows;
  const share = Math.min(WATCHED_SHARE, MOST_WATCHED / learn.length);
  const split = lastOnes(time, learn, share) ?? splitByChance(task, target, learn, share, seed);
  const least = learn.length < MANY_ROWS ? 0 : LEAST_GAIN;
  const watched = learner.boostings(specs, split, seed);
  const stops = watched.map((one) => new Stopping(one.watchLoss(), PATIENCE, least));
  const rounds = learner.rounds(watched);
  try {
    for (let round = 1; round <= most; round++) {
      const growing = [...stops.keys()].filter((i) => !stops[i].isOver);
      if (growing.length === 0) break;
      for (const _ of rounds.grow(growing)) yield { trees: round - 1, most };
      for (const i of growing) stops[i].add(watched[i].watchLoss());
      yield { trees: round, most };
    }
  } finally {
    rounds.end();
  }
  return watched.flatMap((one, i) => one.ensembles(stops[i].best));
}

/** Few rows are all needed to learn from: how many rounds they are worth is found on each part by the others. */
function* fitFew(
  learner: Learner,
  spec: ObjectiveSpec,
  { time, seed, trees: most }: FitSettings,
): Generator<FitProgress, BoostedTrees[]> {
  const { task, target, learn } = learner.rows;
  const late = lastOnes(time, learn, 1 / FEW_ROWS_FOLDS);
  const splits = late ? [late] : folds(task, target, learn, FEW_ROWS_FOLDS, seed);
  const tries = splits.flatMap((split) => learner.boostings([spec], split, seed));
  const loss = () => tries.reduce((sum, one) => sum + one.watchLoss(), 0);
  const stop = new Stopping(loss(), PATIENCE);
  const trying = learner.rounds(tries);
  const all = [...tries.keys()];
  for (let round = 1; round <= most && !stop.isOver; round++) {
    for (const _ of trying.grow(all)) yield { trees: round - 1, most };
    stop.add(loss());
    yield { trees: round, most };
  }
  const [whole] = learner.boostings([spec], { learn, held: new Int32Array() }, seed);
  const growing = learner.rounds([whole]);
  while (whole.rounds < stop.best) {
    for (const _ of growing.grow([0])) yield { trees: whole.rounds, most: stop.best };
    yield { trees: whole.rounds, most: stop.best };
  }
  return whole.ensembles(stop.best);
}

/** null without a time, and where nearly all rows have one: then none lies before the last ones. */
function lastOnes(time: FitSettings["time"], rows: Int32Array, share: number): RowSplit | null {
  const split = time && splitByTime(time, rows, share);
  return split && split.learn.length > 0 ? split : null;
}
