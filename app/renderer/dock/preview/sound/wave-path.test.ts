import { expect, test } from "vitest";
import { curvePath, wavePath } from "./wave-path.ts";

test("each point is a stroke from its greatest to its least value, as high as the loudest allows", () => {
  const peaks = new Uint8Array(Int16Array.of(-16_384, 16_384, 0, 8192).buffer);
  expect(wavePath(peaks, 0, 2, 0.5)).toBe("M0.5 -1V1M1.5 -0.5V0");
  expect(wavePath(new Uint8Array(0), 0, 2, 0)).toBe("");
});

test("a curve stands over the time of its frames", () => {
  expect(curvePath([0, 1, NaN, 0.5], 0, 4)).toBe("M0.5 1L1.5 -1L3.5 0");
});
