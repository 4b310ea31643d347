// From a table to a model and all that is known of it: what is held back, fitting, measuring, and the file.

import { MillraceError } from "../../sdk/errors.ts";
import { naiveAnswers, naiveFigures } from "./baseline.ts";
import { rowsWhere, takeRows, type NumberColumn, type TrainTable } from "./columns.ts";
import { encodeColumns, type Encoded } from "./encode.ts";
import { chooseColumns, type LeftOut, type Source } from "./features.ts";
import { errorOf, mainFigure, measure, type Figures, type Measured } from "./figures.ts";
import { fitTrees, type FittedTrees } from "./fit-trees.ts";
import { importanceOf, type Importance } from "./importance.ts";
import { leakNotes } from "./leaks.ts";
import { modelFile, outputNames, type OutputNames } from "./model-file.ts";
import { counted, type Note } from "./note.ts";
import { answersOf, type Answers } from "./predict.ts";
import { folds, splitByChance, splitByTime, type RowSplit } from "./split-rows.ts";
import { findColumn, readTarget, tooFew, type TargetWish, type Task } from "./target.ts";

export type SplitWish =
  | { readonly kind: "chance"; readonly share: number }
  | { readonly kind: "time"; readonly column: string; readonly share: number }
  | { readonly kind: "folds"; readonly count: number };

