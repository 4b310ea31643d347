// What is told of a training: the same facts for programs (JSON), for people, and for the model card.

import type { Figures } from "./figures.ts";
import type { Learned } from "./learn-table.ts";
import type { Note } from "./note.ts";
import type { SplitWish } from "./wish.ts";

export interface ReportContext {
  readonly target: string;
  /** The file of the table, as it was named. */
  readonly data: string;
  readonly split: SplitWish;
  readonly seed: number;
  /** Rows that could not be read, and what was wrong with the first of them. */
  readonly failed: { readonly rows: number; readonly first: string | null };
  readonly notes: readonly Note[];
}

export interface TrainReport {
  readonly target: string;
  readonly task: "number" | "quantiles" | "classes";
  /** In the order of the model's shares; null for numbers. */
  readonly classes: readonly string[] | null;
  readonly quantiles: readonly number[] | null;
  readonly data: string;
  readonly rows: {
    readonly read: number;
    readonly failed: number;
    readonly learned: number;
    readonly held: number;
  };
  readonly split: SplitWish;
  readonly seed: number;
  readonly trees: readonly number[];
  readonly columns: Learned["sources"];
  readonly leftOut: Learned["leftOut"];
  readonly adds: readonly string[];
  readonly metrics: { readonly model: Figures; readonly baseline: Figures };
  readonly perClass: Learned["measured"]["classes"];
  readonly perQuantile: Learned["measured"]["quantiles"];
  readonly calibration: Learned["measured"]["calibration"];
  readonly importance: Learned["importance"];
  readonly notes: readonly Note[];
}

export function reportOf(learned: Learned, context: ReportContext): TrainReport {
  const { task, names, measured, rows } = learned;
  const { failed, notes, ...rest } = context;
  return {
    ...rest,
    task: task.kind,
    classes: task.kind === "classes" ? task.names : null,
    quantiles: task.kind === "quantiles" ? task.alphas : null,
    rows: { ...rows, failed: failed.rows },
    trees: learned.trees,
    columns: learned.sources,
    leftOut: learned.leftOut,
    adds:
      task.kind === "number"
        ? [names.number]
        : task.kind === "quantiles"
          ? names.quantiles
          : [names.label, ...task.names.map((name) => `${names.shares}_${name}`)],
    metrics: { model: measured.figures, baseline: learned.baseline },
    perClass: measured.classes,
    perQuantile: measured.quantiles,
    calibration: measured.calibration,
    importance: learned.importance,
    notes: [...notes, ...failedNote(failed), ...learned.notes],
  };
}

function failedNote({ rows, first }: ReportContext["failed"]): Note[] {
  if (rows === 0) return [];
  const one = rows === 1;
  return [
    {
      code: "TRAIN_ROWS_FAILED",
      severity: "warning",
      message: `${rows.toLocaleString("en")} ${one ? "row" : "rows"} could not be read, and nothing is learned from ${one ? "it" : "them"}${first === null ? "." : `: ${first}`}`,
      hint: "Mend the cells, or run the workflow that was written: it names each of these rows.",
    },
  ];
}

/** A figure in words; with the share of rows that is meant, where one is. */
export function figureName(name: string, quantiles: readonly number[] | null): string {
  const words = FIGURE_NAMES[name] ?? name;
  if (name !== "coverage" || !quantiles) return words;
  return `${words} (${shown(quantiles[quantiles.length - 1] - quantiles[0])} is meant)`;
}

/** docs/training.md explains them. */
const FIGURE_NAMES: Readonly<Record<string, string>> = {
  rmse: "RMSE",
  mae: "MAE",
  r2: "R²",
  pinball: "pinball loss",
  coverage: "within the outer quantiles",
  width: "width between them",
  logLoss: "log loss",
  accuracy: "accuracy",
  auc: "AUC",
  f1: "F1",
  brier: "Brier score",
};

/** Four figures; an en dash where there is no number. */
export function shown(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value === 0 ? "0" : String(Number(value.toPrecision(4)));
}

/** How rows were held back, in words. */
export function splitWords({ split, rows, seed }: Pick<TrainReport, "split" | "rows" | "seed">): string {
  const held = rows.held.toLocaleString("en");
  switch (split.kind) {
    case "chance":
      return `${held} rows by chance (seed ${seed})`;
    case "time":
      return `the last ${held} rows by ${split.column}`;
    case "folds":
      return `all rows in ${split.count} folds (seed ${seed}): each fold by a model of the others`;
  }
}
