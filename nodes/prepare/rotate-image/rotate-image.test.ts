// rotate-image: quarters and mirrors move pixels and change none; other angles make the picture larger.

import { expect, test } from "vitest";
import type { Pixels } from "../../../engine/frames/image.ts";
import { counted, pixels, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import rotateImage from "./rotate-image.ts";

// 1 2 3
// 4 5 6
const picture = pixels(3, 2, [1, 2, 3, 4, 5, 6]);

test.each([
  [{ angle: 0 }, 3, 2, [1, 2, 3, 4, 5, 6]],
  [{ angle: 90 }, 2, 3, [4, 1, 5, 2, 6, 3]],
  [{ angle: 180 }, 3, 2, [6, 5, 4, 3, 2, 1]],
  [{ angle: -90 }, 2, 3, [3, 6, 2, 5, 1, 4]],
  [{ angle: 0, mirror: "horizontal" }, 3, 2, [3, 2, 1, 6, 5, 4]],
  [{ angle: 0, mirror: "vertical" }, 3, 2, [4, 5, 6, 1, 2, 3]],
  // Mirrored to 3 2 1 / 6 5 4, then turned.
  [{ angle: 90, mirror: "horizontal" }, 2, 3, [6, 3, 5, 2, 4, 1]],
])("%j", async (params, width, height, expected) => {
  const { rows } = await runOn(rotateImage, rowsOf([{ image: picture }]), params);
  expect(rows[0].rotated).toMatchObject({ width, height, channels: 1 });
  expect([...(rows[0].rotated as Pixels).data]).toEqual(expected);
});

test("another angle keeps all of the picture, with corners of the background", async () => {
  const { rows } = await runOn(rotateImage, rowsOf([{ image: pixels(20, 20, new Uint8Array(1200)) }]), {
    angle: 45,
    background: "#0a141e",
  });
  const { width, height, data, channels } = rows[0].rotated as Pixels;
  // The diagonal of 20 × 20 is 28.3.
  expect([width, height, channels].every((side, i) => side >= [28, 28, 3][i] && side <= [30, 30, 3][i])).toBe(
    true,
  );
  expect([...data.subarray(0, 3)]).toEqual([10, 20, 30]);
});

test("alpha stays", async () => {
  const { rows } = await runOn(rotateImage, rowsOf([{ image: counted(2, 1, 4) }]), { angle: 180 });
  expect([...(rows[0].rotated as Pixels).data]).toEqual([4, 5, 6, 7, 0, 1, 2, 3]);
});
