// nearest-neighbours against scores worked out by hand, and against itself by another way of searching.

import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { frameOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { run } from "../../../engine/runtime/run.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { memoryFiles } from "../../../tests/support/memory-files.ts";
import { bareHost, planOf } from "../../../tests/support/run-workflow.ts";
import { VectorSet } from "../../_shared/vectors/vector-set.ts";
import { searchOf } from "./search.ts";
import nearest from "./nearest-neighbours.ts";

const vector = (name: string, size = 2) =>
  field(name, { type: "tensor", dtype: "float32", shape: [size] }, false);
const QUERY = { fields: [field("id", "int32"), vector("embedding")] };
const REFERENCE = { fields: [vector("v"), field("title", "text"), field("price", "float64")] };

const queries = (...vectors: number[][]) =>
  frameOf(
    QUERY,
    vectors.map((embedding, id) => ({ id, embedding })),
  );
const LIBRARY = frameOf(REFERENCE, [
  { v: [1, 0], title: "east", price: 10 },
  { v: [0, 2], title: "north", price: null },
  { v: [3, 3], title: "north-east", price: 30 },
]);
const rowsOf = (frames: readonly Frame[] = []): Record<string, Cell>[] =>
  frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row)));

async function search(frames: readonly Frame[], params: Record<string, unknown> = {}, reference = [LIBRARY]) {
  const given = { referenceColumn: "v", keep: ["title", "price"], ...params };
  const result = await runNode(nearest, { params: given, inputs: { in: frames, reference } });
  return { ...result, rows: rowsOf(result.outputs.out) };
}

test.each([
  ["cosine", [2, 0.1], ["east", "north-east", "north"], [0.998752, 0.741536, 0.049938]],
  ["dot", [1, 1], ["north-east", "north", "east"], [6, 2, 1]],
  ["euclidean", [0, 0], ["east", "north", "north-east"], [1, 2, 4.242641]],
])("%s of %j", async (metric, query, titles, scores) => {
  const { rows, schemas, outputs } = await search([queries(query)], { metric });
  const found = rows[0].neighbours as { title: string; row: number; score: number }[];
  expect(found.map(({ title }) => title)).toEqual(titles);
  found.forEach(({ score }, i) => expect(score).toBeCloseTo(scores[i], 5));
  expect(rows[0]).toMatchObject({ id: 0, nearest_title: titles[0], nearest_row: found[0].row });
  expect(outputs.out[0].schema).toEqual(schemas.out);
});

test("a limit leaves out what is too far; a row without neighbours has none to tell of", async () => {
  const { rows } = await search([queries([2, 0.1], [-1, -1])], { limit: 0.7 });
  expect((rows[0].neighbours as unknown[]).length).toBe(2);
  expect(rows[1]).toMatchObject({
    neighbours: [],
    nearest_row: null,
    nearest_score: null,
    nearest_title: null,
  });
  const near = await search([queries([0, 0])], { metric: "euclidean", limit: 1.5 });
  expect((near.rows[0].neighbours as unknown[]).length).toBe(1);
});

test("no more than k; of equals the one that came first", async () => {
  const twice = frameOf(
    REFERENCE,
    [1, 2, 3].map((price) => ({ v: [1, 0], title: "same", price })),
  );
  const { rows } = await search([queries([1, 0])], { k: 2 }, [twice]);
  expect((rows[0].neighbours as { row: number }[]).map(({ row }) => row)).toEqual([1, 2]);
});

test("an empty reference has no neighbours", async () => {
  const { rows } = await search([queries([1, 0])], {}, [frameOf(REFERENCE, [])]);
  expect(rows).toMatchObject([{ neighbours: [], nearest_title: null }]);
});

test("rows with NaN fail; those of the reference are left out with a warning", async () => {
  const broken = frameOf(REFERENCE, [
    { v: [NaN, 0], title: "broken", price: 0 },
    { v: [1, 0], title: "good", price: 0 },
  ]);
  const { rows, failed, warnings } = await search([queries([1, 0], [Infinity, 1])], {}, [broken]);
  expect(failed).toMatchObject([{ row: 1, code: "VECTOR_INVALID", column: "embedding" }]);
  expect(rows).toMatchObject([{ id: 0, nearest_title: "good" }]);
  expect(warnings[0]).toContain("VECTOR_INVALID: 1 rows");
});

