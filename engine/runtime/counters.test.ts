// Do the counters of a node say what it did, however short its frames are?

import { describe, expect, test } from "vitest";
import { bareHost, runWorkflow } from "../../tests/support/run-workflow.ts";
import { collector, countSource, passMap, scripted } from "../../tests/support/test-nodes.ts";
import { TimeSample } from "./time-sample.ts";

const WORK_MS = 4;

/** Keeps the thread busy: a wait would not be the node's own time. */
function work(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}

async function countersOf(rows: number, frameRows: number) {
  const { summary } = await runWorkflow(
    [
      { id: "a", kind: countSource, params: { rows, frameRows } },
      { id: "b", kind: scripted("busy", () => work(WORK_MS)) },
      { id: "c", kind: passMap },
      { id: "d", kind: collector().node },
    ],
    ["a -> b", "b -> c", "c -> d"],
    { host: bareHost() },
  );
  return summary;
}

describe.each([
  ["one short frame", 5, 5],
  ["more short frames than are timed each", 80, 1],
  ["one long frame", 1000, 1000],
])("%s", (_, rows, frameRows) => {
  test("takes no more time than there was, and the time of those behind is waiting", async () => {
    const { nodes, elapsedMs } = await countersOf(rows, frameRows);
    const frames = Math.ceil(rows / frameRows);
    expect(nodes.b.busyMs).toBeGreaterThanOrEqual(frames * WORK_MS * 0.9);
    for (const { busyMs, waitMs } of Object.values(nodes))
      expect(busyMs + waitMs).toBeLessThan(elapsedMs * 1.1);
    expect(nodes.a.waitMs).toBeGreaterThanOrEqual(frames * WORK_MS * 0.9);
    expect(nodes.a.busyMs).toBeLessThan(elapsedMs / 2);
  });

  test("counts rows, frames and bytes", async () => {
    const { nodes } = await countersOf(rows, frameRows);
    const frames = Math.ceil(rows / frameRows);
    expect(nodes.a).toMatchObject({ rowsIn: 0, rowsOut: rows, bytes: rows * 8 });
    for (const id of ["b", "c"])
      expect(nodes[id]).toMatchObject({ rowsIn: rows, rowsOut: rows, framesIn: frames, bytes: rows * 8 });
    expect(nodes.d).toMatchObject({ rowsIn: rows, rowsOut: rows, framesIn: frames });
  });
});

test("a queue says how many frames have waited in it", async () => {
  let release = () => {};
  const gate = new Promise<void>((resolve) => (release = resolve));
  let frames = 0;
  const source = passCounting(() => {
    // The first frame is in work, four wait, the source waits with the next one: now it may go on.
    if (++frames === 6) release();
  });
  const { summary } = await runWorkflow(
    [
      { id: "a", kind: countSource, params: { rows: 64 * 20, frameRows: 64 } },
      { id: "s", kind: source },
      { id: "b", kind: scripted("gated", () => gate, 1) },
      { id: "c", kind: collector().node },
    ],
    ["a -> s", "s -> b", "b -> c"],
  );
  expect(summary.nodes.b.queueDepth).toBe(5);
  expect(summary.nodes.s.queueDepth).toBe(0);
});

function passCounting(seen: () => void) {
  return {
    ...passMap,
    kind: "pass-counting",
    map: (frame: Parameters<NonNullable<typeof passMap.map>>[0]) => (seen(), frame),
  };
}

describe("of short frames", () => {
  test("all that are timed stand for all there were, as far as one in so many goes", () => {
    const sample = new TimeSample(8);
    const weights = Array.from({ length: 40 }, () => {
      const weight = sample.weigh(1);
      if (weight > 0) sample.took(0);
      return weight;
    });
    expect(weights.slice(0, 8)).toEqual(Array(8).fill(1));
    expect(weights.slice(8)).toEqual(Array(4).fill([0, 0, 0, 0, 0, 0, 0, 8]).flat());
  });

  test("each is timed while they take long, and no longer", () => {
    const sample = new TimeSample(4);
    const next = (ms: number) => {
      const weight = sample.weigh(1);
      if (weight > 0) sample.took(ms);
      return weight;
    };
    expect(Array.from({ length: 4 }, () => next(0))).toEqual([1, 1, 1, 1]);
    expect(Array.from({ length: 4 }, () => next(1))).toEqual([0, 0, 0, 4]);
    expect([next(1), next(1), next(0)]).toEqual([1, 1, 1]);
    expect(Array.from({ length: 4 }, () => next(0))).toEqual([0, 0, 0, 4]);
  });
});
