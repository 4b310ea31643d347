// A workflow checked, and what its nodes learn: what the calls for it do.

import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { rows, TABLE, WRITES, open, type Cases } from "../bench.ts";
import { workflow } from "../window-in-use.ts";

export const planCases = {
  "plan.make": async (bench) => {
    const { session } = await open(bench);
    const plan = await bench.window.bridge.plan.make({ session, revision: 7, document: TABLE });
    expect(plan.revision).toBe(7);
    expect(plan.nodes.rows.outputs.out.fields.map(({ name }) => name)).toEqual(["a", "b"]);
    const outside = workflow([["rows", "csv", { path: "/etc/passwd" }]]);
    const { issues } = await bench.window.bridge.plan.make({ session, revision: 8, document: outside });
    expect(issues.map(({ code }) => code)).toContain("FILE_NOT_ALLOWED");
  },
  "plan.trial": async (bench) => {
    const { session } = await open(bench);
    const { plan } = bench.window.bridge;
    expect(await plan.trial({ session, document: WRITES })).toEqual({ issues: [] });
    const document = workflow([rows, ["far", "select", { columns: ["far"] }]], ["rows -> far"]);
    const { issues } = await plan.trial({ session, document });
    expect(issues.map(({ node }) => node)).toContain("far");
  },
  "plan.suited": async (bench) => {
    const { session } = await open(bench);
    await writeFile(join(bench.folder, "rows.csv"), "a;b\n1;2\n3;4\n");
    const asked = { session, document: WRITES, nodes: ["out"] };
    expect(await bench.window.bridge.plan.suited(asked)).toEqual({
      commands: [{ do: "set-param", id: "out", param: "delimiter", value: ";" }],
    });
  },
  "plan.fit": async (bench) => {
    const { session } = await open(bench);
    const { params } = await bench.window.bridge.plan.fit({ session, document: TABLE, node: "scale" });
    expect(Object.keys(params).length).toBeGreaterThan(0);
  },
  "plan.train": async (bench) => {
    const { session } = await open(bench);
    const lines = Array.from({ length: 60 }, (_, i) => `${i},${i % 7},${(i * 3) % 5 > 2 ? "yes" : "no"}`);
    await writeFile(join(bench.folder, "train.csv"), `a,b,late\n${lines.join("\n")}\n`);
    const document = workflow(
      [
        ["rows", "csv", { path: "train.csv" }],
        ["model", "onnx"],
      ],
      ["rows -> model"],
    );
    const asked = { session, document, node: "model", target: "late", path: "late.onnx" };
    const { params, figures, learned, held } = await bench.window.bridge.plan.train(asked);
    expect(params).toEqual({ model: "late.onnx", nulls: "nan", scoreNames: "classes" });
    expect(figures.map(({ name }) => name)).toContain("AUC");
    expect(learned + held).toBe(60);
    expect(await readdir(bench.folder)).toEqual(expect.arrayContaining(["late.onnx", "late.card.md"]));
    // What was there before is not written over, unless it is the node's own.
    await expect(bench.window.bridge.plan.train(asked)).rejects.toMatchObject({
      failure: { code: "USAGE_EXISTS" },
    });
  },
  "plan.stopTraining": async (bench) => {
    const { session } = await open(bench);
    expect(await bench.window.bridge.plan.stopTraining({ session })).toEqual({});
  },
} satisfies Cases<"plan">;
