// stitch-tiles: what was found in tiles, in the pixels of their picture, each thing once.

import { expect, test } from "vitest";
import { columnOf } from "../../../engine/frames/builder.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { Pixels } from "../../../engine/frames/image.ts";
import { boxesType, type Box } from "../../../engine/frames/marks.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { counted, rowsOf, runOn } from "../../../tests/support/pictures.ts";
import tileImage from "../tile-image/tile-image.ts";
import { moved } from "./join-boxes.ts";
import stitchTiles from "./stitch-tiles.ts";

const params = { width: 20, height: 16, overlap: 4 };

/** Tiles with what `find` finds in each. */
async function withBoxes(find: (x: number, y: number) => Box[]): Promise<Frame[]> {
  const { frames } = await runOn(
    tileImage,
    rowsOf([{ image: counted(50, 30, 1, "a") }, { image: counted(7, 5, 1, "b") }]),
    params,
  );
  return frames.map((frame) => {
    const lists = Array.from({ length: frame.length }, (_, row) =>
      find(Number(frame.column("tile_x").get(row)), Number(frame.column("tile_y").get(row))),
    );
    const tile = frame.column("tile");
    return frame.with([
      { name: "boxes", column: columnOf(boxesType(), lists) },
      { name: "mask", column: tile },
    ]);
  });
}

const box = (x: number, y: number, width: number, height: number, score: number, label = "a"): Box => ({
  label,
  score,
  x,
  y,
  width,
  height,
});

async function stitch(frames: readonly Frame[], given: object) {
  const { outputs, failed } = await runNode(stitchTiles, { params: { ...given }, inputs: { in: frames } });
  return {
    failed,
    rows: outputs.out.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row))),
    ranges: outputs.out.map(({ lineage }) => [lineage.from, lineage.to]),
  };
}

test("boxes come back in pixels of the picture; what two tiles saw is one", async () => {
  // A thing at 17, 3 of 6 × 4 pixels: the first tile sees its left half, the second one all of it.
  const frames = await withBoxes((x, y) => {
    if (y !== 0) return [];
    if (x === 0) return [box(17, 3, 3, 4, 0.6), box(1, 1, 2, 2, 0.9, "b")];
    return x === 16 ? [box(1, 3, 6, 4, 0.8)] : [];
  });
  const { rows, ranges } = await stitch(frames, { boxes: ["boxes"] });
  expect(rows.map(({ id, boxes }) => [id, boxes])).toEqual([
    [0, [box(1, 1, 2, 2, 0.9, "b"), box(17, 3, 6, 4, 0.8)]],
    // The small picture has one tile, at 0, 0.
    [1, [box(17, 3, 3, 4, 0.6), box(1, 1, 2, 2, 0.9, "b")]],
  ]);
  expect(Object.keys(rows[0])).toEqual(["id", "image", "boxes", "mask"]);
  expect(ranges).toEqual([
    [0, 1],
    [1, 2],
  ]);
});

test("things of other labels stay, and things side by side", async () => {
  const frames = await withBoxes((x, y) =>
    x + y === 0 ? [box(0, 0, 4, 4, 0.9), box(1, 1, 3, 3, 0.8, "b"), box(3, 0, 4, 4, 0.7)] : [],
  );
  const { rows } = await stitch(frames, { boxes: ["boxes"] });
  expect((rows[0].boxes as Box[]).map(({ score }) => score)).toEqual([0.9, 0.8, 0.7]);
});

test("masks of tiles make the mask of the picture", async () => {
  const frames = await withBoxes(() => []);
  const { rows } = await stitch(frames, { masks: ["mask"] });
  expect(rows[0].mask).toMatchObject({ width: 50, height: 30, channels: 1 });
  // A tile's mask was the tile itself here: what comes back is the picture.
  expect([...(rows[0].mask as Pixels).data]).toEqual([...counted(50, 30, 1).data]);
});

test("a tile whose mask cannot be read fails by itself", async () => {
  const [frame] = await withBoxes(() => []);
  const bad = { kind: "encoded", bytes: new Uint8Array(5), name: "bad" };
  const cells = Array.from({ length: frame.length }, (_, row) =>
    row === 1 ? bad : frame.column("mask").get(row),
  );
  const broken = frame.with([{ name: "mask", column: columnOf({ type: "image" }, cells) }]);
  const { rows, failed } = await stitch([broken], { masks: ["mask"] });
  expect(failed).toMatchObject([{ row: 0, code: "IMAGE_UNREADABLE" }]);
  expect(rows).toHaveLength(2);
});

test("outlines and keypoints move with their box", () => {
  const face = { ...box(1, 2, 3, 4, 0.9), points: [1, 2, 4, 2, 4, 6], keypoints: [2, 3] };
  expect(moved([face], 10, 20)).toEqual([
    { ...face, x: 11, y: 22, points: [11, 22, 14, 22, 14, 26], keypoints: [12, 23] },
  ]);
});
