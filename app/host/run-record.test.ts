// Is what is kept of a run enough, and not more than that?

import { expect, test } from "vitest";
import { RunRecord } from "./run-record.ts";
import { EMPTY_DOCUMENT } from "./untitled.ts";

const record = (dryRun = false) => new RunRecord({ document: EMPTY_DOCUMENT, dryRun });
const progress = (seq: number) =>
  ({ seq, type: "progress", rows: seq, share: null, elapsedMs: seq, nodes: {} }) as const;
const effect = { seq: 1, type: "effect", node: "out", summary: "writes", rows: 1 } as never;

test("of a long run some reports go, never the first and the last, and nothing else", () => {
  const long = record();
  long.hear({ seq: 1, type: "node-started", node: "rows" });
  for (let seq = 2; seq <= 10_000; seq++) {
    long.hear(progress(seq));
    const { told } = long.soFar();
    expect(told.length).toBeLessThanOrEqual(162);
    expect(told.at(-1)?.event.seq).toBe(seq);
  }
  const events = long.soFar().told.map(({ event }) => event);
  expect(events.slice(0, 2)).toMatchObject([{ type: "node-started" }, { seq: 2 }]);
});

test.each([
  [true, 1],
  [false, 0],
])("what actions would do is kept where it is shown: dry run %s", (dryRun, kept) => {
  const run = record(dryRun);
  run.hear(effect);
  expect(run.soFar().told).toHaveLength(kept);
});

test("the time of a run that had to be ended is that until then, whatever it has told", () => {
  let now = 1000;
  const run = new RunRecord({ document: EMPTY_DOCUMENT, dryRun: false }, () => now);
  const elapsedMs = () => {
    const event = run.ended("cancelled", null);
    return event.type === "run-done" ? event.summary.elapsedMs : null;
  };
  now = 3000;
  expect(elapsedMs()).toBe(2000);
  run.hear({ ...progress(1), elapsedMs: 1900 });
  now = 60_000;
  expect(elapsedMs()).toBe(58_900);
});
