// Every row that a source comes past is in exactly one place: an output, the failed rows, or the count of those that were left out.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import type { NodeDocument, Rescue, WorkflowDocument } from "../../engine/document/types.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { fakeModels, spec } from "../support/fake-models.ts";
import { memoryFiles } from "../support/memory-files.ts";
import { bareHost } from "../support/run-workflow.ts";
import { drive, flowOf, nodeOf, written, type Line, type World } from "./drive.ts";
import { frail, WAYS } from "./frail.ts";

const catalog = createCatalog({ ...nodeKinds, frail: async () => ({ default: frail }) });

/** Answers twice its input; a row without a value fails before it. */
const models = fakeModels({
  inputs: [spec("a", "float32", ["N", 1])],
  outputs: [spec("y", "float32", ["N", 1])],
  run: ({ a }) => ({
    y: {
      dtype: "float32",
      dims: a.dims,
      data: Float32Array.from(a.data as Float32Array, (value) => 2 * value),
    },
  }),
});

type Step = (name: string) => Omit<NodeDocument, "id" | "title" | "version">;

const rescue: fc.Arbitrary<Partial<Rescue>> = fc.record({
  retries: fc.nat(2),
  backoffMs: fc.constant(0),
  timeoutMs: fc.constant(2),
  fallback: fc.constantFrom<Rescue["fallback"]>(
    null,
    null,
    { use: "constant", columns: {} },
    { use: "params", params: { every: 0 } },
    { use: "params", params: { every: 12 } },
  ),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .record({ every: fc.integer({ min: 2, max: 7 }), way: fc.constantFrom(...WAYS), rescue })
      .map(({ every, way, rescue: own }): Step => () => ({
        kind: "frail",
        params: { every, way },
        rescue: own,
      })),
  },
  fc.constant<Step>((name) => ({ kind: "onnx", params: { model: "m.onnx", prefix: name } })),
  fc.constant<Step>(() => ({ kind: "filter", params: { condition: "b > -20.0" } })),
  fc.constant<Step>((name) => ({ kind: "formula", params: { columns: { [name]: "a + b" } } })),
  fc.constant<Step>(() => ({ kind: "sample", params: { fraction: 0.7, seed: 4 } })),
  fc.constant<Step>(() => ({ kind: "deduplicate", params: { columns: ["b"] } })),
  fc.constant<Step>((name) => ({
    kind: "window",
    params: { columns: [{ name, column: "b", of: "sum", rows: 3 }] },
  })),
  fc.integer({ min: 5, max: 40 }).map((rows): Step => () => ({ kind: "limit", params: { rows } })),
);

const sums = fc.record({
  batchRows: fc.integer({ min: 1, max: 30 }),
  steps: fc.array(step, { maxLength: 4 }),
  /** Rows of the two branches go through these, and come together again. */
  sides: fc.option(fc.tuple(fc.array(step, { maxLength: 2 }), fc.array(step, { maxLength: 2 }))),
  after: fc.array(step, { maxLength: 2 }),
  /** Whether rows of the other branch go nowhere. */
  loose: fc.boolean(),
  /** Whether the last node's failed rows have a file of their own. */
  errorPort: fc.boolean(),
});

type Drawn = typeof sums extends fc.Arbitrary<infer T> ? T : never;

