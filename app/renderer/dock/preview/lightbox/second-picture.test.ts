import { expect, test } from "vitest";
import { imageColumns, maskOf } from "./second-picture.ts";

const image = (width: number, channels?: number) =>
  ({ is: "image", width, height: 10, format: "pixels", channels }) as const;
const field = (name: string) => ({ name, type: { type: "image" }, nullable: true }) as const;

test("a mask is a picture of one channel that is as large as the first", () => {
  const fields = ["photo", "small", "mask", "no"].map(field);
  const images = imageColumns(fields, [image(20), image(10, 1), image(20, 1), null]);
  expect(images.map(([name]) => name)).toEqual(["photo", "small", "mask"]);
  expect(maskOf("photo", images)).toBe("mask");
  expect(maskOf("small", images)).toBeNull();
  // Over a mask itself lies none.
  expect(maskOf("mask", images)).toBeNull();
});
