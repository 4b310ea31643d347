// A source has no rows: what are its columns taken for, so that the nodes behind it find nothing wrong with their types?

import type { DataType } from "../frames/types.ts";
import { countErrors, type FoundNodes, type UnseenTypes } from "./plan-nodes.ts";

/** A day without rows must not end a job that goes well on all others. So many plans are made at the most. */
const MOST_PLANS = 100;

/** In this order they are tried. */
const TYPES: readonly DataType[] = [
  { type: "float64" },
  { type: "text" },
  { type: "timestamp", zone: "UTC" },
  { type: "bool" },
];
const TEXT = TYPES[1];

type PlanWith = (types: UnseenTypes) => FoundNodes;

/** The plan with the fewest errors; `first` where no other types have fewer. */
export function withSuitingTypes(first: FoundNodes, planWith: PlanWith): FoundNodes {
  let left = MOST_PLANS;
  const limited: PlanWith = (types) => {
    left--;
    return planWith(types);
  };
  const mended = mend(first, limited, () => left > 0);
  if (countErrors(mended) === 0 || left <= 0) return mended;
  // What an expression joins as numbers may be meant as text, and only a node further on finds that wrong.
  const texts = limited(new Map([...first.unseen.keys()].map((key) => [key, TEXT])));
  return fewer(
    mended,
    mend(texts, limited, () => left > 0),
  );
}

function mend(first: FoundNodes, planWith: PlanWith, mayGoOn: () => boolean): FoundNodes {
  let best = first;
  // What issues say themselves, until that helps no more.
  for (let before = null as FoundNodes | null; best !== before && best.suits.size > 0 && mayGoOn();) {
    before = best;
    best = fewer(best, planWith(new Map([...best.unseen, ...best.suits])));
  }
  for (const key of first.unseen.keys())
    for (const type of TYPES) {
      if (countErrors(best) === 0 || !mayGoOn()) return best;
      if (best.unseen.get(key)!.type !== type.type)
        best = fewer(best, planWith(new Map([...best.unseen, [key, type]])));
    }
  return best;
}

function fewer(best: FoundNodes, other: FoundNodes): FoundNodes {
  return countErrors(other) < countErrors(best) ? other : best;
}
