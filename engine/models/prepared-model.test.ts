// What is known of a model before it runs: what makes its answers hang on how it is run.

import { resolve } from "node:path";
import { expect, test } from "vitest";
import { diskFiles } from "../host/files.ts";
import { prepareModel } from "./prepared-model.ts";

const PLAYBOOK = resolve(import.meta.dirname, "../../templates/shipment-delay");

test("trees are added up in another order by several threads, so such a model is known by its operator", async () => {
  const { threaded, coupling } = await prepareModel(diskFiles(PLAYBOOK), "models/delay.onnx");
  expect(threaded).toEqual(["ai.onnx.ml:TreeEnsembleRegressor"]);
  expect(coupling).toEqual([]);
});
