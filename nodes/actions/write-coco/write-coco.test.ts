// write-coco: what stands in the files, worked out by hand, and what fails.

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field } from "../../../engine/frames/frame.ts";
import { boxesType, POINTS } from "../../../engine/frames/marks.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { AnyNode } from "../../../engine/sdk/node-definition.ts";
import { plainPicture } from "../../../tests/support/run-picture-model.ts";
import writeCoco from "./write-coco.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "labels-"));
});
afterEach(() => rm(folder, { recursive: true }));

const dog = { label: "dog", score: 0.9, x: 10, y: 20, width: 40, height: 10, points: null };
const cat = {
  label: "cat",
  score: null,
  x: 90,
  y: 30,
  width: 20,
  height: 40,
  points: [90, 30, 100, 30, 90, 50],
};

async function write(node: AnyNode, params: Record<string, unknown>) {
  const schema = { fields: [field("image", "image"), field("boxes", boxesType([POINTS]))] };
  const rows = [
    { image: plainPicture(100, 50, undefined, "a/one.jpg"), boxes: [dog, cat] },
    { image: plainPicture(20, 10, undefined, "two.jpg"), boxes: [] },
    { image: plainPicture(20, 10, undefined, "three.jpg"), boxes: null },
  ];
  return runNode(node, {
    params,
    inputs: { in: [frameOf(schema, rows)] },
    host: { files: diskFiles(folder) },
  });
}

test("COCO: images, annotations and categories with ids from 1; a row that nobody looked at fails", async () => {
  const { failed } = await write(writeCoco, { path: "coco.json" });
  expect(failed).toMatchObject([{ row: 2, code: "NULL_VALUE" }]);
  expect(JSON.parse(await readFile(join(folder, "coco.json"), "utf8"))).toEqual({
    images: [
      { id: 1, file_name: "a/one.jpg", width: 100, height: 50 },
      { id: 2, file_name: "two.jpg", width: 20, height: 10 },
    ],
    annotations: [
      {
        id: 1,
        image_id: 1,
        category_id: 1,
        bbox: [10, 20, 40, 10],
        area: 400,
        segmentation: [],
        iscrowd: 0,
        score: 0.9,
      },
      // Half of 10 × 20.
      {
        id: 2,
        image_id: 1,
        category_id: 2,
        bbox: [90, 30, 20, 40],
        area: 100,
        segmentation: [cat.points],
        iscrowd: 0,
      },
    ],
    categories: [
      { id: 1, name: "dog" },
      { id: 2, name: "cat" },
    ],
  });
});

test("a label that is not among those given fails its row", async () => {
  const { failed } = await write(writeCoco, { path: "c.json", labels: ["dog"] });
  expect(failed[0]).toMatchObject({
    row: 0,
    code: "LABEL_UNKNOWN",
    cause: expect.stringContaining('"cat"') as string,
  });
});
