// list-to-text: what becomes of items, of fields, of what is missing.

import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { boxesType } from "../../../engine/frames/marks.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import listToText from "./list-to-text.ts";

const fields = [
  field("boxes", boxesType([field("sign", "text")])),
  field("words", { type: "list", of: { type: "text" } }),
  field("n", "int32"),
];
const box = (sign: string | null) => ({ label: null, score: 0.5, x: 1, y: 2, width: 3, height: 4, sign });

async function joined(rows: readonly Record<string, Cell>[], params: object) {
  const result = await runNode(listToText, {
    params: { ...params },
    inputs: { in: [frameOf({ fields }, rows)] },
  });
  const [out] = result.outputs.out ?? [];
  return {
    ...result,
    texts: out && Array.from({ length: out.length }, (_, row) => out.column("text").get(row)),
  };
}

test("a field of each item, one behind the other", async () => {
  const rows = [{ boxes: [box("4"), box("1"), box("7")] }, { boxes: [] }, { boxes: null }];
  const { texts } = await joined(rows, { column: "boxes", field: "sign" });
  expect(texts).toEqual(["417", "", null]);
});

test.each([
  [{ column: "words", separator: ", " }, "a, b, "],
  [{ column: "words", separator: "/", missing: "?" }, "a/b/?"],
])("%j gives %j", async (params, text) => {
  const { texts } = await joined([{ words: ["a", "b", null] }], params);
  expect(texts).toEqual([text]);
});

test("an empty frame passes with its position", async () => {
  const { outputs } = await joined([], { column: "words" });
  expect(outputs.out.map((frame) => frame.length)).toEqual([0]);
});

test.each([
  [{ column: "boxes" }, "FIELD_UNKNOWN", "label"],
  [{ column: "boxes", field: "sgn" }, "FIELD_UNKNOWN", "label"],
  [{ column: "words", field: "sign" }, "FIELD_UNKNOWN", ""],
])("%j is an issue with a repair", async (params, code, value) => {
  const { issues } = await joined([], params);
  expect(issues).toMatchObject([{ code, fix: { commands: [{ param: "field", value }] } }]);
});

test("a column that is no list is an issue", async () => {
  const { issues } = await joined([], { column: "n" });
  expect(issues).toMatchObject([{ code: "COLUMN_TYPE" }]);
});
