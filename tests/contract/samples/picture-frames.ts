// Frames for kinds that cut pictures and put them together: large ones, and tiles with what was found in them.

import { columnOf } from "../../../engine/frames/builder.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import type { Pixels } from "../../../engine/frames/image.ts";
import { boxesType } from "../../../engine/frames/marks.ts";
import type { Schema } from "../../../engine/frames/types.ts";

const SIDE = 16;

function picture(width: number, height: number, channels: 1 | 3, name: string): Pixels {
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => (i * 29) % 256);
  return { kind: "pixels", data, width, height, channels, name };
}

/** One of several tiles, one of one, and none. */
export function largeFrames(): readonly Frame[] {
  const schema: Schema = { fields: [field("image", "image")] };
  const cells = [picture(40, 20, 3, "wide"), picture(5, 5, 3, "small"), null];
  const lineage = { source: "in", unit: "file", from: 0, to: 3, ids: null } as const;
  return [new Frame(schema, [columnOf({ type: "image" }, cells)], 3, lineage)];
}

/** Two tiles of a picture and one of another, each with a box and a mask, as `tile-image` and a detector make them. */
export function tiledFrames(): readonly Frame[] {
  const places = ["x", "y", "width", "height", "of_width", "of_height"];
  const number = (name: string) => field(`tile_${name}`, "int32", false);
  const schema: Schema = {
    fields: [
      field("image", "image", false),
      field("tile", "image", false),
      ...places.map(number),
      field("boxes", boxesType(), false),
    ],
  };
  const box = (x: number) => [{ label: "cat", score: 0.5, x, y: 1, width: 4, height: 4 }];
  const rows = [
    [0, 0, SIDE, SIDE, 28, SIDE],
    [12, 0, SIDE, SIDE, 28, SIDE],
    [0, 0, SIDE, SIDE, SIDE, SIDE],
  ];
  const columns = [
    columnOf(
      { type: "image" },
      rows.map(() => picture(SIDE, SIDE, 3, "p")),
    ),
    columnOf(
      { type: "image" },
      rows.map(() => picture(SIDE, SIDE, 1, "mask")),
    ),
    ...places.map((_, i) =>
      columnOf(
        { type: "int32" },
        rows.map((row) => row[i]),
      ),
    ),
    columnOf(boxesType(), [box(12), box(0), box(3)]),
  ];
  const ids = Float64Array.of(1, 1, 2);
  return [new Frame(schema, columns, 3, { source: "in", unit: "file", from: 1, to: 3, ids })];
}
