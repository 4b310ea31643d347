// What the flags of `millrace train` ask for, checked.

import { MillraceError } from "../../engine/sdk/errors.ts";
import type { SplitWish } from "../../engine/train/tabular/wish.ts";
import type { TargetWish } from "../../engine/train/tabular/target.ts";

export interface TrainFlags {
  readonly target?: string;
  readonly out?: string;
  readonly as?: "number" | "class";
  readonly quantiles?: string;
  readonly split?: string;
  readonly time?: string;
  readonly folds?: number;
  readonly ignore: readonly string[];
  readonly trees: number;
  readonly seed: number;
  readonly limit?: number;
  readonly memory: number;
  readonly force: boolean;
  readonly json: boolean;
}

export interface TrainWish {
  readonly target: TargetWish;
  readonly split: SplitWish;
}

const DEFAULT_SHARE = 0.2;
const LARGEST_SHARE = 0.9;
const MOST_QUANTILES = 9;
const MOST_FOLDS = 50;

export function readTrainFlags(flags: TrainFlags): TrainWish {
  const { target, as = null, quantiles, split, time, folds } = flags;
  if (!target) throw usage("Say which column is to be learned.", "--target NAME", "no --target");
  if (folds !== undefined && (split !== undefined || time !== undefined))
    throw usage(
      "--folds holds back every row once, so it stands without --split and --time.",
      "one of them",
      "both",
    );
  if (folds !== undefined && (folds < 2 || folds > MOST_FOLDS))
    throw usage("Folds are at least 2.", `--folds 2 to ${MOST_FOLDS}`, `--folds ${folds}`);
  if (quantiles !== undefined && as === "class")
    throw usage("Classes have no quantiles.", "--quantiles or --as class", "both");
  return {
    target: { name: target, as, quantiles: quantiles === undefined ? null : alphasIn(quantiles) },
    split: splitOf(split === undefined ? DEFAULT_SHARE : shareIn(split), time, folds),
  };
}

function splitOf(share: number, time: string | undefined, folds: number | undefined): SplitWish {
  if (folds !== undefined) return { kind: "folds", count: folds };
  return time === undefined ? { kind: "chance", share } : { kind: "time", column: time, share };
}

function shareIn(text: string): number {
  const share = Number(text);
  if (text.trim() !== "" && share > 0 && share <= LARGEST_SHARE) return share;
  throw usage(
    "--split is the share of the rows that is held back.",
    `a number above 0, at most ${LARGEST_SHARE}`,
    text,
  );
}

function alphasIn(text: string): number[] {
  const alphas = text.split(",").map((each) => (each.trim() === "" ? NaN : Number(each)));
  const isRight = alphas.every((alpha, i) => alpha > 0 && alpha < 1 && (i === 0 || alpha > alphas[i - 1]));
  if (isRight && alphas.length <= MOST_QUANTILES) return alphas;
  throw usage(
    "--quantiles are numbers between 0 and 1, in ascending order.",
    `up to ${MOST_QUANTILES}, such as 0.1,0.5,0.9`,
    text,
  );
}

function usage(message: string, expected: string, got: string): MillraceError {
  return new MillraceError("USAGE_TRAIN", { message, expected, got, hint: "millrace train --help" });
}
