// Threads that help make no difference but time: the same model, progress, and an end at once when it is asked for.

import { describe, expect, test } from "vitest";
import { sales, tableOf, wishFor } from "../../../tests/support/train-tables.ts";
import { RunCancelled } from "../../../engine/sdk/errors.ts";
import type { LearnProgress } from "../../../engine/train/tabular/wish.ts";
import { runTraining } from "./run-training.ts";

/** Enough that trees are shared. */
const ROWS = 15_000;
const { price, town, note, amount, grade } = sales(ROWS);
const classes = tableOf({ price, town, note, grade });
const numbers = tableOf({ price, town, note, amount });

describe.each([
  ["three classes", classes, wishFor("grade", { trees: 6 })],
  ["quantiles", numbers, wishFor("amount", { trees: 6, quantiles: [0.1, 0.5, 0.9] })],
])("%s", (_, table, wish) => {
  test("1, 2 and 4 threads learn the same to the byte", async () => {
    const signal = new AbortController().signal;
    const told: LearnProgress[] = [];
    const alone = await runTraining(table, wish, { signal, threads: 1 });
    for (const threads of [2, 4]) {
      const onProgress = (progress: LearnProgress) => told.push(progress);
      expect(await runTraining(table, wish, { signal, threads, onProgress })).toEqual(alone);
    }
    expect(told.map(({ stage }) => stage)).toContain("learning");
  });

  test("it ends in the middle when it is told to, whatever the others are at", async () => {
    const stop = new AbortController();
    const training = runTraining(
      table,
      { ...wish, trees: 1_000 },
      { signal: stop.signal, threads: 3, onProgress: () => stop.abort() },
    );
    await expect(training).rejects.toThrow(RunCancelled);
  });
});
