// write-coco: what stands in the files, worked out by hand, and what fails.

import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { cat, writesLabels } from "../../../tests/support/labelled-pictures.ts";
import writeCoco from "./write-coco.ts";

const { path, write } = writesLabels(writeCoco);

test("COCO: images, annotations and categories with ids from 1; a row that nobody looked at fails", async () => {
  const { failed } = await write({ path: "coco.json" });
  expect(failed).toMatchObject([{ row: 2, code: "NULL_VALUE" }]);
  expect(JSON.parse(await readFile(path("coco.json"), "utf8"))).toEqual({
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
  const { failed } = await write({ path: "c.json", labels: ["dog"] });
  expect(failed[0]).toMatchObject({
    row: 0,
    code: "LABEL_UNKNOWN",
    cause: expect.stringContaining('"cat"') as string,
  });
});
