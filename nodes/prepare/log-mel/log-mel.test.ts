// log-mel: the tensor, its shape in the plan, and recordings that are too short. (The arithmetic is tested in _shared/sound/mel.test.ts.)

import { expect, test } from "vitest";
import type { TensorColumn } from "../../../engine/frames/column.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { sine, soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import logMel from "./log-mel.ts";

const small = { nFft: "512", hopLength: 160, nMels: 40, fmax: 8000 };

async function mel(cells: readonly (object | null)[], params: Record<string, unknown> = {}) {
  const result = await runNode(logMel, {
    params: { ...small, ...params },
    inputs: { in: [soundFrame(cells)] },
  });
  const tensors = (result.outputs.out ?? []).map((frame) => frame.column("mel") as TensorColumn);
  return { ...result, tensors };
}

test("a tone stands in its band, in every frame", async () => {
  const { tensors, schemas } = await mel([soundOf([sine(1000, 0.5)])]);
  expect(schemas.out?.fields.at(-1)?.type).toEqual({
    type: "tensor",
    dtype: "float32",
    shape: [40, "mel_frames"],
  });
  const [tensor] = tensors;
  expect(tensor.shape).toEqual([40, 51]);
  const data = tensor.data as Float32Array;
  for (let frame = 3; frame < 48; frame++) {
    const column = Array.from({ length: 40 }, (_, band) => data[band * 51 + frame]);
    // 40 bands up to 8 kHz: 1000 Hz are 15 of 45.2 mel.
    expect(column.indexOf(Math.max(...column))).toBe(13);
  }
});

test("decibels of silence are those of amin; the range is kept below the loudest", async () => {
  const silence = (await mel([soundOf([new Float32Array(4000)])])).tensors[0].data as Float32Array;
  expect(new Set(silence)).toEqual(new Set([-100]));
  const loud = (await mel([soundOf([sine(1000, 0.5)])], { ref: "max", topDb: 80 })).tensors[0]
    .data as Float32Array;
  expect(Math.max(...loud)).toBe(0);
  expect(Math.min(...loud)).toBe(-80);
});

test("stereo is mixed; recordings of one length share a frame, others have their own", async () => {
  const tone = sine(500, 0.2);
  const { tensors, outputs } = await mel([soundOf([tone, tone]), soundOf([tone]), soundOf([sine(500, 0.3)])]);
  expect(outputs.out.map(({ length }) => length)).toEqual([2, 1]);
  expect(tensors.map(({ shape }) => shape)).toEqual([
    [40, 21],
    [40, 31],
  ]);
  expect([...(tensors[0].get(0) as Float32Array)]).toEqual([...(tensors[0].get(1) as Float32Array)]);
});

test("too short for a frame that is not centred, or no recording: failed rows", async () => {
  const { failed } = await mel([soundOf([new Float32Array(511)]), null, soundOf([new Float32Array(512)])], {
    center: false,
  });
  expect(failed.map(({ row, code }) => [row, code])).toEqual([
    [1, "AUDIO_TOO_SHORT"],
    [2, "NULL_VALUE"],
  ]);
});

test.each([
  [{ winLength: 1000 }, "params.winLength"],
  [{ fmin: 4000, fmax: 3000 }, "params.fmax"],
])("%j is an issue", async (params, path) => {
  expect((await mel([soundOf([[0]])], params)).issues).toMatchObject([{ code: "PARAM_INVALID", path }]);
});
