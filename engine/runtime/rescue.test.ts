// The order of rescue as a property over its whole table: timeout/throw/row failure × retries × fallback × error port ×
// skip or stop. Every row ends in exactly one place, and nobody is called more often than the order allows.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bareHost, runWorkflow } from "../../tests/support/run-workflow.ts";
import { collector, countSource, scripted } from "../../tests/support/test-nodes.ts";
import type { Rescue } from "../document/types.ts";
import type { Frame } from "../frames/frame.ts";
import { rowId } from "../frames/lineage.ts";
import type { Effect, NodeContext } from "../sdk/node-definition.ts";
import type { Clock } from "../sdk/services.ts";
import type { FailedRow } from "./events.ts";

/** A clock whose sleeps end at once, soon after what can be done meanwhile. It remembers those that are no time limit. */
function fakeClock(timeoutMs: number | null = null): Clock & { readonly sleeps: number[] } {
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => 0,
    monotonic: () => 0,
    within: (_, work) => work(),
    sleep: async (ms, signal) => {
      if (ms === timeoutMs) await new Promise(setImmediate);
      else sleeps.push(ms);
      signal?.throwIfAborted();
    },
  };
}

/** How a row behaves: fine; fails by report, twice over, by exception or by taking too long, in its first `times` calls. */
interface Trouble {
  readonly how: "report" | "report twice" | "throw" | "hang";
  readonly times: number;
}