function documentOf({ batchRows, steps, sides, after, loose, errorPort }: Drawn): WorkflowDocument {
  const types = { id: "int64", a: "float64", b: "float64" };
  const nodes = [nodeOf("rows", "csv", { path: "rows.csv", types, batchRows })];
  const wires: string[] = [];
  const chain = (made: readonly Step[], from: string, prefix: string): string =>
    made.reduce((before, make, i) => {
      const id = `${prefix}${i}`;
      const { kind, params, rescue: own } = make(id);
      nodes.push(nodeOf(id, kind, params, own));
      wires.push(`${before} -> ${id}`);
      return id;
    }, from);
  let last = chain(steps, "rows", "step");
  if (sides) {
    nodes.push(nodeOf("split", "branch", { branches: [{ id: "high", condition: "b > 0.0" }] }));
    wires.push(`${last} -> split`);
    // Columns of the sides differ: before they come together only those of the source are left.
    const ends = [chain(sides[0], "split.high", "left"), chain(sides[1], "split.otherwise", "right")];
    for (const [i, end] of ends.entries()) {
      nodes.push(nodeOf(`own${i}`, "select", { columns: ["id", "a", "b"] }));
      wires.push(`${end} -> own${i}`);
    }
    nodes.push(nodeOf("both", "union"));
    wires.push("own0 -> both", ...(loose ? [] : ["own1 -> both"]));
    last = chain(after, "both", "after");
  }
  nodes.push(nodeOf("out", "write-jsonl", { path: "out.jsonl" }));
  wires.push(`${last} -> out`);
  if (errorPort && last !== "rows") {
    nodes.push(nodeOf("errors", "write-jsonl", { path: "errors.jsonl" }));
    wires.push(`${last}.error -> errors`);
  }
  return flowOf(nodes, wires);
}

const cell = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -40, max: 40 }).map(String) },
  { weight: 2, arbitrary: fc.constantFrom("", "NaN", "-0", "1e300") },
  { weight: 1, arbitrary: fc.constant("no number") },
);

const csv = fc
  .array(fc.tuple(cell, cell), { minLength: 1, maxLength: 60 })
  .map((rows) => `id,a,b\n${rows.map(([a, b], i) => `${i},${a},${b}\n`).join("")}`);

/** Its header is line 1, and the ids count from 0. */
const idOf = ({ line }: Line) => line! - 2;

function worldOf(text: string): World {
  return { catalog, host: { ...bareHost({ models }), files: memoryFiles({ "rows.csv": text }) } };
}

const lineText = (line: Line) => `${JSON.stringify(line)}\n`;

function idsIn({ host }: World, ...paths: string[]): number[] {
  return paths.flatMap((path) => written(host.files, path)).map(({ id }) => Number(id));
}

/** No node fails any more. */
function mended(document: WorkflowDocument): WorkflowDocument {
  const nodes = document.nodes.map((node) =>
    node.kind === "frail" ? { ...node, params: { ...node.params, every: 0 } } : node,
  );
  return { ...document, nodes };
}

describe("every row", () => {
  test("is in exactly one of the outputs, the failed rows, and those that were left out", async () => {
    await fc.assert(
      fc.asyncProperty(sums, csv, async (drawn, text) => {
        const world = worldOf(text);
        const { summary, failed } = await drive(documentOf(drawn), world);
        expect(summary.error).toBeNull();
        const kept = [...idsIn(world, "out.jsonl", "errors.jsonl"), ...failed.map(idOf)];
        expect(new Set(kept).size).toBe(kept.length);
        expect(kept.length + summary.rowsSkipped).toBe(summary.rows);
      }),
      { numRuns: 60 },
    );
  });

  test("that failed is run again exactly once, and no other is", async () => {
    await fc.assert(
      fc.asyncProperty(
        sums,
        csv,
        fc.boolean(),
        fc.infiniteStream(fc.boolean()),
        async (drawn, text, isMended, picks) => {
          const world = worldOf(text);
          const document = documentOf(drawn);
          const first = await drive(document, world);
          const then = isMended ? mended(document) : document;
          const asked = first.failed.filter(() => picks.next().value);
          if (asked.length === 0) return;
          world.host.files.contents.set("some.jsonl", new TextEncoder().encode(asked.map(lineText).join("")));
          const second = await drive(then, world, { from: "some.jsonl" });
          expect(second.summary.error).toBeNull();
          const kept = idsIn(world, "out.attempt-2.jsonl", "errors.attempt-2.jsonl");
          const came = [...kept, ...second.failed.map(idOf)];
          expect(came.filter((id) => !asked.map(idOf).includes(id))).toEqual([]);
          expect(new Set(came).size).toBe(came.length);
          expect(came.length + second.summary.rowsSkipped).toBe(asked.length);
          expect(second.failed.every(({ attempt }) => attempt === 2)).toBe(true);
          if (isMended) expect(second.failed.filter(({ code }) => code === "FRAIL")).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
