// What models are computed by: asked for by flag, variable or node, told in the summary, and refused where it is not there.

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "../../e2e/setup/chromium.ts";
import type { RunEvent } from "../../engine/runtime/events.ts";
import { mlp } from "../models/make.ts";
import { workspace } from "./millrace.ts";

const work = workspace();
const RUN = ["run", "flow.millrace.json"];

/** OpenVINO is in no build of the runtime's binding, on no machine. */
const MISSING = "openvino";

beforeAll(async () => {
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [], outputs: 2 }));
  await work.write("in.csv", "x0,x1\n0.5,1\n1.5,2\n");
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "in.csv" }],
      ["model", "onnx", { model: "m.onnx" }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> model", "model -> out"],
  );
});

describe("what is not there", () => {
  test.each<[string, string[], NodeJS.ProcessEnv, string]>([
    ["a name that means nothing", ["--provider", "gpu"], {}, "PROVIDER_UNKNOWN"],
    ["the same in the environment", [], { MILLRACE_PROVIDER: "cpu,gpu" }, "PROVIDER_UNKNOWN"],
    ["by flag", ["--provider", MISSING], {}, "PROVIDER_MISSING"],
    ["by the environment", [], { MILLRACE_PROVIDER: MISSING }, "PROVIDER_MISSING"],
    ["by the node", ["--set", `model.provider=${MISSING}`], {}, "PROVIDER_MISSING"],
  ])("is refused: %s", async (_, args, env, code) => {
    const { code: exit, stderr } = await work.millrace([...RUN, ...args], env);
    expect([exit, stderr]).toEqual([2, expect.stringContaining(`error ${code}`)]);
    expect(await work.names()).not.toContain("out.csv");
  });

  test.each<[string, string[]]>([
    ["the flag", ["--provider", `${MISSING},cpu`]],
    ["the node", ["--set", `model.provider=${MISSING}`, "--set", "model.providerElse=cpu"]],
  ])("leaves the model to the processor where %s allows it, and that is told", async (_, args) => {
    const { code, stderr } = await work.millrace([...RUN, ...args]);
    expect(code, stderr).toBe(0);
    expect(stderr).toContain("warning PROVIDER_REPLACED  node model\n");
    expect(stderr).toMatch(/ {2}model: computed by cpu\n {4}not by openvino: .+\n/);
  });
});

test("a node goes before the run, and events tell what computed", async () => {
  const args = [...RUN, "--provider", MISSING, "--set", "model.provider=cpu", "--events", "ndjson"];
  const { code, stdout } = await work.millrace(args);
  const last = JSON.parse(stdout.trimEnd().split("\n").at(-1)) as RunEvent;
  expect([code, last]).toMatchObject([
    0,
    { type: "run-done", summary: { models: [{ node: "model", provider: "cpu", placement: "inline" }] } },
  ]);
});

test("a run on the processor says nothing of it", async () => {
  const { stderr } = await work.millrace(RUN);
  expect(stderr).not.toContain("computed by");
});

test("an accelerator computes: WebGPU, driven by the software that Chromium brings", async ({ skip }) => {
  const folder = dirname(findChromium() ?? "");
  const driver = join(folder, "vk_swiftshader_icd.json");
  const isThere = process.platform === "linux" && process.arch === "x64" && existsSync(driver);
  skip(!isThere || !existsSync(join(folder, "libvulkan.so.1")), "there is no software driver of Vulkan here");
  const env = { LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: driver, VK_DRIVER_FILES: driver };
  await work.millrace(RUN);
  const right = numbersOf(await work.read("out.csv"));
  const { code, stderr } = await work.millrace([...RUN, "--provider", "webgpu"], env);
  expect([code, stderr]).toEqual([0, expect.stringContaining("  model: computed by webgpu\n")]);
  const found = numbersOf(await work.read("out.csv"));
  expect(found).toHaveLength(right.length);
  found.forEach((value, i) => expect(value).toBeCloseTo(right[i], 4));
});

function numbersOf(csv: string): number[] {
  return csv.trimEnd().split("\n").slice(1).join(",").split(",").map(Number);
}

describe("the doctor", () => {
  test("tells of the machine as JSON, and that all is well", async () => {
    const { code, stdout } = await work.millrace(["doctor", "--json"]);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect([code, report.problems]).toEqual([0, []]);
    expect(report).toMatchObject({
      node: process.versions.node,
      machine: { arch: process.arch, cores: expect.any(Number) as number },
      provider: "cpu",
      selfTest: { right: true },
    });
    expect(report.providers).toContainEqual(
      expect.objectContaining({ provider: "cpu", works: true, reason: null }),
    );
    expect(report.providers).toContainEqual(
      expect.objectContaining({
        provider: MISSING,
        works: false,
        reason: expect.stringContaining("no openvino") as string,
      }),
    );
    expect(report.packages).toContainEqual({ name: "onnxruntime-node", version: "1.30.0", problem: null });
  });

  test("says what keeps workflows from running, and ends with 1", async () => {
    const env = { TMPDIR: work.path("in.csv"), TEMP: work.path("in.csv"), MILLRACE_PROVIDER: MISSING };
    const { code, stdout } = await work.millrace(["doctor"], env);
    expect(code).toBe(1);
    expect(stdout).toContain(`problems     Nothing can be written in ${work.path("in.csv")}`);
    expect(stdout).toContain(`MILLRACE_PROVIDER asks for ${MISSING}, which does not work here.`);
  });
});
