// audio-to-tensor: lengths, channels, values.

import { expect, test } from "vitest";
import type { TensorColumn } from "../../../engine/frames/column.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import audioToTensor from "./audio-to-tensor.ts";

async function tensors(cells: readonly (object | null)[], params: Record<string, unknown> = {}) {
  const result = await runNode(audioToTensor, { params, inputs: { in: [soundFrame(cells)] } });
  const columns = result.outputs.out.map((frame) => frame.column("samples") as TensorColumn);
  return { ...result, got: columns.map(({ shape, data }) => [shape, [...(data as Float32Array)]]) };
}

const stereo = soundOf([
  [0.5, 1, 0],
  [-0.5, 0, 0.5],
]);

test.each<[string, Record<string, unknown>, unknown[]]>([
  ["their mean", {}, [[3], [0, 0.5, 0.25]]],
  ["the first", { channels: "first" }, [[3], [0.5, 1, 0]]],
  [
    "each a row",
    { channels: "row" },
    [
      [2, 3],
      [0.5, 1, 0, -0.5, 0, 0.5],
    ],
  ],
  ["cut", { length: 2 }, [[2], [0, 0.5]]],
  ["filled up", { length: 5 }, [[5], [0, 0.5, 0.25, 0, 0]]],
  [
    "each a row, filled up",
    { channels: "row", length: 4 },
    [
      [2, 4],
      [0.5, 1, 0, 0, -0.5, 0, 0.5, 0],
    ],
  ],
  ["the loudest is 1", { normalise: "peak" }, [[3], [0, 1, 0.5]]],
])("%s", async (_, params, expected) => {
  expect((await tensors([stereo], params)).got).toEqual([expected]);
});

test("mean 0 and deviation 1", async () => {
  const { got } = await tensors([soundOf([[1, 2, 3, 4]])], { normalise: "standard" });
  const deviation = Math.sqrt(1.25 + 1e-7);
  expect(got[0][1]).toEqual([-1.5, -0.5, 0.5, 1.5].map((value) => Math.fround(value / deviation)));
});

test("silence stays silence", async () => {
  expect((await tensors([soundOf([[0, 0]])], { normalise: "peak" })).got).toEqual([[[2], [0, 0]]]);
});

test("one length for all keeps rows together; the plan knows it", async () => {
  const cells = [stereo, soundOf([[1]]), null];
  const { got, outputs, failed, schemas } = await tensors(cells, { length: 2 });
  expect(outputs.out.map(({ length }) => length)).toEqual([2]);
  expect(got).toEqual([[[2], [0, 0.5, 1, 0]]]);
  expect(failed).toMatchObject([{ row: 3, code: "NULL_VALUE" }]);
  expect(schemas.out?.fields.at(-1)?.type).toMatchObject({ shape: [2] });
  expect((await tensors(cells)).outputs.out.map(({ length }) => length)).toEqual([1, 1]);
});
