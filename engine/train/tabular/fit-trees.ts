// How many trees, and which? They grow until rows that they do not learn from are not foretold any better.

import { binColumn, MAX_BINS, type BinnedColumn } from "../bins.ts";
import { Boosting, type BoostingRules } from "../boosting.ts";
import type { ObjectiveSpec } from "../objective.ts";
import type { BoostedTrees } from "../tree.ts";
import { folds, splitByChance, splitByTime, type RowSplit } from "./split-rows.ts";
import type { Task } from "./target.ts";

export interface FitSettings {
  /** The most rounds there will be. */
  readonly trees: number;
  readonly seed: number;
  /** When each row was, where later rows are foretold from earlier ones. */
  readonly time: Float64Array | Float32Array | null;
}

/** What the trees look at, what they are to say, and the rows they may learn from. */
export interface FitRows {
  readonly columns: readonly Float32Array[];
  readonly target: Float64Array;
  readonly task: Task;
  readonly learn: Int32Array;
}

/** One step of the work: how many trees of at most how many there are, of how many models. */
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
const MAX_LEAVES = 31;
const MAX_DEPTH = 10;
const MIN_LEAF_ROWS = 20;
/** Rows of a leaf beyond the quantile that it says: of fewer, it is that of the rows it has seen and of no others. */
const TAIL_ROWS = 10;
const SMALLEST_PART = 40;
/** What each tree sees of rows and columns: trees that differ err less together, and grow in half of the time. */
const ROW_SHARE = 0.7;
const COLUMN_SHARE = 0.7;
/** Smaller steps foretell a little better, for twice the time: only where that is short. */
const CAREFUL_RATE = 0.05;
const LEARNING_RATE = 0.1;
const MANY_ROWS = 20_000;
/** Where rounds take long: getting better by less than this share in all of the rounds of `PATIENCE` is not worth them. */
const LEAST_GAIN = 0.0005;

/** Yields after each round, so that the caller can tell of it, wait, or leave. */
export function* fitTrees(rows: FitRows, settings: FitSettings): Generator<FitProgress, FittedTrees> {
  const columns = rows.columns.map((column) => binColumn(column, MAX_BINS));
  const fitted: BoostedTrees[] = [];
  for (const spec of objectivesOf(rows.task)) fitted.push(...(yield* fitOne(columns, rows, spec, settings)));
  return fitted;
}

/** Quantiles are learned one by one; classes together. */
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

function* fitOne(
  columns: readonly BinnedColumn[],
  { target, task, learn }: FitRows,
  spec: ObjectiveSpec,
  settings: FitSettings,
): Generator<FitProgress, BoostedTrees[]> {
  const rules = rulesFor(learn.length, spec, settings.seed);
  const grow = (split: RowSplit) =>
    new Boosting({ columns, target, learn: split.learn, watch: split.held }, spec, rules);
  const { time, seed, trees: most } = settings;
  if (learn.length >= FEW_ROWS) {
    const share = Math.min(WATCHED_SHARE, MOST_WATCHED / learn.length);
    const split = lastOnes(time, learn, share) ?? splitByChance(task, target, learn, share, seed);
    const watched = grow(split);
    const least = learn.length < MANY_ROWS ? 0 : LEAST_GAIN;
    return watched.ensembles(yield* growWatched([watched], most, least));
  }
  const late = lastOnes(time, learn, 1 / FEW_ROWS_FOLDS);
  const tries = late ? [late] : folds(task, target, learn, FEW_ROWS_FOLDS, seed);
  const rounds = yield* growWatched(tries.map(grow), most);
  const whole = grow({ learn, held: new Int32Array() });
  while (whole.rounds < rounds) {
    whole.grow();
    yield { trees: whole.rounds, most: rounds };
  }
  return whole.ensembles(rounds);
}

/** null without a time, and where nearly all rows have one: then none lies before the last ones. */
function lastOnes(time: FitSettings["time"], rows: Int32Array, share: number): RowSplit | null {
  const split = time && splitByTime(time, rows, share);
  return split && split.learn.length > 0 ? split : null;
}

/** Grows all of them together; answers the number of rounds with the least loss of all watched rows. */
function* growWatched(watched: readonly Boosting[], most: number, least = 0): Generator<FitProgress, number> {
  const loss = () => watched.reduce((sum, one) => sum + one.watchLoss(), 0);
  let lowest = loss();
  let best = 0;
  // Where it last got better by as much as is worth going on for.
  let marked = lowest;
  let mark = 0;
  for (let rounds = 1; rounds <= most && rounds - mark <= PATIENCE; rounds++) {
    for (const one of watched) {
      one.grow();
      yield { trees: rounds, most };
    }
    const now = loss();
    if (now < lowest) {
      lowest = now;
      best = rounds;
    }
    if (now >= marked * (1 - least)) continue;
    marked = now;
    mark = rounds;
  }
  return best;
}

function rulesFor(rows: number, spec: ObjectiveSpec, seed: number): BoostingRules {
  const isFlat = spec.kind === "quantile";
  const leafRows = isFlat ? TAIL_ROWS / Math.min(spec.alpha, 1 - spec.alpha) : MIN_LEAF_ROWS;
  return {
    learningRate: rows < MANY_ROWS ? CAREFUL_RATE : LEARNING_RATE,
    seed,
    rowShare: ROW_SHARE,
    columnShare: COLUMN_SHARE,
    maxLeaves: MAX_LEAVES,
    maxDepth: MAX_DEPTH,
    // Of few rows a leaf may hold few, or there is no tree.
    minLeafRows: Math.max(2, Math.min(Math.ceil(leafRows), Math.floor(rows / SMALLEST_PART))),
    l2: 1,
  };
}
