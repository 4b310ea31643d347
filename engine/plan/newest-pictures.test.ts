// New pictures that nobody takes: who is told, what is offered, and what new nodes begin with.

import { expect, test } from "vitest";
import { withServices } from "../../tests/contract/run-sample.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { createCatalog } from "../catalog/catalog.ts";
import { applyCommands } from "../document/apply.ts";
import type { WorkflowDocument } from "../document/types.ts";
import { makePlan } from "./plan.ts";
import { suitedParams } from "./suited.ts";

const catalog = createCatalog(nodeKinds);

type Step = readonly [id: string, kind: string, params: Record<string, never> | object];

/** A row of nodes behind a folder of pictures with shapes found in them. */
function flow(...steps: readonly Step[]): WorkflowDocument {
  const all: readonly Step[] = [
    ["pictures", "image-folder", { path: "photos" }],
    ["shapes", "find-shapes", {}],
    ...steps,
  ];
  return {
    format: "millrace",
    version: 1,
    nodes: all.map(([id, kind, params]) => ({ id, kind, version: 1, title: id, params: params as never })),
    edges: all.slice(1).map(([id], i) => ({ from: `${all[i][0]}.out`, to: `${id}.in` })),
    view: { nodes: {} },
  };
}

const planOf = (document: WorkflowDocument) =>
  withServices({ files: { "photos/notes.txt": "no picture" } }, (host) =>
    makePlan(document, catalog, { host }),
  );

async function told(...steps: readonly Step[]): Promise<string[]> {
  const { issues } = await planOf(flow(...steps));
  return issues
    .filter(({ code }) => code === "PICTURE_NOT_TAKEN")
    .map(({ node, got, expected }) => `${node}: ${got}, not ${expected}`);
}

const blur: Step = ["blur", "blur-regions", {}];
const write = (params: object = {}): Step => ["write", "write-images", { folder: "out", ...params }];

test("an action that writes the originals of blurred pictures is told, and the fix takes the new ones", async () => {
  const document = flow(blur, write());
  const { issues } = await planOf(document);
  const [issue] = issues.filter(({ code }) => code === "PICTURE_NOT_TAKEN");
  expect(issue).toMatchObject({
    severity: "warning",
    node: "write",
    path: "params.column",
    message:
      '"blur" makes the pictures "blurred", and no node takes them: "write" takes "image", as it was before.',
    fix: { label: 'Use "blurred"' },
  });
  const fixed = applyCommands(document, issue.fix!.commands);
  expect((await planOf(fixed)).issues.map(({ code }) => code)).not.toContain("PICTURE_NOT_TAKEN");
});

test.each<readonly [string, readonly Step[], readonly string[]]>([
  ["the new ones are taken", [blur, write({ column: "blurred" })], []],
  ["both are written", [blur, ["sheet", "contact-sheet", { folder: "s", column: "blurred" }]], []],
  ["they take the place of the old ones", [["blur", "blur-regions", { output: "image" }], write()], []],
  ["a report shows all there is", [blur, ["report", "html-report", { path: "r.html" }]], []],
  ["a drawing is left out", [["draw", "draw-marks", {}], write()], ["write: image, not marked"]],
  ["a smaller one is left out", [["small", "resize-image", {}], write()], ["write: image, not resized"]],
  ["a turned one is left out", [["turn", "rotate-image", {}], write()], ["write: image, not rotated"]],
  ["a crop is left out", [["cut", "crop-image", {}], write()], ["write: image, not crop"]],
  [
    "marks are drawn on what was not blurred",
    [blur, ["draw", "draw-marks", {}], write({ column: "marked" })],
    ["draw: image, not blurred"],
  ],
  [
    "boxes do not go with a smaller picture",
    [["small", "resize-image", {}], ["draw", "draw-marks", {}], write({ column: "marked" })],
    [],
  ],
  [
    "what was made before its source was replaced is no newer",
    [["draw", "draw-marks", {}], ["blur", "blur-regions", { output: "image" }], write()],
    ["blur: image, not marked"],
  ],
])("%s", async (_, steps, expected) => {
  expect(await told(...steps)).toEqual(expected);
});

test("a new node takes the newest pictures, also while it lacks a param; what is set stays", async () => {
  const chain = flow(blur, ["draw", "draw-marks", {}], ["write", "write-images", {}]);
  const suited = suitedParams(await planOf(chain), ["draw"]);
  expect(suited).toEqual([{ do: "set-param", id: "draw", param: "column", value: "blurred" }]);
  const behind = await planOf(applyCommands(chain, suited));
  expect(suitedParams(behind, ["draw", "write"])).toEqual([
    { do: "set-param", id: "write", param: "column", value: "marked" },
  ]);
  const set = flow(blur, write({ column: "image" }));
  expect(suitedParams(await planOf(set), ["write"])).toEqual([]);
});
