import { expect, test } from "vitest";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { behindFirst, compatibleKinds } from "./compatible.ts";

type Ports = KindDescription["inputs"];

function kind(name: string, inputs: Ports, outputs: Ports): KindDescription {
  return {
    kind: name,
    version: 1,
    category: "prepare",
    field: "tables",
    title: name,
    summary: "",
    keywords: [],
    presets: [],
    params: [],
    inputs,
    outputs: { ...outputs, error: { flow: "table" } },
    dynamicOutputs: false,
    effects: [],
    determinism: "pure",
    state: "none",
    canFit: false,
  };
}

const KINDS = new Map(
  [
    kind("microphone", {}, { out: { flow: "audio" } }),
    kind("camera", {}, { out: { flow: "image" } }),
    kind("shrink", { in: { flow: "image" } }, { out: { flow: "image" } }),
    kind("loudness", { in: { flow: "audio" } }, { out: { flow: "table" } }),
    kind("writer", { in: { flow: "table" } }, {}),
  ].map((each) => [each.kind, each]),
);

const document: WorkflowDocument = {
  format: "millrace",
  version: 1,
  nodes: ["microphone", "shrink"].map((name) => ({
    id: name,
    kind: name,
    version: 1,
    title: name,
    params: {},
  })),
  edges: [],
  view: { nodes: {} },
};

const names = (from: Parameters<typeof compatibleKinds>[2]) =>
  compatibleKinds(document, KINDS, from).map((each) => each.kind);

test("from an output: those that take what flows there, and tables, which take everything", () =>
  expect(names({ node: "microphone", port: "out", side: "output" })).toEqual(["loudness", "writer"]));

test("from an input: those that give it; the port of failed rows does not count", () =>
  expect(names({ node: "shrink", port: "in", side: "input" })).toEqual(["camera", "shrink", "loudness"]));

test("without a wire: all", () => expect(names(undefined)).toHaveLength(KINDS.size));

test("behind a node come those first that its output fits", () => {
  const names = (id: string) => {
    const { behind, others } = behindFirst(document, KINDS, { id }, [...KINDS.values()]);
    return [behind, others].map((kinds) => kinds.map(({ kind }) => kind));
  };
  expect(names("shrink")).toEqual([
    ["shrink", "writer"],
    ["microphone", "camera", "loudness"],
  ]);
});
