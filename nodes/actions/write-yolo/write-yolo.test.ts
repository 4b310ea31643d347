// write-yolo: what stands in the files, worked out by hand, and what fails.

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
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
import writeYolo from "./write-yolo.ts";

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

test("YOLO: one file a picture, an empty one where nothing is, boxes cut off at the edge", async () => {
  await write(writeYolo, { folder: "labels", labels: ["cat", "dog"] });
  expect((await readdir(join(folder, "labels"))).toSorted()).toEqual(["classes.txt", "one.txt", "two.txt"]);
  const text = (name: string) => readFile(join(folder, "labels", name), "utf8");
  // The dog's middle is at 30, 25. Of the cat, 90 to 100 and 30 to 50 lie in the picture.
  expect(await text("one.txt")).toBe(
    "1 0.300000 0.500000 0.400000 0.200000\n0 0.950000 0.800000 0.100000 0.400000\n",
  );
  expect(await text("two.txt")).toBe("");
  expect(await text("classes.txt")).toBe("cat\ndog\n");
});

test("YOLO: outlines where they are wanted, classes as they come", async () => {
  await write(writeYolo, { folder: "labels", outlines: true });
  const text = await readFile(join(folder, "labels/one.txt"), "utf8");
  expect(text.split("\n")[1]).toBe("1 0.900000 0.600000 1.000000 0.600000 0.900000 1.000000");
  expect(await readFile(join(folder, "labels/classes.txt"), "utf8")).toBe("dog\ncat\n");
});

test("a label that is not among those given fails its row", async () => {
  const { failed } = await write(writeYolo, { folder: "labels", labels: ["dog"] });
  expect(failed[0]).toMatchObject({
    row: 0,
    code: "LABEL_UNKNOWN",
    cause: expect.stringContaining('"cat"') as string,
  });
});
