// mfcc: coefficients from decibels of mel bands. (The arithmetic is tested in _shared/sound/mel.test.ts.)

import { expect, test } from "vitest";
import type { TensorColumn } from "../../../engine/frames/column.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { noise, soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import logMel from "../log-mel/log-mel.ts";
import mfcc from "./mfcc.ts";

const small = { nFft: "512", hopLength: 160, nMels: 40 };
const inputs = { in: [soundFrame([soundOf([noise(3000, 2)])])] };

test("each frame is the cosine transform of its decibels", async () => {
  const { outputs } = await runNode(mfcc, { params: { ...small, nMfcc: 13 }, inputs });
  const got = outputs.out[0].column("coefficients") as TensorColumn;
  expect(got.shape).toEqual([13, 19]);
  const decibels = (await runNode(logMel, { params: small, inputs })).outputs.out[0].column(
    "mel",
  ) as TensorColumn;
  const bands = decibels.data as Float32Array;
  const data = got.data as Float32Array;
  for (const [k, frame] of [
    [0, 0],
    [1, 5],
    [12, 18],
  ]) {
    let sum = 0;
    for (let n = 0; n < 40; n++) sum += bands[n * 19 + frame] * Math.cos((Math.PI * k * (2 * n + 1)) / 80);
    // Bands are rounded to float32 here, and not inside.
    expect(Math.abs(data[k * 19 + frame] - sum * Math.sqrt((k === 0 ? 1 : 2) / 40))).toBeLessThan(1e-4);
  }
});

test("silence has a first coefficient only", async () => {
  const { outputs } = await runNode(mfcc, {
    params: small,
    inputs: { in: [soundFrame([soundOf([new Float32Array(900)])])] },
  });
  const data = (outputs.out[0].column("coefficients") as TensorColumn).get(0) as Float32Array;
  expect(data[0]).toBeCloseTo(-100 * Math.sqrt(40), 3);
  expect(Math.max(...data.slice(6).map(Math.abs))).toBeLessThan(1e-4);
});

test("more coefficients than bands is an issue with its repair; what cannot be read fails", async () => {
  const { issues } = await runNode(mfcc, { params: { ...small, nMfcc: 41 }, inputs });
  expect(issues).toMatchObject([
    { code: "PARAM_INVALID", path: "params.nMfcc", fix: { label: "Set it to 40" } },
  ]);
  const { failed } = await runNode(mfcc, { params: small, inputs: { in: [soundFrame([null])] } });
  expect(failed).toMatchObject([{ code: "NULL_VALUE" }]);
});
