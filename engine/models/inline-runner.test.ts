// That runs in this thread are answered at once, and still leave the event loop its turns.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as make from "../../tests/models/make.ts";
import { diskFiles } from "../host/files.ts";
import { Turns } from "../host/turns.ts";
import type { Tensor } from "../sdk/services.ts";
import { openInline } from "./inline-runner.ts";
import { prepareModel, type PreparedModel } from "./prepared-model.ts";

let folder = "";
let model: PreparedModel;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "millrace-inline-"));
  await writeFile(join(folder, "mlp.onnx"), make.mlp());
  model = await prepareModel(diskFiles(folder), "mlp.onnx");
});
afterAll(() => rm(folder, { recursive: true }));

const x: Tensor = { dtype: "float32", dims: [1, 16], data: new Float32Array(16).fill(0.5) };
const tooShort: Tensor = { ...x, data: new Float32Array(3) };

/** Each look at the clock is 3 ms after the last one, as if each run took so long. */
function slowTurns(): Turns {
  let now = 0;
  return new Turns(() => (now += 3));
}

test("a short run is answered without a promise", async () => {
  const runner = await openInline(model, 1, new Turns(() => 0));
  const answer = runner.run({ x }, 1);
  expect(answer).not.toBeInstanceOf(Promise);
  expect(await answer).toMatchObject({ y: { dtype: "float32", dims: [1, 3] } });
  await runner.close();
  await expect(runner.run({ x }, 1)).rejects.toMatchObject({ code: "MODEL_CLOSED" });
});

test.each([
  ["answered", x],
  ["refused", tooShort],
])("runs one after the other that are %s let the event loop turn", async (_, tensor) => {
  const runner = await openInline(model, 1, slowTurns());
  let turns = 0;
  let over = false;
  const count = () => {
    turns++;
    if (!over) setImmediate(count);
  };
  setImmediate(count);
  for (let run = 0; run < 30; run++) {
    try {
      await runner.run({ x: tensor }, 1);
    } catch (error) {
      expect(error).toMatchObject({ code: "MODEL_FAILED" });
    }
  }
  over = true;
  // A turn of 8 ms has room for three runs of 3 ms; the looks at the clock around each turn take one more.
  expect(turns).toBeGreaterThanOrEqual(6);
  await runner.close();
});
