import { expect, test } from "vitest";
import { frameOf } from "../../engine/frames/builder.ts";
import { field } from "../../engine/frames/frame.ts";
import { segmentsType } from "../../engine/frames/marks.ts";
import { foundRows } from "./found-rows.ts";

const schema = { fields: [field("id", "int32"), { name: "speech", type: segmentsType(), nullable: true }] };
const segment = { start: 0, end: 1, label: null, score: 0.9 };
const frames = [
  frameOf(schema, [
    { id: 0, speech: [] },
    { id: 1, speech: [segment, segment] },
  ]),
  frameOf(schema, [
    { id: 2, speech: null },
    { id: 3, speech: [segment] },
  ]),
];

test("rows in which something was found are counted over all frames, and the first are given", () => {
  const found = foundRows(schema, frames, 1);
  expect(found).toMatchObject({ column: "speech", of: "segments", marks: 3, rows: 2 });
  expect(found?.first.map(({ row, cells }) => [row, cells[0]])).toEqual([[1, 1]]);
});

test("without a column of marks nothing is said", () => {
  const plain = { fields: [field("id", "int32")] };
  expect(foundRows(plain, [frameOf(plain, [{ id: 1 }])], 4)).toBeUndefined();
});
