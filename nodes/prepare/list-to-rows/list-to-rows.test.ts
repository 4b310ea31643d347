// list-to-rows: items become rows, and rows-to-list puts them back.

import { expect, test } from "vitest";
import { field } from "../../../engine/frames/frame.ts";
import { boxesType } from "../../../engine/frames/marks.ts";
import { rowsOf, runOn } from "../../../tests/support/pictures.ts";
import rowsToList from "../rows-to-list/rows-to-list.ts";
import listToRows from "./list-to-rows.ts";

const boxes = field("boxes", boxesType());
const box = (x: number) => ({ label: "a", score: null, x, y: 2, width: 3, height: 4 });
const frame = rowsOf(
  [{ boxes: [box(1), box(2)] }, { boxes: [] }, { boxes: null }, { boxes: [box(3)] }],
  [boxes],
);

test("each item is a row with its fields and those of its row", async () => {
  const { rows, frames, schemas } = await runOn(listToRows, frame, { prefix: "b_", index: "n" });
  expect(rows.map(({ id, b_x, b_label, b_score, n }) => [id, b_x, b_label, b_score, n])).toEqual([
    [0, 1, "a", null, 1],
    [0, 2, "a", null, 2],
    [3, 3, "a", null, 1],
  ]);
  expect(rows[0]).not.toHaveProperty("boxes");
  expect(frames[0].schema).toBe(schemas.out);
  expect(frames[0].lineage).toMatchObject({ from: 0, to: 4 });
});

test("empty lists make a row where that is wanted, and the list stays where that is wanted", async () => {
  const { rows } = await runOn(listToRows, frame, { empty: "keep", drop: false, index: "n" });
  expect(rows.map(({ id, x, n }) => [id, x, n])).toEqual([
    [0, 1, 1],
    [0, 2, 2],
    [1, null, null],
    [2, null, null],
    [3, 3, 1],
  ]);
  expect(rows[0].boxes).toEqual([box(1), box(2)]);
});

test("a list of plain values gives one column", async () => {
  const words = field("words", { type: "list", of: { type: "text" } });
  const { rows } = await runOn(listToRows, rowsOf([{ words: ["a", "b"] }], [words]), { column: "words" });
  expect(rows.map(({ item }) => item)).toEqual(["a", "b"]);
});

test("and back: the same lists, without rows that had none", async () => {
  const { frames } = await runOn(listToRows, frame, { prefix: "b_" });
  const columns = ["label", "score", "x", "y", "width", "height"].map((name) => `b_${name}`);
  const { rows, schemas } = await runOn(rowsToList, frames[0], { columns, prefix: "b_" });
  expect(rows.map(({ id, boxes: list }) => [id, list])).toEqual([
    [0, [box(1), box(2)]],
    [3, [box(3)]],
  ]);
  expect(schemas.out?.fields.find(({ name }) => name === "boxes")?.type).toEqual(boxes.type);
});

test.each([
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ column: "none" }, "COLUMN_UNKNOWN"],
  [{ index: "id" }, "COLUMN_DUPLICATE"],
])("%j is refused with %s", async (params, code) => {
  expect((await runOn(listToRows, frame, params)).codes).toContain(code);
});
