// limit: exactly the rows asked for, whatever the frames, and sources that stop.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf, frameOf, freshLineage } from "../../../engine/frames/builder.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import { runWorkflow } from "../../../tests/support/run-workflow.ts";
import { collector, countSource } from "../../../tests/support/test-nodes.ts";
import limit from "./limit.ts";

const schema: Schema = { fields: [field("n", "float64")] };

/** Rows 0, 1, 2… in frames of the given lengths. */
function frames(lengths: readonly number[]): Frame[] {
  let from = 0;
  return lengths.map((length) => {
    const rows = Array.from({ length }, (_, i) => ({ n: from + i }));
    const frame = frameOf(schema, rows, freshLineage("s", from, from + length));
    from += length;
    return frame;
  });
}

const numbers = (given: readonly Frame[]) =>
  given.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.column("n").get(row)));

test("any rows from any offset, wherever frames end", async () => {
  const small = fc.nat(12);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }),
      small,
      small,
      async (lengths, rows, offset) => {
        const { outputs } = await runNode(limit, {
          params: { rows, offset },
          inputs: { in: frames(lengths) },
        });
        const all = numbers(frames(lengths));
        expect(numbers(outputs.out)).toEqual(all.slice(offset, offset + rows));
      },
    ),
  );
});

test("frames that are skipped go on empty and keep the position", async () => {
  const { outputs } = await runNode(limit, {
    params: { rows: 2, offset: 3 },
    inputs: { in: frames([3, 3]) },
  });
  expect(outputs.out.map(({ length, lineage }) => [length, lineage.from, lineage.to])).toEqual([
    [0, 0, 3],
    [2, 3, 5],
  ]);
});

test("the source stops when the rows are there", async () => {
  const { node, rowIds } = collector();
  const { summary } = await runWorkflow(
    [
      { id: "count", kind: countSource, params: { rows: 1_000_000, frameRows: 10 } },
      { id: "limit", kind: limit, params: { rows: 15 } },
      { id: "sink", kind: node },
    ],
    ["count -> limit", "limit -> sink"],
  );
  expect(summary.outcome).toBe("done");
  expect(rowIds()).toEqual(Array.from({ length: 15 }, (_, i) => i));
  expect(summary.nodes.count.rowsOut).toBeLessThan(100);
});

test("empty frames pass", async () => {
  const empty = emptyFrame(schema, [columnOf({ type: "float64" }, [])]);
  const { outputs } = await runNode(limit, { inputs: { in: [empty] } });
  expect(outputs.out).toEqual([empty]);
});

test("the count can be kept and put back", () => {
  const ctx = { state: { seen: 2 ** 40 } } as Parameters<NonNullable<typeof limit.snapshot>>[0];
  const bytes = limit.snapshot!(ctx)!;
  ctx.state.seen = 0;
  limit.restore!(bytes, ctx);
  expect(ctx.state.seen).toBe(2 ** 40);
});