describe("duplicates within one table", () => {
  const own = (params: Record<string, unknown>, ...frames: Frame[]) =>
    runNode(nearest, { params: { against: "own", keep: ["id"], ...params }, inputs: { in: frames } });

  test("rows that are near to each other, also by way of others, are one group", async () => {
    // 0–2 by way of 1; 3 alone; 4 with 5.
    const angles = [0, 19, 40, 120, 200, 205].map((degrees) => (degrees * Math.PI) / 180);
    const vectors = angles.map((angle) => [Math.cos(angle), Math.sin(angle)]);
    const whole = queries(...vectors);
    const { outputs } = await own({ limit: 0.9 }, whole.slice(0, 4), whole.slice(4, 6));
    const rows = rowsOf(outputs.out);
    expect(rows.map(({ group }) => group)).toEqual([1, 1, 1, 2, 3, 3]);
    expect(rows.map(({ group_size: size }) => size)).toEqual([3, 3, 3, 1, 2, 2]);
    expect(rows.map(({ nearest_id: id }) => id)).toEqual([1, 0, 1, null, 5, 4]);
    expect(outputs.out.map(({ length }) => length)).toEqual([4, 2]);
  });

  test("equal rows are one group whatever k is", async () => {
    const { outputs } = await own(
      { limit: 0.999, k: 1 },
      queries(...Array.from({ length: 6 }, () => [1, 2])),
    );
    expect(new Set(rowsOf(outputs.out).map(({ group_size: size }) => size))).toEqual(new Set([6]));
  });

  test("without a limit nothing belongs together: said before a run", async () => {
    expect((await own({}, queries([1, 0]))).issues).toMatchObject([
      { code: "PARAM_REQUIRED", path: "params.limit" },
    ]);
  });
});

describe("a file as the reference", () => {
  const fromFile = (content: string, params: Record<string, unknown> = {}) =>
    runNode(nearest, {
      params: { against: "file", file: "r.jsonl", referenceColumn: "v", keep: ["title", "n"], ...params },
      inputs: { in: [queries([1, 0])] },
      host: { files: memoryFiles({ "r.jsonl": content }) },
    });

  test("is read as Write JSON lines makes it", async () => {
    const { outputs, schemas } = await fromFile(
      '{"v":[0,1],"title":"north","n":1}\n{"v":[1,0],"title":"east"}\n',
    );
    expect(rowsOf(outputs.out)).toMatchObject([{ nearest_title: "east", nearest_n: null, nearest_row: 2 }]);
    expect(schemas.out?.fields.find(({ name }) => name === "nearest_n")?.type).toEqual({ type: "float64" });
  });

  test.each([
    ["no JSON", "Line 1"],
    ['{"v":[1,0]}\n{"v":[1]}', "Line 2"],
    ['{"v":[1,0]}\n{"w":[1,0]}', "Line 2"],
    ['{"v":["a"]}', "Line 1"],
  ])("%s: its line is named", async (content, line) => {
    await expect(fromFile(content)).rejects.toMatchObject({
      code: "REFERENCE_INVALID",
      message: expect.stringContaining(line) as string,
      details: { file: "r.jsonl" },
    });
  });

  test("vectors of another size are an issue", async () => {
    expect((await fromFile('{"v":[1,0,0]}')).issues).toMatchObject([{ code: "VECTOR_SIZE" }]);
  });
});

test.each([
  [{ column: "id" }, "COLUMN_TYPE"],
  [{ column: "none" }, "COLUMN_UNKNOWN"],
  [{ referenceColumn: "title" }, "COLUMN_TYPE"],
  [{ keep: ["nothing"] }, "COLUMN_UNKNOWN"],
  [{ output: "id" }, "COLUMN_DUPLICATE"],
])("%j is an issue: %s", async (params, code) => {
  const issues = (await search([queries([1, 0])], params)).issues;
  expect(issues.map((issue) => issue.code)).toContain(code);
});

