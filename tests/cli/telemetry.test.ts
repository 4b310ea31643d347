// Does a run leave nothing of the runtime's own below the person's home, wherever its model is computed?

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { mlp } from "../models/make.ts";
import { workspace } from "./millrace.ts";

const work = workspace();

beforeAll(() => work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 })));

/** All that the programs need of this environment. */
const KEPT = ["PATH", "TMPDIR"];

/** An empty home, and an environment in which nobody has said anything about telemetry. */
function freshHome(name: string): { readonly env: NodeJS.ProcessEnv; left(): string[] } {
  const home = work.path(name);
  mkdirSync(home);
  // Where a program is built or tested unattended (CI), the runtime is silent by itself.
  const silenced = Object.keys(process.env).filter((name) => !KEPT.includes(name));
  const env = { ...Object.fromEntries(silenced.map((name) => [name, undefined])), HOME: home };
  return { env, left: () => readdirSync(home, { recursive: true, encoding: "utf8" }) };
}

// On Windows the runtime reports in another way, which this variable does not concern.
describe.skipIf(process.platform === "win32")("nothing is left at home", () => {
  test.each([
    ["inline", { placement: "inline" }],
    ["lane", { placement: "lane" }],
    ["child", { memoryLimitMb: 500 }],
  ])("by a model computed in a place of the kind %s", async (place, params) => {
    await work.flow(
      `${place}.millrace.json`,
      [
        ["rows", "inline", { rows: [{ x0: 1, x1: 2 }] }],
        ["model", "onnx", { model: "m.onnx", ...params }],
        ["show", "print-table"],
      ],
      ["rows -> model", "model -> show"],
    );
    const home = freshHome(`home-${place}`);
    const { code, stderr } = await work.millrace(["run", `${place}.millrace.json`], home.env);
    expect(stderr).not.toMatch(/^error/m);
    expect(code).toBe(0);
    expect(home.left()).toEqual([]);
  });

  test("by looking at a model", async () => {
    const home = freshHome("home-inspect");
    expect((await work.millrace(["inspect", "m.onnx"], home.env)).code).toBe(0);
    expect(home.left()).toEqual([]);
  });

  test("though the runtime by itself does leave something: else these tests would say nothing", () => {
    const home = freshHome("home-bare");
    const model = JSON.stringify(work.path("m.onnx"));
    const runtime = JSON.stringify(import.meta.resolve("onnxruntime-node"));
    const script = `import(${runtime}).then(({ default: ort }) => ort.InferenceSession.create(${model}))`;
    execFileSync(process.execPath, ["-e", script], { env: { ...process.env, ...home.env } });
    expect(home.left()).not.toEqual([]);
  });
});
