// sample: the same rows whatever the frames, about as many as asked, others with another seed.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnOf, frameOf, freshLineage } from "../../../engine/frames/builder.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { emptyFrame, runNode } from "../../../engine/sdk/harness.ts";
import sample from "./sample.ts";

const schema: Schema = { fields: [field("n", "float64")] };
const ROWS = 20_000;
const rows = Array.from({ length: ROWS }, (_, n) => ({ n }));

const all = (source = "s"): Frame => frameOf(schema, rows, freshLineage(source, 0, ROWS));

async function keep(frames: Frame[], params: Record<string, unknown>): Promise<number[]> {
  const { outputs } = await runNode(sample, { params, inputs: { in: frames } });
  return outputs.out.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => Number(frame.column("n").get(row))),
  );
}

test.each([0, 0.01, 0.1, 0.5, 0.99, 1])("a part of %d, within five standard deviations", async (fraction) => {
  const kept = await keep([all()], { fraction });
  const deviation = Math.sqrt(ROWS * fraction * (1 - fraction));
  expect(Math.abs(kept.length - ROWS * fraction)).toBeLessThanOrEqual(5 * deviation);
});

test("the choice does not depend on where frames end or what was left out before", async () => {
  const whole = await keep([all()], { fraction: 0.3 });
  await fc.assert(
    fc.asyncProperty(fc.nat(ROWS), async (cut) => {
      const frame = all();
      expect(await keep([frame.slice(0, cut), frame.slice(cut, ROWS)], { fraction: 0.3 })).toEqual(whole);
    }),
    { numRuns: 20 },
  );
  const even = all().take(Int32Array.from({ length: ROWS / 2 }, (_, i) => 2 * i));
  expect(await keep([even], { fraction: 0.3 })).toEqual(whole.filter((n) => n % 2 === 0));
});

test("another seed and another source keep other rows, a smaller part fewer of the same", async () => {
  const first = await keep([all()], { fraction: 0.1 });
  for (const other of [
    await keep([all()], { fraction: 0.1, seed: 1 }),
    await keep([all("t")], { fraction: 0.1 }),
  ]) {
    const shared = other.filter((n) => first.includes(n)).length;
    // Independent choices share a tenth.
    expect(shared / other.length).toBeLessThan(0.15);
  }
  const larger = new Set(await keep([all()], { fraction: 0.2 }));
  expect(first.every((n) => larger.has(n))).toBe(true);
});

test("every nth row goes by the row's number in its source", async () => {
  expect(await keep([all()], { mode: "every", every: 4000 })).toEqual([0, 4000, 8000, 12000, 16000]);
});

test("all rows are the same frame, and none an empty one with the position", async () => {
  const frame = all();
  const run = async (fraction: number) =>
    (await runNode(sample, { params: { fraction }, inputs: { in: [frame] } })).outputs.out[0];
  expect(await run(1)).toBe(frame);
  expect(await run(0)).toMatchObject({ length: 0, lineage: { from: 0, to: ROWS } });
  const empty = emptyFrame(schema, [columnOf({ type: "float64" }, [])]);
  const { outputs } = await runNode(sample, { inputs: { in: [empty] } });
  expect(outputs.out).toEqual([empty]);
});