export interface LearnWish {
  readonly target: TargetWish;
  readonly split: SplitWish;
  readonly seed: number;
  /** The most rounds of trees. */
  readonly trees: number;
  /** Times whose parts are columns of the table, by the time's name. */
  readonly parted: ReadonlySet<string>;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface LearnProgress {
  readonly stage: "learning" | "measuring";
  /** From 0 towards 1, at the least. */
  readonly share: number;
}

export interface Learned {
  readonly task: Task;
  readonly names: OutputNames;
  readonly sources: readonly SourceFacts[];
  readonly leftOut: readonly LeftOut[];
  readonly rows: { readonly read: number; readonly learned: number; readonly held: number };
  /** Rounds of trees, for each ensemble that was fitted by itself. */
  readonly trees: readonly number[];
  readonly measured: Measured;
  readonly baseline: Figures;
  readonly importance: readonly Importance[];
  readonly notes: readonly Note[];
  /** The ONNX file. */
  readonly model: Uint8Array;
}

export interface SourceFacts {
  readonly name: string;
  readonly kind: "number" | "words";
  /** Of the rows with a target. */
  readonly missing: number;
  /** How many different words; null for numbers. */
  readonly words: number | null;
}

/** Yields often, so that the caller can tell how far it is, wait, or leave. The same table gives the same bytes. */
export function* learnTable(whole: TrainTable, wish: LearnWish): Generator<LearnProgress, Learned> {
  const target = readTarget(whole, wish.target);
  const timed = timeOf(takeRows(whole, target.rows), wish.split);
  const table = takeRows(takeRows(whole, target.rows), timed.rows);
  const values =
    timed.rows.length === target.values.length
      ? target.values
      : timed.rows.reduce(
          (out, row, i) => ((out[i] = target.values[row]), out),
          new Float64Array(timed.rows.length),
        );
  const { task } = target;
  const { sources, leftOut } = chooseColumns(table, target.name, wish.parted);
  if (sources.length === 0) throw nothingToLearnFrom(leftOut);
  const problem: Problem = { task, target: values, sources, time: timed.time, wish };
  const splits = splitsOf(problem);

  const tries: Tried[] = [];
  for (const [i, split] of splits.entries())
    tries.push(yield* within(fitAndAsk(problem, split), i, splits.length + Number(splits.length > 1)));
  const asked = Int32Array.from(tries.flatMap(({ split }) => [...split.held]));
  const truth = Float64Array.from(asked, (row) => values[row]);
  const join = (of: (one: Tried) => Answers): Answers =>
    of(tries[0]).map((_, k) => Float64Array.from(tries.flatMap((one) => [...of(one)[k]])));
  const measured = measure(
    task,
    truth,
    join(({ answers }) => answers),
  );
  const baseline = naiveFigures(
    task,
    truth,
    join((one) => one.naive),
  );
  // Cross-validation measures; what it measured is then learned from all rows.
  const final =
    splits.length === 1 ? tries[0] : yield* within(fitAll(problem), splits.length, splits.length + 1);
  const importance = yield* rank(problem, tries[0]);
  const names = outputNames(
    target.name,
    task,
    whole.columns.map(({ name }) => name),
  );
  const notes = [
    ...target.notes,
    ...timed.notes,
    ...leakNotes(sources, task, values, target.name),
    ...worthNotes(task, measured.figures, baseline),
  ];
  return {
    task,
    names,
    sources: sources.map(factsOf),
    leftOut,
    rows: { read: whole.rows, learned: final.learned, held: asked.length },
    trees: roundsOf(task, final.fitted),
    measured,
    baseline,
    importance,
    notes,
    model: modelFile({
      names,
      task,
      encodings: final.encoded.encodings,
      fitted: final.fitted,
      metadata: wish.metadata,
    }),
  };
}

interface Problem {
  readonly task: Task;
  readonly target: Float64Array;
  readonly sources: readonly Source[];
  readonly time: Float64Array | Float32Array | null;
  readonly wish: LearnWish;
}

interface Fitted {
  readonly encoded: Encoded;
  readonly fitted: FittedTrees;
  readonly learned: number;
}

interface Tried extends Fitted {
  readonly split: RowSplit;
  readonly answers: Answers;
  readonly naive: Answers;
}

function* fit({ task, target, sources, time, wish }: Problem, learn: Int32Array): Generator<number, Fitted> {
  const encoded = encodeColumns(sources, task, target, learn, wish.seed);
  const fitting = fitTrees(
    { columns: encoded.columns, target, task, learn },
    { trees: wish.trees, seed: wish.seed, time },
  );
  for (;;) {
    const step = fitting.next();
    if (step.done) return { encoded, fitted: step.value, learned: learn.length };
    yield step.value.trees / step.value.most;
  }
}

function* fitAndAsk(problem: Problem, split: RowSplit): Generator<number, Tried> {
  const { task, target } = problem;
  const fitted = yield* fit(problem, split.learn);
  const answers = answersOf(task, fitted.fitted, fitted.encoded.columns, split.held);
  const naive = naiveAnswers(task, target, split.learn, split.held.length);
  return { ...fitted, split, answers, naive };
}

function fitAll(problem: Problem): Generator<number, Fitted> {
  return fit(
    problem,
    rowsWhere(problem.target.length, () => true),
  );
}

/** The progress of one part of several. */
function* within<T>(part: Generator<number, T>, index: number, parts: number): Generator<LearnProgress, T> {
  for (;;) {
    const step = part.next();
    if (step.done) return step.value;
    yield { stage: "learning", share: (index + step.value) / parts };
  }
}

/** More rows tell no more about which column counts. */
const MOST_RANKED_ROWS = 2_000;

function* rank(
  { task, target, sources, wish }: Problem,
  tried: Tried,
): Generator<LearnProgress, Importance[]> {
  const { held } = tried.split;
  const step = Math.max(1, Math.ceil(held.length / MOST_RANKED_ROWS));
  const rows = held.filter((_, i) => i % step === 0);
  const truth = Float64Array.from(rows, (row) => target[row]);
  const ranking = importanceOf({
    names: sources.map(({ name }) => name),
    sourceOf: tried.encoded.sourceOf,
    fitted: tried.fitted,
    columns: tried.encoded.columns,
    rows,
    seed: wish.seed,
    error: (columns) => errorOf(task, truth, answersOf(task, tried.fitted, columns, rows)),
  });
  for (let done = 0; ; done++) {
    const step = ranking.next();
    if (step.done) return step.value;
    yield { stage: "measuring", share: done / sources.length };
  }
}

function splitsOf({ task, target, time, wish }: Problem): RowSplit[] {
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

interface Timed {
  readonly time: Float64Array | Float32Array | null;
  /** Of the table it was read from: those with a time. */
  readonly rows: Int32Array;
  readonly notes: readonly Note[];
}

function timeOf(table: TrainTable, split: SplitWish): Timed {
  if (split.kind !== "time") return { time: null, rows: rowsWhere(table.rows, () => true), notes: [] };
  const column = findColumn(table, split.column, "the time");
  if (column.kind !== "number") throw noTime(split.column);
  const { values } = column;
  const rows = rowsWhere(table.rows, (row) => Number.isFinite(values[row]));
  const lost = table.rows - rows.length;
  const { values: time } = takeRows({ rows: table.rows, columns: [column] }, rows).columns[0] as NumberColumn;
  return { time, rows, notes: lost === 0 ? [] : [noTimeNote(split.column, lost)] };
}

function noTimeNote(column: string, rows: number): Note {
  return {
    code: "TRAIN_ROWS_LEFT_OUT",
    severity: "warning",
    message: `${counted(rows, "row")} without a time in "${column}" ${rows === 1 ? "is" : "are"} left out.`,
    hint: "Without a time nobody knows whether a row was before or after the others.",
  };
}

function noTime(column: string): MillraceError {
  return new MillraceError("TRAIN_TIME_TYPE", {
    message: `"${column}" holds no times, so rows cannot be put in order by it.`,
    expected: "a column of times, dates or numbers",
    got: "text",
    hint: "Choose another column with --time, or leave it out to hold back rows by chance.",
  });
}

function nothingToLearnFrom(leftOut: readonly LeftOut[]): MillraceError {
  const reasons = leftOut.slice(0, 3).map(({ name, why }) => `"${name}": ${why}`);
  return new MillraceError("TRAIN_COLUMNS_NONE", {
    message: "No column is left to learn from.",
    expected: "at least one column besides the target",
    got: reasons.join("; ") || "none",
    hint: "Take a table with more columns, or ignore fewer.",
  });
}

function worthNotes(task: Task, figures: Figures, baseline: Figures): Note[] {
  const main = mainFigure(task);
  if (figures[main] < baseline[main]) return [];
  return [
    {
      code: "TRAIN_NO_BETTER",
      severity: "warning",
      message: "On rows it has not seen, the model is no better than always giving the same answer.",
      hint: "The columns may say nothing about the target, or there are too few rows: see the model card.",
    },
  ];
}

function factsOf(source: Source): SourceFacts {
  const { name, kind } = source;
  if (source.kind === "number") {
    const missing = rowsWhere(source.values.length, (row) => Number.isNaN(source.values[row])).length;
    return { name, kind, missing, words: null };
  }
  const missing = source.codes.reduce((sum, code) => sum + Number(code < 0), 0);
  return { name, kind, missing, words: source.words.length };
}

function roundsOf(task: Task, fitted: FittedTrees): number[] {
  const rounds = fitted.map(({ trees }) => trees.length);
  return task.kind === "quantiles" ? rounds : rounds.slice(0, 1);
}
