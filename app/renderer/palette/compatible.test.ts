import { expect, test } from "vitest";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { KindDescription } from "../../bridge/shapes.ts";
import { behindFirst, compatibleKinds, fieldOfRows, ofFieldFirst } from "./compatible.ts";

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

test("behind pictures come kinds for pictures first, whatever kind has given them", () => {
  const image = { name: "page", type: { type: "image" }, nullable: false } as const;
  const text = { name: "path", type: { type: "text" }, nullable: false } as const;
  expect(fieldOfRows([{ fields: [text, image] }], { field: "text" })).toBe("pictures");
  expect(fieldOfRows([{ fields: [text] }], { field: "text" })).toBe("text");
  const kinds = [...KINDS.values()].map((each) =>
    each.kind === "shrink" ? { ...each, field: "pictures" as const } : each,
  );
  const { own, others } = ofFieldFirst(kinds, "pictures");
  expect([own, others].map((some) => some.map(({ kind }) => kind))).toEqual([
    ["shrink"],
    ["microphone", "camera", "loudness", "writer"],
  ]);
  expect(ofFieldFirst(kinds, "tables").own).toEqual([]);
});
