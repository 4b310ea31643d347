// Pictures with boxes, for kinds that write labels: a dog, and a cat that reaches over the edge; a picture without any; one nobody looked at.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { frameOf } from "../../engine/frames/builder.ts";
import { field } from "../../engine/frames/frame.ts";
import { boxesType, POINTS } from "../../engine/frames/marks.ts";
import { diskFiles } from "../../engine/host/files.ts";
import { runNode } from "../../engine/sdk/harness.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { plainPicture } from "./run-picture-model.ts";

export const dog = { label: "dog", score: 0.9, x: 10, y: 20, width: 40, height: 10, points: null };
export const cat = {
  ...{ label: "cat", score: null, x: 90, y: 30, width: 20, height: 40 },
  points: [90, 30, 100, 30, 90, 50],
};

/** The first one is of 100 × 50 pixels, the others of 20 × 10. */
export const LABELLED = [
  { image: plainPicture(100, 50, undefined, "a/one.jpg"), boxes: [dog, cat] },
  { image: plainPicture(20, 10, undefined, "two.jpg"), boxes: [] },
  { image: plainPicture(20, 10, undefined, "three.jpg"), boxes: null },
];

/** Runs an action on such rows, in a folder that each test has of its own. */
export function writesLabels(node: AnyNode) {
  let folder = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "labels-"));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const schema = { fields: [field("image", "image"), field("boxes", boxesType([POINTS]))] };
  return {
    path: (name: string) => join(folder, name),
    write: (params: Record<string, unknown>, rows: readonly Record<string, unknown>[] = LABELLED) =>
      runNode(node, {
        params,
        inputs: { in: [frameOf(schema, rows as never)] },
        host: { files: diskFiles(folder) },
      }),
  };
}
