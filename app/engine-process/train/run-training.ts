// Learning in a thread that has other things to do as well: it lets them go first, and stops when it is told to.

import { monotonicMs } from "../../../engine/host/clock.ts";
import { RunCancelled } from "../../../engine/sdk/errors.ts";
import type { TrainTable } from "../../../engine/train/tabular/columns.ts";
import { learnTable, type Learned } from "../../../engine/train/tabular/learn-table.ts";
import type { LearnProgress, LearnWish } from "../../../engine/train/tabular/wish.ts";
import { WorkerCrew } from "./worker-crew.ts";

export interface TrainingOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: LearnProgress) => void;
  /** How many threads may compute: as many as there are cores, unless given. */
  readonly threads?: number;
}

/** Longest time that nothing else gets its turn, but for a single tree. */
const TURN_MS = 40;

/** Throws when it is cancelled. */
export async function runTraining(
  table: TrainTable,
  wish: LearnWish,
  { signal, onProgress, threads }: TrainingOptions,
): Promise<Learned> {
  const crew = new WorkerCrew(threads);
  const learning = learnTable(table, wish, crew);
  let turn = monotonicMs();
  try {
    for (;;) {
      if (signal.aborted) throw new RunCancelled();
      const step = learning.next();
      if (step.done) return step.value;
      if (monotonicMs() - turn < TURN_MS) continue;
      onProgress?.(step.value);
      await new Promise((resume) => setImmediate(resume));
      turn = monotonicMs();
    }
  } finally {
    await crew.close();
  }
}
