// What stands in a trained model about itself, besides its classes. Nothing of the day or the machine: equal tables give equal files.

import type { LearnWish } from "../../../engine/train/tabular/wish.ts";

export function trainingMetadata(
  { target, split }: Pick<LearnWish, "target" | "split">,
  seed: number,
): Record<string, string> {
  const held =
    split.kind === "folds"
      ? `${split.count} folds`
      : split.kind === "time"
        ? `the last ${split.share} by ${split.column}`
        : `${split.share} by chance`;
  return {
    target: target.name,
    ...(target.quantiles && { quantiles: JSON.stringify(target.quantiles) }),
    held_back: held,
    seed: String(seed),
    trained_with: "millrace train",
  };
}
