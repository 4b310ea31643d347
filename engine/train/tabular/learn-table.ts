// From a table to a model and all that is known of it: what is held back, fitting, measuring, and the file.

import { MillraceError } from "../../sdk/errors.ts";
import { ALONE, type Crew } from "../crew/crew.ts";
import { naiveFigures } from "./baseline.ts";
import { rowsWhere, takeRows, type TrainTable } from "./columns.ts";
import { chooseColumns, type LeftOut, type Source } from "./features.ts";
import { mainFigure, meantBetween, measure, type Figures, type Measured } from "./figures.ts";
import type { FittedTrees } from "./fit-trees.ts";
import type { Importance } from "./importance.ts";
import { leakNotes } from "./leaks.ts";
import { modelFile, outputNames, type OutputNames } from "./model-file.ts";
import type { Note } from "./note.ts";
import type { Answers } from "./predict.ts";
import { rankColumns } from "./rank-columns.ts";
import { readTarget, type Task } from "./target.ts";
import { timeOf } from "./time-order.ts";
import { fitAll, fitAndAsk, splitsOf, type Problem, type Tried } from "./try-split.ts";
import type { LearnProgress, LearnWish } from "./wish.ts";

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
  /** What it was where it came from: float64, bool, text… */
  readonly type: string;
  /** Of the rows with a target. */
  readonly missing: number;
  /** How many different words; null for numbers. */
  readonly words: number | null;
}

/** Yields often, so that the caller can tell how far it is, wait, or leave. The same table gives the same bytes, whoever helps. */
export function* learnTable(
  whole: TrainTable,
  wish: LearnWish,
  crew: Crew = ALONE,
): Generator<LearnProgress, Learned> {
  const target = readTarget(whole, wish.target);
  const answered = takeRows(whole, target.rows);
  const timed = timeOf(answered, wish.split);
  const table = takeRows(answered, timed.rows);
  const values = Float64Array.from(timed.rows, (row) => target.values[row]);
  const { task } = target;
  const { sources, leftOut } = chooseColumns(table, target.name, wish.parted);
  if (sources.length === 0) throw nothingToLearnFrom(leftOut);
  const problem: Problem = { task, target: values, sources, time: timed.time, wish, crew };
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
  const importance = yield* rankColumns(problem, tries[0]);
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
    ...labelNotes(task, measured.figures, baseline),
    ...widthNotes(task, measured.figures, asked.length),
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

/** The progress of one part of several. */
function* within<T>(part: Generator<number, T>, index: number, parts: number): Generator<LearnProgress, T> {
  for (;;) {
    const step = part.next();
    if (step.done) return step.value;
    yield { stage: "learning", share: (index + step.value) / parts };
  }
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

/** Of rare classes the likeliest class says little, though the shares say much. */
function labelNotes(task: Task, figures: Figures, baseline: Figures): Note[] {
  if (task.kind !== "classes" || figures.logLoss >= baseline.logLoss || figures.accuracy > baseline.accuracy)
    return [];
  return [
    {
      code: "TRAIN_LABEL_NO_BETTER",
      severity: "warning",
      message: `The likeliest class is right in ${percent(figures.accuracy)} of the rows, always naming the most frequent one in ${percent(baseline.accuracy)}; the shares of the classes are better than that.`,
      hint: 'Go by the shares: put a threshold of your own behind the model ("Threshold"), lower than one half for a rare class.',
    },
  ];
}

/** How far the share of rows between the outer quantiles may lie from what they say. */
const LARGEST_GAP = 0.05;
/** Standard errors of that share that are chance. */
const CHANCE_ERRORS = 3;

function widthNotes(task: Task, { coverage }: Figures, rows: number): Note[] {
  const meant = meantBetween(task);
  if (meant === null) return [];
  const chance = CHANCE_ERRORS * Math.sqrt((meant * (1 - meant)) / rows);
  if (!(Math.abs(coverage - meant) > Math.max(LARGEST_GAP, chance))) return [];
  return [
    {
      code: "TRAIN_QUANTILES_OFF",
      severity: "warning",
      message: `${percent(coverage)} of the rows that were held back lie between the outer quantiles, and ${percent(meant)} are meant to: they are too ${coverage < meant ? "narrow" : "wide"}.`,
      hint: "Learn from more rows, or ask for outer quantiles further apart or closer, until the share is the one you want.",
    },
  ];
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

function factsOf(source: Source): SourceFacts {
  const { name, kind } = source;
  if (source.kind === "number") {
    const missing = rowsWhere(source.values.length, (row) => Number.isNaN(source.values[row])).length;
    return { name, kind, type: source.type, missing, words: null };
  }
  const missing = source.codes.reduce((sum, code) => sum + Number(code < 0), 0);
  return { name, kind, type: "text", missing, words: source.words.length };
}

function roundsOf(task: Task, fitted: FittedTrees): number[] {
  const rounds = fitted.map(({ trees }) => trees.length);
  return task.kind === "quantiles" ? rounds : rounds.slice(0, 1);
}
