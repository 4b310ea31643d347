// image-colour against values worked out by hand.

import { expect, test } from "vitest";
import type { Pixels } from "../../../engine/frames/image.ts";
import { pixels, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import imageColour from "./image-colour.ts";

const colours = pixels(2, 1, [10, 100, 200, 255, 0, 0]);
const clear = pixels(2, 1, [10, 100, 200, 0, 10, 100, 200, 255]);

test.each([
  // 0.299 r + 0.587 g + 0.114 b
  [colours, { colours: "gray" }, [84, 76]],
  [colours, { colours: "bgr" }, [200, 100, 10, 0, 0, 255]],
  [colours, { colours: "keep", invert: true }, [245, 155, 55, 0, 255, 255]],
  [colours, { colours: "keep", brightness: 2 }, [20, 200, 255, 255, 0, 0]],
  [colours, { colours: "keep", contrast: 0 }, [128, 128, 128, 128, 128, 128]],
  // (100 - 127.5) * 2 + 127.5 = 72.5, and halves go to the even byte.
  [colours, { colours: "keep", contrast: 2 }, [0, 72, 255, 255, 0, 0]],
  [clear, { colours: "keep", background: "#010203" }, [1, 2, 3, 10, 100, 200]],
  [clear, { colours: "keep", alpha: "keep", invert: true }, [245, 155, 55, 0, 245, 155, 55, 255]],
  [pixels(2, 1, [7, 9]), { colours: "rgb" }, [7, 7, 7, 9, 9, 9]],
  [pixels(2, 1, [7, 9]), { colours: "gray" }, [7, 9]],
])("%# %j", async (image, params, expected) => {
  const { rows } = await runOn(imageColour, rowsOf([{ image }]), params);
  const { data, channels } = rows[0].recoloured as Pixels;
  expect([...data]).toEqual(expected);
  expect(channels).toBe(expected.length / 2);
});
