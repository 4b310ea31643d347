// The order of rescue as a property over its whole table: timeout/throw/row failure × retries × fallback × error port ×
// skip or stop. Every row ends in exactly one place, and nobody is called more often than the order allows.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bareHost, runWorkflow } from "../../tests/support/run-workflow.ts";
import { collector, countSource, scripted } from "../../tests/support/test-nodes.ts";
import type { Rescue } from "../document/types.ts";
import { rowId } from "../frames/lineage.ts";
import type { Clock } from "../sdk/services.ts";
import type { FailedRow } from "./events.ts";

/** A clock whose sleeps end at once; it remembers them. */
function fakeClock(): Clock & { readonly sleeps: number[] } {
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => 0,
    monotonic: () => 0,
    sleep: async (ms, signal) => {
      sleeps.push(ms);
      signal?.throwIfAborted();
    },
  };
}

/** How a row behaves: fine; fails by report or by exception, for the first `times` calls it is part of. */
interface Trouble {
  readonly how: "report" | "throw";
  readonly times: number;
}

const troubles = fc.dictionary(
  fc.integer({ min: 0, max: 19 }).map(String),
  fc.record({
    how: fc.constantFrom("report" as const, "throw" as const),
    times: fc.constantFrom(1, 2, 3, Infinity),
  }),
  { maxKeys: 6 },
);
const policy = fc.record({
  retries: fc.integer({ min: 0, max: 3 }),
  fallback: fc.constantFrom(
    null,
    { use: "constant", columns: { value: -1 } } as const,
    { use: "params", params: { variant: 1 } } as const,
  ),
  onError: fc.constantFrom("skip" as const, "stop" as const),
});

describe("the order of rescue", () => {
  test("leaves every row in exactly one place, for the whole table", async () => {
    await fc.assert(
      fc.asyncProperty(
        troubles,
        policy,
        fc.boolean(),
        fc.integer({ min: 1, max: 20 }),
        async (rows, rescue, wired, size) => {
          const result = await runTroubled(rows, rescue, wired, size);
          const { outputs, errors, skipped, outcome, calls } = result;
          const placed = [...outputs, ...errors, ...skipped.map((row) => row.row)];
          const mayStop = rescue.onError === "stop" && !wired && rescue.fallback === null;
          if (outcome === "failed") {
            expect(mayStop).toBe(true);
          } else {
            expect(placed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => i));
            if (mayStop) expect(skipped).toEqual([]);
          }
          expect(outputs).toEqual(outputs.toSorted((a, b) => a - b));
          if (wired) expect(skipped).toEqual([]);
          if (rescue.fallback) expect([...errors, ...skipped]).toEqual([]);
          if (Object.keys(rows).length === 0) expect(calls).toBe(Math.ceil(20 / size));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("waits longer before each retry", async () => {
    const clock = fakeClock();
    await runTroubled(
      { "3": { how: "throw", times: Infinity } },
      { retries: 3, backoffMs: 10 },
      false,
      20,
      clock,
    );
    expect(clock.sleeps).toEqual([10, 20, 40]);
  });

  test("tries again before it turns to the fallback", async () => {
    const { outputs, values } = await runTroubled(
      { "3": { how: "report", times: 2 }, "5": { how: "report", times: Infinity } },
      { retries: 2, fallback: { use: "constant", columns: { value: -1 } } },
      false,
      20,
    );
    expect(outputs).toHaveLength(20);
    expect(values[3]).toBe(3);
    expect(values[5]).toBe(-1);
  });

  test("finds the one row that makes a frame throw", async () => {
    const { outputs, skipped } = await runTroubled({ "7": { how: "throw", times: Infinity } }, {}, false, 20);
    expect(outputs).toHaveLength(19);
    expect(skipped).toMatchObject([
      { node: "b", source: "a", unit: "row", row: 7, code: "NODE_FAILED", values: { value: 7 } },
    ]);
  });

  test("a call over its time limit fails its rows, and its late outputs are not used", async () => {
    const sink = collector();
    let release = () => {};
    const late = scripted("late", ({ call }) => {
      if (call === 0) return new Promise<void>((resolve) => (release = resolve));
    });
    const { summary } = await runWorkflow(
      [
        { id: "a", kind: countSource, params: { rows: 8, frameRows: 4 } },
        { id: "b", kind: late, rescue: { timeoutMs: 5 } },
        { id: "c", kind: sink.node },
      ],
      ["a -> b", "b -> c"],
    );
    release();
    expect(summary).toMatchObject({ outcome: "done" });
    // The first call times out; its rows are then tried one by one, and pass.
    expect(sink.rowIds().toSorted((x, y) => x - y)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

async function runTroubled(
  rows: Readonly<Record<string, Trouble>>,
  rescue: Partial<Rescue>,
  wired: boolean,
  frameRows: number,
  clock: Clock = fakeClock(),
) {
  const seen = new Map<number, number>();
  let calls = 0;
  const node = scripted("troubled", ({ frame, fail }) => {
    calls++;
    const mine = Array.from({ length: frame.length }, (_, row) => ({ row, id: rowId(frame.lineage, row) }));
    for (const { id } of mine) seen.set(id, (seen.get(id) ?? 0) + 1);
    const bad = mine.filter(({ id }) => rows[id] && seen.get(id)! <= rows[id].times);
    if (bad.some(({ id }) => rows[id].how === "throw")) throw new Error("thrown");
    for (const { row } of bad) fail(row, { code: "BAD", cause: "bad row" });
  });
  // With variant 1 (the fallback's params) the same kind lets everything pass.
  const kind = {
    ...node,
    process: (...args: Parameters<NonNullable<typeof node.process>>) => {
      const [frame, ctx] = args;
      if ((ctx.params as { variant: number }).variant === 1) return ctx.out.out(frame);
      return node.process!(...args);
    },
  };
  const sink = collector();
  const errors = collector("errors");
  const skipped: FailedRow[] = [];
  const { summary } = await runWorkflow(
    [
      { id: "a", kind: countSource, params: { rows: 20, frameRows } },
      { id: "b", kind, rescue },
      { id: "c", kind: sink.node },
      { id: "e", kind: errors.node },
    ],
    ["a -> b", "b -> c", ...(wired ? ["b.error -> e"] : ["a -> e"])],
    { host: bareHost({ clock }), onFailedRows: (failed) => void skipped.push(...failed) },
  );
  const values = Object.fromEntries(
    sink.frames.flatMap((frame) =>
      Array.from({ length: frame.length }, (_, row) => [
        rowId(frame.lineage, row),
        frame.column("value").get(row),
      ]),
    ),
  ) as Record<number, number>;
  return {
    outputs: sink.rowIds(),
    errors: wired ? errors.rowIds() : [],
    skipped,
    outcome: summary.outcome,
    calls,
    values,
  };
}
