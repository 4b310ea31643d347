// Do issues name the cause, and only it: a column that is text for a reason, nodes behind one that has an error?

import { expect, test } from "vitest";
import { fixesOf, hasErrors } from "../../engine/document/issue.ts";
import { applyCommands } from "../../engine/document/apply.ts";
import { createCatalog } from "../../engine/catalog/catalog.ts";
import type { Plan } from "../../engine/plan/types.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import type { HostServices } from "../../engine/sdk/services.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { bareHost } from "../support/run-workflow.ts";
import { memoryFiles } from "../support/memory-files.ts";
import { flowOf, type NodeLine } from "./support/bad-case.ts";

const catalog = createCatalog(nodeKinds);
const CSV = "id,sent,got,gap\n1,31.01.2026,01.02.2026,\n2,30.01.2026,02.02.2026,\n";

async function issuesOf(text: string, params: Readonly<Record<string, unknown>> = {}) {
  const document = flowOf([
    ["input", "csv", { path: "in.csv", ...params }],
    ["show", "print-table"],
  ]);
  const plan = await makePlan(document, catalog, {
    host: bareHost({ files: memoryFiles({ "in.csv": text }) }),
  });
  return { issues: plan.issues, columns: plan.nodes[0].outputs.out.fields.map(({ name }) => name) };
}

const oneCsv = flowOf([["input", "csv", { path: "in.csv" }]]);

/** The plan without what is said in passing. */
async function planned(...nodes: NodeLine[]): Promise<Plan> {
  const document = flowOf([["input", "csv", { path: "in.csv" }], ...nodes, ["show", "print-table"]]);
  const plan = await makePlan(document, catalog, { host: host() });
  return { ...plan, issues: plan.issues.filter(({ severity }) => severity !== "info") };
}

function host(): HostServices {
  return bareHost({ files: memoryFiles({ "in.csv": CSV }) });
}

test("dates that are still text are explained with the source that reads them, and its fix", async () => {
  const { issues, document } = await planned([
    "lag",
    "formula",
    { columns: { days: "daysBetween(sent, got)" } },
  ]);
  expect(issues).toHaveLength(1);
  expect(issues[0]).toMatchObject({ code: "EXPRESSION_TYPE", node: "lag" });
  expect(issues[0].message).toContain('"sent" is read as text by input.');
  expect(issues[0].hint).toBe("At input: Set Date form (dateFormat) to dd.MM.yyyy to have dates.");
  const mended = applyCommands(document, issues[0].fix!.commands);
  expect((await makePlan(mended, catalog, { host: host() })).issues).toEqual([]);
});

test.each<[string, string, NodeLine]>([
  ["COLUMN_TYPE", "pack", ["pack", "pack", { columns: ["id", "gap"], output: "x" }]],
  ["EXPRESSION_TYPE", "formula", ["f", "formula", { columns: { twice: "gap * 2" } }]],
])(
  "a column that is always empty is said to be: %s of %s; the fix sets its type at the source",
  async (code, _, node) => {
    const plan = await planned(node);
    expect(plan.issues).toHaveLength(1);
    const [{ message, hint, fix }] = plan.issues;
    expect(plan.issues[0].code).toBe(code);
    expect(message).toContain('"gap" is empty in all rows that were looked at');
    expect(hint).toBe("Say in Types (types) of input what it is, such as float64.");
    const mended = applyCommands(plan.document, fix!.commands);
    expect(hasErrors((await makePlan(mended, catalog, { host: host() })).issues)).toBe(false);
  },
);

test("nodes behind a formula with an error do not miss its column", async () => {
  const { issues } = await planned(
    ["f", "formula", { columns: { days: "dayBetween(sent, got)", weeks: "days / 7" } }],
    ["rename", "rename", { names: { days: "age" } }],
    ["keep", "select", { columns: ["id", "age", "weeks", "typo"] }],
    ["old", "filter", { condition: "age > 3" }],
  );
  expect(issues.map(({ node, code }) => [node, code])).toEqual([
    ["f", "EXPRESSION_FUNCTION"],
    ["keep", "COLUMN_UNKNOWN"],
  ]);
  expect(issues[1].got).toBe("typo");
});

