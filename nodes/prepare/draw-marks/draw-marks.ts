// draw-marks: draws what was found on pictures: boxes with labels and scores, outlines, points, masks.

import * as z from "zod/mini";
import { field, withFields } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { number, param, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { changePictures } from "../../_shared/drawing/change-pictures.ts";
import { drawBox, drawLabel, type DrawStyle } from "../../_shared/drawing/draw-box.ts";
import { labelColour } from "../../_shared/drawing/label-colour.ts";
import {
  boxesIssues,
  boxesOf,
  chosenBoxes,
  imageColumn,
  imageIssues,
  isChosen,
  isRowError,
} from "../../_shared/drawing/marks-params.ts";
import { blend, type Raster } from "../../_shared/drawing/raster.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";

const optionalColumn = (title: string, help: string, of: "boxes" | "image", fallback: string) =>
  param<string>(() => z.string(), "column", { title, help, of, default: fallback }, isText);

const Params = paramsOf({
  column: imageColumn(),
  boxes: optionalColumn(
    "Boxes",
    "The column with what was found in each picture. Empty: none.",
    "boxes",
    "boxes",
  ),
  mask: optionalColumn(
    "Mask",
    "Gray pictures of the same size that are laid over it. Empty: none.",
    "image",
    "",
  ),
  opacity: number({
    title: "Opacity of the mask",
    help: "0 shows nothing of it, 1 hides what lies below.",
    min: 0,
    max: 1,
    default: 0.5,
  }),
  ...chosenBoxes,
  showLabels: toggle({ title: "Names", help: "Writes the label at each box.", default: true }),
  showScores: toggle({
    title: "Scores",
    help: "Writes how sure the model is, with two digits.",
    default: true,
  }),
  lineWidth: number({
    title: "Line width",
    help: "In pixels of the picture; 0 goes by its size.",
    labels: { 0: "automatic" },
    unit: "px",
    min: 0,
    max: 100,
    integer: true,
    default: 0,
  }),
  textScale: number({
    title: "Size of the words",
    help: "Pixels for each of the seven dots that a capital is high; 0 goes by the picture's size.",
    labels: { 0: "automatic" },
    unit: "px",
    min: 0,
    max: 50,
    integer: true,
    default: 0,
  }),
  output: text({
    title: "New column",
    help: "Name of the column with the new pictures.",
    default: "marked",
    minLength: 1,
  }),
});

type DrawParams = ReturnType<(typeof Params)["parse"]>;

export default defineNode({
  kind: "draw-marks",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "pen-tool",
  title: "Draw marks",
  summary: "Draws boxes, labels, points and masks on pictures.",
  keywords: ["annotate", "overlay", "bounding", "visualise", "visualize", "label", "plot", "rectangle"],
  presets: [
    {
      title: "Draw boxes",
      summary: "What was found, with its names, in a copy of each picture.",
      on: { param: "boxes", of: "boxes" },
      params: {},
    },
  ],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const added = field(params.output, "image", false);
    const issues = [
      ...imageIssues(inputs.in, params.column),
      ...(params.boxes === "" ? [] : boxesIssues(inputs.in, params.boxes)),
      ...(params.mask === "" ? [] : imageIssues(inputs.in, params.mask, "params.mask")),
      ...(params.output === params.column ? [] : clashIssues(inputs.in, [added], ["output"])),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  open: ({ host }) => PictureReader.open(host),

  async process(frame, ctx) {
    const { params, state: reader, outputs, out } = ctx;
    const changed = await changePictures(
      {
        frame,
        column: params.column,
        output: params.output,
        schema: outputs.out,
        reader,
        async work(raster, row) {
          const boxes = params.boxes === "" ? [] : boxesOf(frame, params.boxes, row);
          if (isRowError(boxes)) return boxes;
          const mask = params.mask === "" ? null : (frame.column(params.mask).get(row) as ImageCell | null);
          const refusal = mask && (await drawMask(raster, mask, params, reader));
          if (refusal) return refusal;
          const style = styleOf(params, raster);
          const chosen = boxes.filter((box) => isChosen(box, params));
          for (const box of chosen) drawBox(raster, box, style);
          for (const box of chosen) drawLabel(raster, box, style);
          return null;
        },
      },
      ctx,
    );
    if (!ctx.signal.aborted) await out.out(changed);
  },
});

/** Lines of 3 and capitals of 14 pixels on a picture of 640 × 480. */
function styleOf(
  { lineWidth, textScale, showLabels, showScores }: DrawParams,
  { width, height }: Raster,
): DrawStyle {
  const shorter = Math.min(width, height);
  return {
    lineWidth: lineWidth || Math.max(1, Math.round(shorter / 160)),
    textScale: textScale || Math.max(1, Math.round(shorter / 240)),
    showLabels,
    showScores,
  };
}

/** The whiter the mask, the more of the colour. */
async function drawMask(
  raster: Raster,
  cell: ImageCell,
  { mask: name, opacity }: DrawParams,
  reader: PictureReader,
): Promise<RowError | null> {
  const mask = await reader.whole(cell, { channels: 1 });
  if (mask.width !== raster.width || mask.height !== raster.height)
    return {
      code: "MASK_SIZE",
      cause: `The mask is ${mask.width} × ${mask.height} pixels, the picture ${raster.width} × ${raster.height}.`,
      hint: "Take the mask of this picture, or resize one of them before.",
      column: name,
    };
  const colour = labelColour(name);
  mask.data.forEach((value, i) => {
    if (value > 0)
      blend(raster, i % raster.width, Math.floor(i / raster.width), colour, (opacity * value) / 255);
  });
  return null;
}
