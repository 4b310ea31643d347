// Where files lie in a container: two that are called alike never share a place.

import { expect, test } from "vitest";
import type { Plan } from "../../plan/types.ts";
import { createCatalog } from "../../catalog/catalog.ts";
import { nodeKinds } from "../../../nodes/index.ts";
import { containerSettings } from "./places.ts";

const catalog = createCatalog(nodeKinds);

async function planOf(
  nodes: readonly (readonly [id: string, kind: string, params: object])[],
): Promise<Plan> {
  const planned = await Promise.all(
    nodes.map(async ([id, kind, params]) => ({
      id,
      title: id,
      params,
      definition: await catalog.load(kind),
    })),
  );
  return {
    document: { nodes: nodes.map(([id, kind, params]) => ({ id, kind, version: 1, title: id, params })) },
    nodes: planned,
    edges: [],
    issues: [],
  } as unknown as Plan;
}

const placesOf = (plan: Plan) =>
  Object.fromEntries(containerSettings(plan).map(({ name, inside }) => [name, inside]));

test("files lie flat, by their own names, and by their setting's where that is taken", async () => {
  const plan = await planOf([
    ["a", "csv", { path: "in/rows.csv" }],
    ["b", "csv", { path: "other\\rows.csv" }],
    ["c", "csv", { path: "./in/rows.csv" }],
    ["d", "image-folder", { path: "." }],
    ["g", "csv", { path: "in/two\nlines.csv" }],
    ["e", "write-csv", { path: "/srv/rows.csv" }],
    ["f", "write-csv", { path: "deep/rows.csv" }],
  ]);
  expect(placesOf(plan)).toEqual({
    input: "/data/rows.csv",
    bPath: "/data/b-path-rows.csv",
    cPath: "/data/rows.csv",
    dPath: "/data/d-path",
    gPath: "/data/g-path",
    output: "/out/rows.csv",
    fPath: "/out/f-path-rows.csv",
  });
});

test("models are part of the image, and values stay as they are", async () => {
  const plan = await planOf([
    ["m", "onnx", { model: "models/m.onnx" }],
    ["late", "threshold", { column: "x", value: 7 }],
  ]);
  expect(placesOf(plan)).toEqual({ lateValue: "7" });
});