test.each([
  [
    ["vector"],
    'one of them: "vector"',
    "vector",
    [{ do: "set-param", id: "", param: "column", value: "vector" }],
  ],
  [["first", "second"], "one of several", "one of first, second", undefined],
  [[], "none", "a column of vectors", undefined],
])(
  "of columns that arrive (%j) only vectors are named, and the only one can be taken: %s",
  async (names, _, expected, commands) => {
    const frame = frameOf({ fields: [field("text", "text", false), ...names.map((name) => vector(name))] }, [
      { text: "a", ...Object.fromEntries(names.map((name) => [name, [1, 0]])) },
    ]);
    const { issues } = await runNode(nearest, {
      params: { against: "own", limit: 0.9 },
      inputs: { in: [frame] },
    });
    expect(issues).toMatchObject([
      { code: "COLUMN_UNKNOWN", path: "params.column", got: "embedding", expected },
    ]);
    expect(issues[0].fix?.commands).toEqual(commands);
  },
);

test("without a reference it is said what to do", async () => {
  const { issues } = await runNode(nearest, { inputs: { in: [queries([1, 0])] } });
  expect(issues).toMatchObject([{ code: "INPUT_MISSING", port: "reference" }]);
});

/** Numbers that look random and are the same each time. */
function numbers(count: number): Float32Array {
  let state = 7;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

test("the approximate search finds nearly all that the exact one finds, and the same each time", async () => {
  const set = new VectorSet("cosine");
  set.add({ width: 8, data: numbers(8 * 2000) });
  const warnings: string[] = [];
  const warn = (code: string) => void warnings.push(code);
  const rows = async (search: "exact" | "auto") => {
    const find = await searchOf(set, { search, exactUpTo: 100 }, { warn });
    return Array.from({ length: 50 }, (_, i) =>
      find(set.data, i * 8, 5, null, { skip: i }).map(({ row }) => row),
    );
  };
  const [exact, index, again] = [await rows("exact"), await rows("auto"), await rows("auto")];
  // Where the library cannot be loaded, it says so and looks at all.
  expect(warnings).toEqual(warnings.length > 0 ? ["SEARCH_EXACT", "SEARCH_EXACT"] : []);
  expect(again).toEqual(index);
  const hits = exact.flatMap((found, i) => found.filter((row) => index[i].includes(row))).length;
  expect(hits / 250).toBeGreaterThan(0.95);
});

const common = {
  version: 1,
  title: "Test",
  summary: "Stands around the kind under test.",
  params: z.object({}),
  effects: [],
  determinism: "pure",
  state: "none",
} as const;

const frameSource = (kind: string, frames: readonly Frame[]) =>
  defineNode({
    ...common,
    kind,
    category: "sources",
    inputs: {},
    outputs: { out: table() },
    schema: () => ({ outputs: { out: frames[0].schema } }),
    async produce({ out }) {
      for (const frame of frames) await out.out(frame);
    },
  });

test("in a run, rows wait until the reference is whole, whichever comes first", async () => {
  const reference = Array.from({ length: 20 }, (_, i) =>
    frameOf(REFERENCE, [{ v: [Math.cos(i), Math.sin(i)], title: `t${i}`, price: i }]),
  );
  const kept: Frame[] = [];
  const collect = defineNode({
    ...common,
    kind: "collect",
    category: "control",
    inputs: { in: table() },
    outputs: {},
    schema: () => ({ outputs: {} }),
    process: (frame) => void kept.push(frame),
  });
  const nodes = [
    {
      id: "rows",
      kind: frameSource(
        "rows",
        Array.from({ length: 30 }, () => queries([Math.cos(19), Math.sin(19)])),
      ),
    },
    { id: "library", kind: frameSource("library", reference) },
    { id: "nearest", kind: nearest, params: { referenceColumn: "v", keep: ["title"], k: 1 } },
    { id: "collect", kind: collect },
  ];
  const edges = ["rows -> nearest.in", "library -> nearest.reference", "nearest -> collect"];
  const host = bareHost({});
  const summary = await run(await planOf(nodes, edges, host), { host }).done;
  expect(summary).toMatchObject({ outcome: "done", error: null });
  const titles = rowsOf(kept).map(({ nearest_title: title }) => title);
  expect(titles).toEqual(Array.from({ length: 30 }, () => "t19"));
});
