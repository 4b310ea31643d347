// Does a picture get the cause that is its own, when several are decoded at once?

import { expect, test } from "vitest";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { pictureError } from "./picture-errors.ts";

const BEGINS = { png: [0x89, 0x50, 0x4e, 0x47], jpg: [0xff, 0xd8, 0xff, 0xe0] };

test.each([
  ["png", "VipsJpeg: premature end of JPEG image", ""],
  ["jpg", "Unknown error", ""],
  ["jpg", "VipsJpeg: premature end of JPEG image", " (VipsJpeg: premature end of JPEG image)"],
  ["jpg", "vipspng: libpng read error\nVipsJpeg: premature end", " (VipsJpeg: premature end)"],
  ["png", "pngload_buffer: libspng read error", " (pngload_buffer: libspng read error)"],
] as const)("a %s of which is said %j", (format, said, told) => {
  const bytes = Uint8Array.from(BEGINS[format]);
  const image = { kind: "encoded", bytes, name: "a" } as ImageCell;
  const { cause } = pictureError(new Error(said), image, "image");
  expect(cause).toBe(
    `a: The picture ends too early or is damaged; the file was not copied to its end, perhaps.${told}`,
  );
});
