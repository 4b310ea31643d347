// Which columns count, measured on rows that were held back?

import { errorOf } from "./figures.ts";
import { importanceOf, type Importance } from "./importance.ts";
import { answersOf } from "./predict.ts";
import { Scorer } from "./scorer.ts";
import type { Problem, Tried } from "./try-split.ts";
import type { LearnProgress } from "./wish.ts";

/** More rows tell no more about which column counts. */
const MOST_RANKED_ROWS = 2_000;

/** The columns by how much they count on rows that were held back. */
export function* rankColumns(
  { task, target, sources, wish }: Problem,
  tried: Tried,
): Generator<LearnProgress, Importance[]> {
  const { held } = tried.split;
  const step = Math.max(1, Math.ceil(held.length / MOST_RANKED_ROWS));
  const rows = held.filter((_, i) => i % step === 0);
  const truth = Float64Array.from(rows, (row) => target[row]);
  const columns = tried.encoded.columns.map((column) => Float32Array.from(rows, (row) => column[row]));
  const all = rows.map((_, i) => i);
  const scorer = new Scorer(tried.fitted);
  const ranking = importanceOf({
    names: sources.map(({ name }) => name),
    sourceOf: tried.encoded.sourceOf,
    fitted: tried.fitted,
    columns,
    seed: wish.seed,
    error: (some) => errorOf(task, truth, answersOf(task, scorer, some, all)),
  });
  for (let done = 0; ; done++) {
    const step = ranking.next();
    if (step.done) return step.value;
    yield { stage: "measuring", share: done / sources.length };
  }
}
