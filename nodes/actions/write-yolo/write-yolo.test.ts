// write-yolo: what stands in the files, worked out by hand, and what fails.

import { readdir, readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { LABELLED, writesLabels } from "../../../tests/support/labelled-pictures.ts";
import writeYolo from "./write-yolo.ts";

const { path, write } = writesLabels(writeYolo);

test("YOLO: one file a picture, an empty one where nothing is, boxes cut off at the edge", async () => {
  await write({ folder: "labels", labels: ["cat", "dog"] });
  expect((await readdir(path("labels"))).toSorted()).toEqual(["classes.txt", "one.txt", "two.txt"]);
  const text = (name: string) => readFile(path(`labels/${name}`), "utf8");
  // The dog's middle is at 30, 25. Of the cat, 90 to 100 and 30 to 50 lie in the picture.
  expect(await text("one.txt")).toBe(
    "1 0.300000 0.500000 0.400000 0.200000\n0 0.950000 0.800000 0.100000 0.400000\n",
  );
  expect(await text("two.txt")).toBe("");
  expect(await text("classes.txt")).toBe("cat\ndog\n");
});

test("YOLO: outlines where they are wanted, classes as they come", async () => {
  await write({ folder: "labels", outlines: true });
  const text = await readFile(path("labels/one.txt"), "utf8");
  expect(text.split("\n")[1]).toBe("1 0.900000 0.600000 1.000000 0.600000 0.900000 1.000000");
  expect(await readFile(path("labels/classes.txt"), "utf8")).toBe("dog\ncat\n");
});

test("a label that is not among those given fails its row", async () => {
  const { failed } = await write({ folder: "labels", labels: ["dog"] });
  expect(failed[0]).toMatchObject({
    row: 0,
    code: "LABEL_UNKNOWN",
    cause: expect.stringContaining('"cat"') as string,
  });
});

test("a picture called classes does not take the place of the list, and a second one of a name is told", async () => {
  const [{ image }] = LABELLED;
  const rows = ["classes.jpg", "b/one.jpg", "c/one.png"].map((name) => ({
    image: { ...image, name },
    boxes: [],
  }));
  const { warnings } = await write({ folder: "labels", labels: ["dog"] }, rows);
  expect((await readdir(path("labels"))).toSorted()).toEqual([
    "classes-2.txt",
    "classes.txt",
    "one-2.txt",
    "one.txt",
  ]);
  expect(await readFile(path("labels/classes.txt"), "utf8")).toBe("dog\n");
  expect(warnings).toHaveLength(2);
  expect(warnings[1]).toContain('LABELS_RENAMED: The labels of "c/one.png" are in one-2.txt');
});
