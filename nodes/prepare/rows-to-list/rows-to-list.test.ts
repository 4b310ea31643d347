// rows-to-list: which rows belong together, however they are cut into frames.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { recut } from "../../../tests/contract/sample-frames.ts";
import { runOn } from "../../../tests/support/pictures.ts";
import rowsToList from "./rows-to-list.ts";

const schema = { fields: [field("file", "text"), field("x", "float64"), field("n", "int64")] };
const rows = ["a", "a", "b", "c", "c", "c"].map((file, i) => ({ file, x: i, n: BigInt(i) }));
const frame = frameOf(schema, rows);
const params = { columns: ["x"], key: ["file"], output: "list" };
const expected = [
  { file: "a", n: 0n, list: [{ x: 0 }, { x: 1 }] },
  { file: "b", n: 2n, list: [{ x: 2 }] },
  { file: "c", n: 3n, list: [{ x: 3 }, { x: 4 }, { x: 5 }] },
];

test.each([1, 2, 3, 4, 6])("frames of %i", async (size) => {
  const { outputs } = await runNode(rowsToList, { params, inputs: { in: recut([frame], size) } });
  const out = outputs.out.flatMap((one) => Array.from({ length: one.length }, (_, row) => one.row(row)));
  expect(out).toEqual(expected);
  // Ranges follow each other to the end, and rows lie in theirs.
  const ranges = outputs.out.map(({ lineage }) => [lineage.from, lineage.to]);
  ranges.forEach(([from, to], i) =>
    expect([from <= to, from]).toEqual([true, i === 0 ? 0 : ranges[i - 1][1]]),
  );
  expect(ranges.at(-1)).toEqual([expect.anything(), 6]);
});

test("without a key each row of the source is by itself", async () => {
  const { rows: out } = await runOn(rowsToList, frame, { columns: ["x"], output: "list" });
  expect(out.map(({ list }) => list)).toEqual(rows.map(({ x }) => [{ x }]));
});

test.each([
  [{ columns: ["x", "none"] }, "COLUMN_UNKNOWN"],
  [{ columns: ["x"], key: ["none"] }, "COLUMN_UNKNOWN"],
  [{ columns: ["x"], key: ["x"] }, "PARAM_INVALID"],
  [{ columns: ["x"], output: "file" }, "COLUMN_DUPLICATE"],
])("%j is refused with %s", async (given, code) => {
  expect((await runOn(rowsToList, frame, given)).codes).toContain(code);
});
