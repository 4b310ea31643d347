// Learning from a part of the rows, and what is then said of the others.

import type { Crew } from "../crew/crew.ts";
import { naiveAnswers } from "./baseline.ts";
import { rowsWhere } from "./columns.ts";
import { encodeColumns, type Encoded } from "./encode.ts";
import type { Source } from "./features.ts";
import { fitTrees, type FittedTrees } from "./fit-trees.ts";
import { counted } from "./note.ts";
import { answersOf, type Answers } from "./predict.ts";
import { Scorer } from "./scorer.ts";
import { folds, splitByChance, splitByTime, type RowSplit } from "./split-rows.ts";
import { tooFew, type Task } from "./target.ts";
import type { LearnWish } from "./wish.ts";

/** A table that is fit to be learned from. */
export interface Problem {
  readonly task: Task;
  readonly target: Float64Array;
  readonly sources: readonly Source[];
  readonly time: Float64Array | Float32Array | null;
  readonly wish: LearnWish;
  /** Who helps. */
  readonly crew: Crew;
}

interface Fitted {
  readonly encoded: Encoded;
  readonly fitted: FittedTrees;
  readonly learned: number;
}

export interface Tried extends Fitted {
  readonly split: RowSplit;
  readonly answers: Answers;
  readonly naive: Answers;
}

function* fit(
  { task, target, sources, time, wish, crew }: Problem,
  learn: Int32Array,
): Generator<number, Fitted> {
  const encoded = encodeColumns(sources, task, target, learn, wish.seed);
  const fitting = fitTrees(
    { columns: encoded.columns, target, task, learn },
    { trees: wish.trees, seed: wish.seed, time, crew },
  );
  for (;;) {
    const step = fitting.next();
    if (step.done) return { encoded, fitted: step.value, learned: learn.length };
    yield step.value.trees / step.value.most;
  }
}

/** Learns from some rows, and asks for those that are held back. */
export function* fitAndAsk(problem: Problem, split: RowSplit): Generator<number, Tried> {
  const { task, target } = problem;
  const fitted = yield* fit(problem, split.learn);
  const answers = answersOf(task, new Scorer(fitted.fitted), fitted.encoded.columns, split.held);
  const naive = naiveAnswers(task, target, split.learn, split.held.length);
  return { ...fitted, split, answers, naive };
}

export function fitAll(problem: Problem): Generator<number, Fitted> {
  return fit(
    problem,
    rowsWhere(problem.target.length, () => true),
  );
}

/** What is held back, once or in turn. */
export function splitsOf({ task, target, time, wish }: Problem): RowSplit[] {
  const { split, seed } = wish;
  const rows = rowsWhere(target.length, () => true);
  if (split.kind === "folds") {
    if (rows.length < split.count * 2)
      throw tooFew(
        rows.length,
        `${counted(rows.length, "row")} cannot be cut into ${split.count} folds.`,
        split.count * 2,
      );
    return folds(task, target, rows, split.count, seed);
  }
  if (!time) return [splitByChance(task, target, rows, split.share, seed)];
  const cut = splitByTime(time, rows, split.share);
  if (cut.learn.length === 0)
    throw tooFew(0, "No row lies before those that are held back: nearly all have one time.", 1);
  return [cut];
}
