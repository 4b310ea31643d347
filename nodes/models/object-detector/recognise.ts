// Which layout a detector's outputs have: told from their shapes, types and names, and from what the exporter wrote into the file.

import type { Dim } from "../../../engine/frames/types.ts";
import type { FoundLayout, LayoutName } from "./layout.ts";
import { anchorHeads } from "./recognise-anchors.ts";
import { boxesAndScores } from "./recognise-lists.ts";
import { layout, rowOf, type Recognise } from "./recognise-parts.ts";
import { gridCells } from "../../_shared/vision/boxes/candidate.ts";
import { boxesAreColumns, isEndToEnd, yoloHead } from "../../_shared/vision/boxes/yolo-rows.ts";

/** null where the outputs look like no detector that is known. `wanted` asks for one layout and no other. */
export function recognise(model: Recognise, wanted: LayoutName | null): FoundLayout | null {
  const tries = [anchorHeads, boxesAndScores, grid, singleTensor];
  for (const attempt of tries) {
    const found = attempt(model, wanted);
    if (found && (wanted === null || found.name === wanted)) return found;
  }
  return null;
}

const FASTEST_STRIDES = [16];
const YOLO_STRIDES = [8, 16, 32];
const NANODET_STRIDES = [8, 16, 32, 64];

/** [5 + classes, rows, columns] at a sixteenth of the input. */
function grid(model: Recognise, wanted: LayoutName | null): FoundLayout | null {
  const output = model.outputs.length === 1 ? model.outputs[0] : null;
  if (output?.shape.length !== 4) return null;
  const [depth, rows, columns] = rowOf(output);
  if (typeof depth !== "number" || depth < 6) return null;
  const cells = gridCells(model, FASTEST_STRIDES);
  const fits = typeof rows === "string" || typeof columns === "string" || rows * columns === cells.length;
  if (!fits && wanted !== "fastestdet") return null;
  const head = { kind: "fastestdet", output: output.name, classes: depth - 5 } as const;
  return layout("fastestdet", head, depth - 5, `${output.name} is one grid of ${depth} numbers a cell`);
}

/** [boxes, numbers] or [numbers, boxes], beside which only masks may stand. */
function singleTensor(model: Recognise, wanted: LayoutName | null): FoundLayout | null {
  const flat = model.outputs.filter(({ shape }) => shape.length === 3);
  const masks = model.outputs.find(({ shape }) => shape.length === 4);
  // YOLOv5 exported with its raw grids has them behind the whole.
  const output = flat.length === 1 ? flat[0] : flat.find(({ name }) => /^output0?$/u.test(name));
  if (!output) return null;
  const [a, b] = rowOf(output);
  const coefficients = masks && typeof masks.shape[1] === "number" && flat.length === 1 ? masks.shape[1] : 0;
  const columns = boxesAreColumns(model.metadata, a, b, wanted === "yolo-v8");
  const [boxes, width] = columns ? [b, a] : [a, b];
  if (typeof width !== "number" || width < 5) return null;
  const parts = { model, output: output.name, boxes, width: width - coefficients, columns };
  const name = wanted ?? guess(parts);
  const made = make(name, parts);
  return made && layout(name, made.head, made.classes, `${output.name} is [${a},${b}]`, made.overlaps);
}

interface Parts {
  readonly model: Recognise;
  readonly output: string;
  readonly boxes: Dim;
  readonly width: number;
  readonly columns: boolean;
}

/** v10 and later give at most 300 boxes, those that stay. */
const MOST_FINAL_BOXES = 1000;

function guess({ model, boxes, width, columns }: Parts): LayoutName {
  const { labels, metadata } = model;
  if (columns) return "yolo-v8";
  if (isEndToEnd(metadata)) return "yolo-end-to-end";
  const cells = gridCells(model, YOLO_STRIDES).length;
  if (boxes === 3 * cells) return "yolo-v5";
  if (boxes === cells && labels !== null && width === 4 + labels) return "yolo-v8";
  if (width === 6 && typeof boxes === "number" && boxes <= MOST_FINAL_BOXES) return "yolo-end-to-end";
  if (boxes === gridCells(model, NANODET_STRIDES).length) return "nanodet";
  if (boxes === cells)
    return labels === null
      ? width === 80 + 32
        ? "nanodet"
        : "yolox"
      : width === labels + 32
        ? "nanodet"
        : "yolox";
  return labels !== null && width === 4 + labels ? "yolo-v8" : "yolo-v5";
}

const NANODET_BINS = 8;

function make(name: LayoutName, { model, output, boxes, width, columns }: Parts) {
  switch (name) {
    case "yolo-v5":
    case "yolo-v8":
    case "yolo-end-to-end":
      // Numbers of a mask stand behind the others, and a detector has no use for them.
      return yoloHead(name, {
        output,
        width,
        columns,
        coefficients: 0,
        metadata: model.metadata,
        labels: model.labels,
      });
    case "yolox":
      return {
        head: { kind: "yolox", output, strides: YOLO_STRIDES, classes: width - 5 } as const,
        classes: width - 5,
        overlaps: true,
      };
    case "nanodet": {
      const classes = width - 4 * NANODET_BINS;
      if (classes < 1) return null;
      const plus = boxes === gridCells(model, NANODET_STRIDES).length;
      const strides = plus ? NANODET_STRIDES : YOLO_STRIDES;
      const head = { kind: "nanodet", output, strides, classes, bins: NANODET_BINS, middle: !plus } as const;
      return { head, classes, overlaps: true };
    }
    default:
      return null;
  }
}