const troubles = fc.dictionary(
  fc.integer({ min: 0, max: 19 }).map(String),
  fc.record({
    how: fc.constantFrom("report" as const, "report twice" as const, "throw" as const, "hang" as const),
    times: fc.constantFrom(1, 2, 3, Infinity),
  }),
  { maxKeys: 6 },
);
const policy = fc.record({
  timeoutMs: fc.constantFrom(null, 5),
  backoffMs: fc.constant(10),
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
          expectOrder(result, rows, rescue, size);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("has each step of it in the table", async () => {
    const steps = new Set<string>();
    await fc.assert(
      fc.asyncProperty(troubles, policy, fc.boolean(), async (rows, rescue, wired) => {
        const { summary, errors, skipped, outputs, stoodIn, sleeps } = await runTroubled(
          rows,
          rescue,
          wired,
          5,
        );
        if (sleeps.length > 0) steps.add("retry");
        if (stoodIn.length > 0) steps.add("fallback");
        if (errors.length > 0) steps.add("error port");
        if (skipped.some(({ code }) => code === "NODE_TIMEOUT")) steps.add("timeout");
        if (skipped.length > 0) steps.add("skip");
        if (summary.outcome === "failed") steps.add("stop");
        if (outputs.length === 20 && Object.keys(rows).length > 0) steps.add("rescued");
      }),
      { numRuns: 200, seed: 7 },
    );
    expect([...steps].sort()).toEqual(
      ["error port", "fallback", "rescued", "retry", "skip", "stop", "timeout"].sort(),
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

  test("a call's time limit does not count what the node needs to be ready", async () => {
    const sink = collector();
    let ready = true;
    // As a process that is ended with the call: the next call has to wait until it has started again.
    const restarts = {
      ...scripted("restarts", ({ frame }) => {
        if (!ready) throw new Error("not ready");
        if (rowId(frame.lineage, 0) > 0) return;
        ready = false;
        return new Promise<void>(() => {});
      }),
      ready: async () => {
        for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
        ready = true;
      },
    };
    const { summary } = await runWorkflow(
      [
        { id: "a", kind: countSource, params: { rows: 8, frameRows: 4 } },
        { id: "b", kind: restarts, rescue: { timeoutMs: 5 } },
        { id: "c", kind: sink.node },
      ],
      ["a -> b", "b -> c"],
      { host: bareHost({ clock: fakeClock(5) }) },
    );
    expect(summary).toMatchObject({ outcome: "done", rowsFailed: 1 });
    expect(sink.rowIds().toSorted((x, y) => x - y)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe("an action over its time limit", () => {
  /** Its calls, by the rows that each was for; the limit is over before any of them ends. */
  async function act(
    perform: (rows: readonly number[], fail: (row: number) => void) => void,
    retries: number,
  ) {
    const calls: number[][] = [];
    const action = {
      ...collector("act").node,
      perform: async ({ data }: Effect, { fail, limit }: NodeContext) => {
        const frame = data as Frame;
        await new Promise((resolve) => limit!.addEventListener("abort", resolve));
        const rows = Array.from({ length: frame.length }, (_, row) => rowId(frame.lineage, row));
        calls.push(rows);
        perform(rows, (id) => fail(frame, rows.indexOf(id), { code: "NODE_TIMEOUT", cause: "not begun" }));
      },
    };
    const failed: FailedRow[] = [];
    const { summary } = await runWorkflow(
      [
        { id: "a", kind: countSource, params: { rows: 4, frameRows: 4 } },
        { id: "b", kind: action, rescue: { timeoutMs: 5, retries } },
      ],
      ["a -> b"],
      { host: bareHost({ clock: fakeClock(5) }), onFailedRows: (rows) => void failed.push(...rows) },
    );
    return { summary, calls, failed: failed.map(({ row }) => row) };
  }

  test("is waited for, and what it has done counts once", async () => {
    const { summary, calls, failed } = await act(() => {}, 2);
    expect(calls).toEqual([[0, 1, 2, 3]]);
    expect(failed).toEqual([]);
    expect(summary).toMatchObject({ outcome: "done", rowsFailed: 0, nodes: { b: { rowsOut: 4 } } });
    expect(summary.warnings).toMatchObject([{ node: "b", code: "ACTION_LATE" }]);
  });

  test("is made again for the rows that it says it has not done, and each counts where it ended", async () => {
    const { summary, calls, failed } = await act((rows, fail) => rows.slice(1).forEach(fail), 1);
    expect(calls).toEqual([
      [0, 1, 2, 3],
      [1, 2, 3],
    ]);
    expect(failed).toEqual([2, 3]);
    expect(summary).toMatchObject({ rowsFailed: 2, nodes: { b: { rowsOut: 2 } } });
  });

  test("that throws is not made again for halves of its frame", async () => {
    const thrown = () => {
      throw new Error("thrown");
    };
    const { calls, failed } = await act(thrown, 1);
    expect(calls).toHaveLength(2);
    expect(failed).toEqual([0, 1, 2, 3]);
  });
});

type Result = Awaited<ReturnType<typeof runTroubled>>;

/** Nobody is called more often than the order allows, and nothing stands in for a row before its retries are used up. */
function expectOrder(
  { seen, stoodIn, sleeps, outcome, errors, skipped, summary }: Result,
  rows: Readonly<Record<string, Trouble>>,
  { retries, backoffMs }: { readonly retries: number; readonly backoffMs: number },
  size: number,
): void {
  // A frame that throws or hangs is halved until its rows stand alone: one more call for each halving.
  const halvings = Math.ceil(Math.log2(size));
  const takesFrames = Object.values(rows).some(({ how }) => how === "throw" || how === "hang");
  for (const [row, calls] of seen) {
    expect(calls, `calls of row ${row}`).toBeLessThanOrEqual(1 + retries + (takesFrames ? halvings : 0));
    const trouble = rows[row];
    const rescued = trouble !== undefined && trouble.times <= retries;
    // Reports are about one row: the answer of the last call counts, and there are as many as it took.
    if (!takesFrames && outcome === "done")
      expect(calls, `calls of row ${row}`).toBe(1 + Math.min(trouble?.times ?? 0, retries));
    if (!takesFrames && rescued) expect(stoodIn).not.toContain(Number(row));
  }
  for (const row of stoodIn) expect(seen.get(row), `row ${row} before its fallback`).toBeGreaterThan(retries);
  // Each frame begins with the shortest pause, which doubles.
  sleeps.forEach((ms, i) => expect([backoffMs, sleeps[i - 1] * 2]).toContain(ms));
  expect(sleeps.length).toBeLessThanOrEqual(retries * Math.ceil(20 / size));
  if (outcome === "done") expect(summary.rowsFailed).toBe(errors.length + skipped.length);
}

async function runTroubled(
  rows: Readonly<Record<string, Trouble>>,
  rescue: Partial<Rescue>,
  wired: boolean,
  frameRows: number,
  clock: ReturnType<typeof fakeClock> = fakeClock(rescue.timeoutMs),
) {
  const seen = new Map<number, number>();
  const stoodIn: number[] = [];
  let calls = 0;
  const node = scripted("troubled", ({ frame, fail }) => {
    calls++;
    const mine = Array.from({ length: frame.length }, (_, row) => ({ row, id: rowId(frame.lineage, row) }));
    for (const { id } of mine) seen.set(id, (seen.get(id) ?? 0) + 1);
    const bad = mine.filter(({ id }) => rows[id] && seen.get(id)! <= rows[id].times);
    // Without a time limit nobody would ever end such a call.
    if (rescue.timeoutMs && bad.some(({ id }) => rows[id].how === "hang")) return new Promise<void>(() => {});
    if (bad.some(({ id }) => ["throw", "hang"].includes(rows[id].how))) throw new Error("thrown");
    for (const { row, id } of bad) {
      fail(row, { code: "BAD", cause: "bad row" });
      if (rows[id].how === "report twice") fail(row, { code: "WORSE", cause: "bad row" });
    }
  });
  // With variant 1 (the fallback's params) the same kind lets everything pass.
  const kind = {
    ...node,
    process: (...args: Parameters<NonNullable<typeof node.process>>) => {
      const [frame, ctx] = args;
      if ((ctx.params as { variant: number }).variant === 1) {
        for (let row = 0; row < frame.length; row++) stoodIn.push(rowId(frame.lineage, row));
        return ctx.out.out(frame);
      }
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
    summary,
    calls,
    seen,
    stoodIn,
    sleeps: clock.sleeps,
    values,
  };
}
