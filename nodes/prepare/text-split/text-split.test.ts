import { expect, test } from "vitest";
import fc from "fast-check";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { wordPieces } from "../../../tests/models/tokenizers.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { pieces } from "./cut.ts";
import textSplit from "./text-split.ts";

const schema = { fields: [field("id", "int32"), field("text", "text")] };

async function split(texts: readonly (string | null)[], params: Record<string, unknown> = {}) {
  const frame = frameOf(
    schema,
    texts.map((text, id) => ({ id, text })),
  );
  const files = memoryFiles({ "t.json": wordPieces() });
  const result = await runNode(textSplit, { params, inputs: { in: [frame] }, host: { files } });
  const [out] = result.outputs.out ?? [];
  const rows = out ? Array.from({ length: out.length }, (_, row) => out.row(row)) : [];
  return { ...result, out, rows, pieces: rows.map(({ piece }) => piece) };
}

test.each<[Record<string, unknown>, string, readonly string[]]>([
  [{}, "It rains. Does it? Yes!  Well…", ["It rains.", "Does it?", "Yes!", "Well…"]],
  [{ size: 2 }, "One. Two. Three.", ["One. Two.", "Three."]],
  [{ size: 2, overlap: 1 }, "One. Two. Three.", ["One. Two.", "Two. Three."]],
  [{ language: "ja" }, "雨です。船が遅い。", ["雨です。", "船が遅い。"]],
  [{ by: "paragraph" }, "a\nb\r\n \r\n\n c \n", ["a\nb", "c"]],
  [{ by: "line" }, "a\r\n\n b\rc", ["a", "b", "c"]],
  [{ by: "word", size: 2 }, "The ship, late again!", ["The ship", "late again"]],
  [{ by: "character", size: 3, overlap: 1 }, "abc👨‍👩‍👧de", ["abc", "c👨‍👩‍👧d", "de"]],
  [
    { by: "token", size: 3, tokenizer: "t.json" },
    "late  shipments on time",
    ["late", "shipments", "on time"],
  ],
])("%j of %j", async (params, text, expected) => {
  expect((await split([text], params)).pieces).toEqual(expected);
});

test("each piece knows its row, its number and its place", async () => {
  const { rows, out, schemas } = await split([" One.  Two. ", "", "Three."]);
  expect(rows).toEqual([
    { id: 0, text: " One.  Two. ", piece: "One.", piece_number: 1, piece_from: 1, piece_to: 5 },
    { id: 0, text: " One.  Two. ", piece: "Two.", piece_number: 2, piece_from: 7, piece_to: 11 },
    { id: 2, text: "Three.", piece: "Three.", piece_number: 1, piece_from: 0, piece_to: 6 },
  ]);
  expect([...(out.lineage.ids ?? [])]).toEqual([0, 0, 2]);
  expect(out.schema).toBe(schemas.out);
});

test("a row without a text fails; no rows give none", async () => {
  expect((await split([null, "a"])).failed).toMatchObject([{ row: 0, code: "NULL_VALUE" }]);
  expect((await split([])).out.length).toBe(0);
});

test("pieces hold every unit, weigh no more than they may unless it is one unit, and always go on", () => {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 30 });
  fc.assert(
    fc.property(weights, fc.integer({ min: 1, max: 12 }), fc.nat(11), (all, size, overlap) => {
      const units = all.map((_, i) => ({ from: i, to: i + 1 }));
      const found = pieces(units, size, Math.min(overlap, size - 1), ({ from }) => all[from]);
      const covered = new Set(
        found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)),
      );
      const weigh = (from: number, to: number) =>
        all.slice(from, to).reduce((sum, weight) => sum + weight, 0);
      return (
        covered.size === all.length &&
        found.every(({ from, to }) => to - from === 1 || weigh(from, to) <= size) &&
        found.every(({ from, to }, i) => i === 0 || (from > found[i - 1].from && to > found[i - 1].to))
      );
    }),
  );
});

test.each([
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ output: "id" }, "COLUMN_DUPLICATE"],
  [{ size: 2, overlap: 2 }, "RANGE_EMPTY"],
  [{ by: "token" }, "PARAM_REQUIRED"],
  [{ language: "no such thing" }, "PARAM_INVALID"],
])("%j is an issue: %s", async (params, code) => {
  expect((await split([], params)).issues).toMatchObject([{ code, severity: "error" }]);
});
