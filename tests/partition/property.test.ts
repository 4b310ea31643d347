// Do the parts of a batch make the whole? For random files and random graphs of nodes that go row by row, run in parts of any number.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import type { EdgeDocument, NodeDocument, WorkflowDocument } from "../../engine/document/types.ts";
import { documentOfPart, partitionIssues } from "../../engine/plan/partition.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import type { FailedRow } from "../../engine/runtime/events.ts";
import { run } from "../../engine/runtime/run.ts";
import { pathOfPart, type Partition } from "../../engine/sdk/partition.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { memoryFiles } from "../support/memory-files.ts";
import { bareHost } from "../support/run-workflow.ts";
import { csvText } from "./rows.ts";

const catalog = createCatalog(nodeKinds);

type Step = readonly [kind: string, params: (name: string) => Readonly<Record<string, unknown>>];

/** Nodes that know a row by itself; each adds a column of its own name, or takes rows away. */
const STEPS: readonly Step[] = [
  ["formula", (name) => ({ columns: { [name]: "a * 2.0 - b" } })],
  ["filter", () => ({ condition: "a > -60.0 || b < 0.0" })],
  ["threshold", (name) => ({ column: "a", value: 10, output: name })],
  ["impute", () => ({ columns: ["b"], strategy: "constant", values: { b: 0 } })],
  ["sample", () => ({ mode: "every", every: 3 })],
  ["sample", () => ({ fraction: 0.7, seed: 4 })],
];

interface Graph {
  readonly source: NodeDocument;
  readonly steps: readonly (readonly [step: Step, before: number])[];
  readonly rejoin: boolean;
  readonly sinks: readonly (readonly [kind: "write-csv" | "write-jsonl", before: number])[];
}

const types = { id: "text", a: "float64", b: "float64" };
const nodeOf = (id: string, kind: string, params: object): NodeDocument => ({
  id,
  kind,
  version: 1,
  title: id,
  params: params as NodeDocument["params"],
});

const source = fc.oneof(
  fc.constant(nodeOf("rows", "csv", { path: "rows.csv", types })),
  fc
    .integer({ min: 1, max: 9 })
    .map((count) =>
      Array.from({ length: count }, (_, i) => ({ id: `${i}`, a: i * 7 - 20, b: i % 2 ? i : null })),
    )
    .map((rows) => nodeOf("rows", "inline", { rows, types })),
  fc.nat(5000).map((rows) =>
    nodeOf("rows", "generate", {
      rows,
      columns: {
        id: { kind: "sequence" },
        a: { kind: "normal", mean: 0, deviation: 50, nulls: 0.1 },
        b: { kind: "uniform", min: -9, max: 9, nulls: 0.1 },
      },
    }),
  ),
);

const graph: fc.Arbitrary<Graph> = fc.record({
  source,
  steps: fc.array(fc.tuple(fc.constantFrom(...STEPS), fc.nat()), { maxLength: 5 }),
  rejoin: fc.boolean(),
  sinks: fc.array(fc.tuple(fc.constantFrom("write-csv", "write-jsonl"), fc.nat()), {
    minLength: 1,
    maxLength: 3,
  }),
});

function documentOf({ source: first, steps, rejoin, sinks }: Graph): WorkflowDocument {
  const nodes = [first];
  const edges: EdgeDocument[] = [];
  const outputs = ["rows.out"];
  const add = (node: NodeDocument, from: readonly string[]) => {
    nodes.push(node);
    edges.push(...from.map((output) => ({ from: output, to: `${node.id}.in` })));
  };
  for (const [i, [[kind, params], before]] of steps.entries()) {
    add(nodeOf(`step${i}`, kind, params(`c${i}`)), [outputs[before % outputs.length]]);
    outputs.push(`step${i}.out`);
  }
  if (rejoin) {
    const branches = [{ id: "high", condition: "a > 0.0" }];
    add(nodeOf("split", "branch", { branches }), [outputs.at(-1)]);
    add(nodeOf("again", "union", {}), ["split.high", "split.otherwise"]);
    outputs.push("split.otherwise", "again.out");
  }
  for (const [i, [kind, before]] of sinks.entries())
    add(nodeOf(`sink${i}`, kind, { path: `out${i}.txt` }), [outputs[before % outputs.length]]);
  return { format: "millrace", version: 1, nodes, edges, view: { nodes: {} } };
}

interface Done {
  readonly outputs: readonly string[];
  readonly failed: readonly FailedRow[];
  readonly rows: number;
}

async function runOf(document: WorkflowDocument, text: string, partition: Partition | null): Promise<Done> {
  const files = memoryFiles({ "rows.csv": text });
  const host = bareHost({ files });
  const own = partition ? await documentOfPart(document, catalog, partition) : document;
  const plan = await makePlan(own, catalog, { host });
  expect(partitionIssues(plan)).toEqual([]);
  const failed: FailedRow[] = [];
  const onFailedRows = (rows: readonly FailedRow[]) => void failed.push(...rows);
  const summary = await run(plan, { host, onFailedRows, ...(partition && { partition }) }).done;
  if (summary.error) throw new Error(`${summary.error.code}: ${summary.error.message}`);
  const sinks = document.nodes.filter(({ kind }) => kind.startsWith("write-"));
  const outputs = sinks.map(({ params: { path } }) => {
    const written = files.text(partition ? pathOfPart(path as string, partition) : (path as string));
    expect(written).toBeDefined();
    return written!;
  });
  return { outputs, failed, rows: summary.rows };
}

/**
 * Which node fails a row first may differ from run to run. Whether a broken quote is never closed, or in the wrong place
 * further on, only the whole can tell: the row fails in either case.
 */
const inOrder = (rows: readonly FailedRow[]) =>
  rows
    .map(({ code, cause, ...row }) =>
      JSON.stringify(code.startsWith("QUOTE_") ? { ...row, code: "QUOTE" } : { ...row, code, cause }),
    )
    .toSorted();

describe("a batch in parts", () => {
  test("writes what the whole writes, to the byte, and fails the same rows at the same places", async () => {
    await fc.assert(
      fc.asyncProperty(graph, csvText, fc.constantFrom(1, 2, 3, 7, 40), async (drawn, text, count) => {
        const document = documentOf(drawn);
        const whole = await runOf(document, text, null);
        const parts: Done[] = [];
        for (let index = 0; index < count; index++) parts.push(await runOf(document, text, { index, count }));
        for (const [i, output] of whole.outputs.entries())
          expect(parts.map(({ outputs }) => outputs[i]).join("")).toBe(output);
        expect(inOrder(parts.flatMap(({ failed }) => failed))).toEqual(inOrder(whole.failed));
        expect(parts.reduce((sum, { rows }) => sum + rows, 0)).toBe(whole.rows);
      }),
      { numRuns: 120, seed: 11 },
    );
  });
});
