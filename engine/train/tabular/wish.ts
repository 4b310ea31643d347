// What is asked of a training, and how far it tells to be.

import type { TargetWish } from "./target.ts";

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
