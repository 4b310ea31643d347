// Growing stops when losses have not fallen for a while, or not by as much as is worth it; the least loss counts.

import { expect, test } from "vitest";
import { Stopping } from "./stopping.ts";

/** After how many of the losses it is over, and the best round until then. */
function follow(losses: readonly number[], patience: number, least?: number) {
  const stopping = new Stopping(losses[0], patience, least);
  let rounds = 0;
  for (const loss of losses.slice(1)) {
    if (stopping.isOver) break;
    stopping.add(loss);
    rounds++;
  }
  return { rounds, best: stopping.best, isOver: stopping.isOver };
}

test.each([
  ["falls to the end", [5, 4, 3, 2, 1], undefined, { rounds: 4, best: 4, isOver: false }],
  ["never falls", [5, 5, 6, 7, 4], undefined, { rounds: 3, best: 0, isOver: true }],
  ["falls once more in time", [5, 4, 6, 6, 3, 7, 7, 7, 1], undefined, { rounds: 7, best: 4, isOver: true }],
  // A hundredth of 100 is worth it, what comes after that is not; the lowest of it is taken all the same.
  ["hardly falls", [101, 100, 99.9, 99.8, 99.7, 99.6], 0.005, { rounds: 4, best: 4, isOver: true }],
])("%s", (_, losses, least, expected) => {
  expect(follow(losses, 3, least)).toEqual(expected);
});
