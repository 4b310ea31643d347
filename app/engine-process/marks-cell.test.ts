import { expect, test } from "vitest";
import { boxesType, segmentsType, spansType } from "../../engine/frames/marks.ts";
import { marksIn } from "./marks-cell.ts";

test("boxes, segments and spans are told by their first places, and all are counted", () => {
  const box = { label: "face", score: 0.5, x: 1, y: 2, width: 3, height: 4 };
  const many = Array.from({ length: 100 }, () => box);
  const boxes = marksIn(boxesType(), many)!;
  expect(boxes).toMatchObject({ of: "boxes", count: 100 });
  expect(boxes.first[0]).toEqual({ label: "face", score: 0.5, at: [1, 2, 3, 4] });
  expect(boxes.first.length).toBeLessThan(100);
  expect(marksIn(segmentsType(), [{ start: 0, end: 1, label: null, score: null }])?.first).toEqual([
    { label: null, score: null, at: [0, 1] },
  ]);
  expect(marksIn(spansType(), [])).toEqual({ of: "spans", count: 0, first: [] });
});

test("a JSON column holds marks where all of its items have their places", () => {
  const json = { type: "json" } as const;
  expect(marksIn(json, [{ x: 0, y: 0, width: 1, height: 1 }])).toMatchObject({ of: "boxes", count: 1 });
  expect(marksIn(json, [{ from: 0, to: 4, label: "PER" }])).toMatchObject({ of: "spans" });
  for (const other of [[], [{ x: 0, y: 0 }], [{ start: 0, end: "late" }], [1, 2], { from: 0, to: 1 }, null])
    expect(marksIn(json, other)).toBeNull();
});
