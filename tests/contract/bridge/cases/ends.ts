// Runs whose process ends, or is ended, in their midst.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { slow } from "../../../models/make.ts";
import { WRITES, ENDLESS, open, type Case } from "../bench.ts";
import { workflow } from "../window-in-use.ts";

/** Inside one call of a model's runtime nothing can be asked of the process: it is killed, or dies, and the model's node is named. */
export const endOfInference: Case = async (bench) => {
  await writeFile(join(bench.folder, "slow.onnx"), slow({ layers: 400 }));
  await writeFile(join(bench.folder, "long.csv"), `a,b,c,d\n${"1,2,3,4\n".repeat(50)}`);
  const document = workflow(
    [
      ["rows", "csv", { path: "long.csv" }],
      ["model", "onnx", { model: "slow.onnx" }],
      ["out", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> model", "model -> out"],
  );
  const { session } = await open(bench);
  const begin = async () => {
    const { run } = await bench.window.bridge.run.start({ session, document, dryRun: false });
    await bench.window.told("run.event", (told) => told.run === run && told.event.type === "progress");
    return run;
  };
  const stopped = await begin();
  await bench.window.bridge.run.stop({ run: stopped });
  expect(await bench.window.endOf(stopped)).toMatchObject({ outcome: "cancelled" });
  const killed = await begin();
  await bench.killEngines();
  expect(await bench.window.endOf(killed)).toMatchObject({
    outcome: "failed",
    error: { code: "ENGINE_CRASHED", node: "model" },
  });
};

/** A run whose process the system ends ends as failed; it is told where, and it is not begun again. */
export const crashOfRun: Case = async (bench) => {
  const { session } = await open(bench);
  const { run } = await bench.window.bridge.run.start({ session, document: ENDLESS, dryRun: false });
  await bench.window.told("run.event", ({ event }) => event.type === "progress");
  await bench.killEngines();
  expect(await bench.window.endOf(run)).toMatchObject({
    outcome: "failed",
    error: { code: "ENGINE_CRASHED", node: "rows" },
  });
  expect(await bench.window.run(session, WRITES)).toMatchObject({ outcome: "done" });
};