test.each<[NodeLine, string, string]>([
  [
    ["w", "window", { columns: [{ name: "a", source: "id", column: "id", of: "lag" }] }],
    "params.columns[0]",
    '"New columns", entry 1 has the unknown key source; known: name, column, of, rows.',
  ],
  [
    ["b", "branch", { branches: [{ id: "a", if: "id > 1", condition: "id > 1" }] }],
    "params.branches[0]",
    '"Branches", entry 1 has the unknown key if; known: id, label, condition.',
  ],
  [
    ["g", "generate", { columns: { x: { kind: "normal", sd: 2 } } }],
    "params.columns.x",
    '"Columns", "x" has the unknown key sd; known: kind, mean, deviation, nulls.',
  ],
])("an unknown key in a list of a param is named with the known ones: %#", async (node, path, message) => {
  const { issues } = await planned(node);
  expect(issues[0]).toMatchObject({ code: "PARAM_INVALID", path, message });
});

test("what an entry of a list lacks is named with the entry", async () => {
  const columns = [
    { name: "n", of: "count" },
    { column: "id", of: "sum" },
  ];
  const { issues } = await planned(["sum", "aggregate", { columns }]);
  expect(issues[0]).toMatchObject({
    code: "PARAM_INVALID",
    path: "params.columns[1].name",
    message: '"New columns", entry 2, "name" is missing; it must be text.',
    hint: "Add it. Each with a name, a function (of) and a source column.",
  });
});

test("a misspelt port is mended to the one that was meant, and any other wire removed", async () => {
  const lines: NodeLine[] = [
    ["input", "csv", { path: "in.csv" }],
    ["split", "branch", { branches: [{ id: "late", condition: "id > 1" }] }],
    ["show", "print-table"],
    ["rest", "print-table"],
  ];
  const wires = ["input.out -> split.in", "split.laet -> show.in", "split.nothing -> rest.in"];
  const document = flowOf(lines, wires);
  const { issues } = await makePlan(document, catalog, { host: host() });
  const [misspelt, stranger] = issues.filter(({ code }) => code === "PORT_UNKNOWN");
  expect(misspelt.hint).toContain('Did you mean "late"?');
  expect(applyCommands(document, misspelt.fix!.commands).edges).toContainEqual({
    from: "split.late",
    to: "show.in",
  });
  expect(stranger.fix!.label).toBe("Remove the wire");
});

test("each of several ways out of an issue is made for the node that it mends", async () => {
  const rows = Array.from({ length: 20 }, (_, i) => `${i},${i === 7 ? "n.v." : i}\n`).join("");
  const { issues } = await issuesOf(`id,a\n${rows}`);
  expect(issues).toMatchObject([{ code: "COLUMN_MIXED", fix: { label: 'Read "n.v." as no value' } }]);
  const params = fixesOf(issues[0]).map(({ commands }) => applyCommands(oneCsv, commands).nodes[0].params);
  expect(params).toEqual([
    { path: "in.csv", alsoNull: ["n.v."] },
    { path: "in.csv", types: { a: "text" } },
  ]);
});

test("times that are declared in another form than the cells have are a warning", async () => {
  const { issues } = await issuesOf(CSV, { types: { sent: "date" } });
  expect(issues.filter(({ severity }) => severity !== "info")).toMatchObject([
    { code: "COLUMN_MIXED", severity: "warning", path: "params.types.sent" },
  ]);
  expect(issues[0].message).toContain('"31.01.2026", "30.01.2026" cannot be read as one');
  expect((await issuesOf(CSV, { types: { sent: "date" }, dateFormat: "dd.MM.yyyy" })).issues).toEqual([]);
});

test("the first line of Excel names the delimiter, and a comment is no header", async () => {
  expect(await issuesOf("sep=;\r\na;b\r\n1,5;2,5\r\n")).toEqual({ issues: [], columns: ["a", "b"] });
  expect((await issuesOf("# made by hand\na,b\n1,2\n")).issues).toContainEqual(
    expect.objectContaining({ code: "HEADER_IS_COMMENT", severity: "warning" }),
  );
});

test("one word where a list is wanted is shown as a list", async () => {
  const { issues } = await planned(["keep", "select", { columns: "id" }]);
  expect(issues[0].hint).toMatch(/^Make a list of it, with "id" as its entry\. \S/);
});
