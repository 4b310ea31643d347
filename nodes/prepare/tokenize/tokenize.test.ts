// tokenize with a small tokenizer and small models made by the tests.

import { expect, onTestFinished, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { systemClock } from "../../../engine/host/clock.ts";
import { createModels } from "../../../engine/models/models.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { withServices } from "../../../tests/contract/run-sample.ts";
import { tokenTable } from "../../../tests/models/text.ts";
import { wordPieces } from "../../../tests/models/tokenizers.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import tokenize from "./tokenize.ts";

const schema = { fields: [field("text", "text"), field("id", "int32")] };
const TEXTS = ["Shipments late", "the ship", null, ""];

async function tokens(
  params: Record<string, unknown>,
  texts: readonly (string | null)[] = TEXTS,
  content = wordPieces(),
) {
  const frame = frameOf(
    schema,
    texts.map((text, id) => ({ text, id })),
  );
  const files = memoryFiles({ "t.json": content });
  const models = createModels({ files, clock: systemClock, log: { debug: () => {}, warn: () => {} } });
  onTestFinished(() => models.close());
  const given = { tokenizer: "t.json", ...params };
  const result = await runNode(tokenize, { params: given, inputs: { in: [frame] }, host: { files, models } });
  const [out] = result.outputs.out ?? [];
  const of = (name: string) =>
    Array.from({ length: out.length }, (_, row) =>
      Array.from(out.column(name).get(row) as BigInt64Array, Number),
    );
  return { ...result, out, of };
}

test("tokens and mask, filled up to the most", async () => {
  const { of, out, failed, schemas } = await tokens({ maxTokens: 6, types: "token_type_ids" });
  // [CLS] ship ##ment ##s late [SEP]; [CLS] the ship [SEP].
  expect(of("input_ids")).toEqual([
    [2, 5, 6, 7, 4, 3],
    [2, 10, 5, 3, 0, 0],
    [2, 3, 0, 0, 0, 0],
  ]);
  expect(of("attention_mask")[1]).toEqual([1, 1, 1, 1, 0, 0]);
  expect(of("token_type_ids")[1]).toEqual([0, 0, 0, 0, 0, 0]);
  expect(failed).toMatchObject([{ row: 2, code: "NULL_VALUE" }]);
  expect(out.schema).toBe(schemas.out);
  expect(out.column("input_ids").type).toEqual({ type: "tensor", dtype: "int64", shape: [6] });
});

test("filled up to the longest of those that travel together", async () => {
  const { of, schemas } = await tokens({ padding: "longest", mask: "" }, ["the ship", ""]);
  expect(of("input_ids")).toEqual([
    [2, 10, 5, 3],
    [2, 3, 0, 0],
  ]);
  const type = schemas.out?.fields.find(({ name }) => name === "input_ids")?.type;
  expect(type).toEqual({ type: "tensor", dtype: "int64", shape: ["tokens"] });
  expect(schemas.out?.fields.map(({ name }) => name)).not.toContain("attention_mask");
  expect((await tokens({ padding: "longest" }, [])).out.length).toBe(0);
});

test("a text that is too long is cut between its marks, and that is said", async () => {
  const { of, warnings } = await tokens({ maxTokens: 4 }, ["the ship late the ship"]);
  expect(of("input_ids")).toEqual([[2, 10, 5, 3]]);
  expect(warnings).toEqual([expect.stringContaining("TEXT_CUT")]);
});

test.each(["{", "[]", '{"model": {}}', '{"model": {"type": "Nothing", "vocab": {}}}'])(
  "a file that is no tokenizer is refused: %s",
  async (content) => {
    await expect(tokens({}, TEXTS, content)).rejects.toMatchObject({
      code: "TOKENIZER_UNREADABLE",
      details: { file: "t.json" },
    });
  },
);

test.each([
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ ids: "id" }, "COLUMN_DUPLICATE"],
  [{ mask: "input_ids" }, "COLUMN_DUPLICATE"],
])("%j is an issue: %s", async (params, code) => {
  expect((await tokens(params)).issues).toMatchObject([{ code, severity: "error" }]);
});

/** A model with an entry for so many tokens, on a disk, since the runtime reads it itself. */
function withModel(entries: number, params: Record<string, unknown>) {
  const table = Array.from({ length: entries }, (_, id) => [id, 1]);
  const model = tokenTable({ table, output: "last_hidden_state", gives: "tokens" });
  return withServices({ files: { "m.onnx": model, "t.json": wordPieces() } }, (host) => {
    const frame = frameOf(schema, [{ text: "ship", id: 1 }]);
    const given = { tokenizer: "t.json", model: "m.onnx", maxTokens: 4, ...params };
    return runNode(tokenize, { params: given, inputs: { in: [frame] }, host });
  });
}

test("the tokenizer of the model goes through", async () => {
  const { issues, outputs } = await withModel(11, {});
  expect(issues).toEqual([]);
  expect(outputs.out[0].length).toBe(1);
});

test("a tokenizer with more tokens than the model has entries is refused before the first row", async () => {
  await expect(withModel(9, {})).rejects.toMatchObject({
    code: "TOKENIZER_MISFIT",
    details: { file: "t.json", got: "tokens up to 10", fatal: true },
  });
});

test("columns that the model does not take are an issue, with the names that it has", async () => {
  const { issues } = await withModel(11, { ids: "tokens" });
  expect(issues).toMatchObject([{ code: "MODEL_INPUT_MISMATCH", path: "params.ids", got: "tokens" }]);
  expect(issues[0].expected).toContain("input_ids");
});
