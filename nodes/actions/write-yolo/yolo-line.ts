// One line of a YOLO label file: the class, then the box or its outline from 0 to 1 of the picture's sides.

import type { Box } from "../../../engine/frames/marks.ts";

/** Six digits: a hundredth of a pixel on a picture of ten thousand. */
const DIGITS = 6;

export function yoloLine(
  classNumber: number,
  { x, y, width, height, points }: Box,
  picture: { readonly width: number; readonly height: number },
  outlines: boolean,
): string {
  const share = (value: number, whole: number) => Math.min(1, Math.max(0, value / whole)).toFixed(DIGITS);
  if (outlines && points && points.length >= 6) {
    const places = points.map((value, i) => share(value, i % 2 === 0 ? picture.width : picture.height));
    return [classNumber, ...places].join(" ");
  }
  // What reaches beyond the picture is cut off: trainers refuse boxes outside of 0 to 1.
  const [x1, x2] = [Math.max(0, x), Math.min(picture.width, x + width)];
  const [y1, y2] = [Math.max(0, y), Math.min(picture.height, y + height)];
  const numbers = [
    share((x1 + x2) / 2, picture.width),
    share((y1 + y2) / 2, picture.height),
    share(x2 - x1, picture.width),
    share(y2 - y1, picture.height),
  ];
  return [classNumber, ...numbers].join(" ");
}
