// draw-marks: draws what was found on pictures: boxes with labels and scores, outlines, points, masks.

import * as z from "zod/mini";
import type { Pixels } from "../../../engine/frames/image.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { number, param, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { changePictures, maskOf } from "../../_shared/drawing/change-pictures.ts";
import { drawBox, drawLabel, type DrawStyle } from "../../_shared/drawing/draw-box.ts";
import { labelColour } from "../../_shared/drawing/label-colour.ts";
import { boxesOf, chosenBoxes, isChosen, isRowError } from "../../_shared/drawing/marks-params.ts";
import { blend, type Raster } from "../../_shared/drawing/raster.ts";
import { newPictureSchema } from "../../_shared/pixels/new-picture.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { boxIssues, pictureColumn, pictureIssues } from "../../_shared/pixels/picture-schema.ts";

const optionalColumn = (title: string, help: string, of: "boxes" | "image", fallback: string) =>
  param<string>(() => z.string(), "column", { title, help, of, default: fallback }, isText);

const Params = paramsOf({
  column: pictureColumn("in-place"),
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
  showLabels: toggle({ title: "Write labels", help: "Writes the label at each box.", default: true }),
  showScores: toggle({
    title: "Write scores",
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
    title: "Letter size",
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

/** The boxes are asked for by default, also where a mask is all there is. */
const orMaskAlone =
  ({ mask }: { readonly mask: string }) =>
  (issue: NodeIssue): NodeIssue =>
    mask === ""
      ? issue
      : {
          ...issue,
          fix: {
            label: "Draw the mask alone",
            commands: [{ do: "set-param", id: "", param: "boxes", value: "" }],
          },
        };

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
      adds: ["output"],
    },
  ],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema: ({ params, inputs }) =>
    newPictureSchema(inputs.in, params, (schema) => [
      ...(params.boxes === "" ? [] : boxIssues(schema, params.boxes).map(orMaskAlone(params))),
      ...(params.mask === "" ? [] : pictureIssues(schema, params.mask, "mask")),
    ]),

  open: ({ host }) => PictureReader.open(host),

  process(frame, ctx) {
    const { params, state: reader } = ctx;
    return changePictures(frame, ctx, async (raster, row) => {
      const boxes = params.boxes === "" ? [] : boxesOf(frame, params.boxes, row);
      if (isRowError(boxes)) return boxes;
      if (params.mask !== "") {
        const mask = await maskOf(frame, row, params.mask, raster, reader);
        if ("code" in mask) return mask;
        drawMask(raster, mask, params);
      }
      const style = styleOf(params, raster);
      const chosen = boxes.filter((box) => isChosen(box, params));
      for (const box of chosen) drawBox(raster, box, style);
      for (const box of chosen) drawLabel(raster, box, style);
      return null;
    });
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
function drawMask(raster: Raster, mask: Pixels, { mask: name, opacity }: DrawParams): void {
  const colour = labelColour(name);
  mask.data.forEach((value, i) => {
    if (value > 0)
      blend(raster, i % raster.width, Math.floor(i / raster.width), colour, (opacity * value) / 255);
  });
}
