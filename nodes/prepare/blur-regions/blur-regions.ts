// blur-regions: takes what boxes or masks cover out of pictures, so that nobody can bring it back.

import type { Frame } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, colour, column, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { changePictures, maskOf } from "../../_shared/drawing/change-pictures.ts";
import {
  boxesColumn,
  boxesOf,
  chosenBoxes,
  isChosen,
  isRowError,
} from "../../_shared/drawing/marks-params.ts";
import { colourOf, type Raster } from "../../_shared/drawing/raster.ts";
import { boxRegion, maskRegion, type Region } from "../../_shared/drawing/region.ts";
import { newPictureSchema } from "../../_shared/pixels/new-picture.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import {
  boxIssues,
  colourIssues,
  pictureColumn,
  pictureIssues,
} from "../../_shared/pixels/picture-schema.ts";
import { blurRegion, fillRegion, pixelateRegion } from "./destroy.ts";

const Params = paramsOf({
  column: pictureColumn("in-place"),
  regions: choice(["boxes", "mask"], {
    title: "Takes out",
    help: "What lies in boxes, or what a mask covers.",
    labels: { boxes: "Boxes", mask: "A mask" },
    default: "boxes",
  }),
  boxes: boxesColumn({ param: "regions", oneOf: ["boxes"] }),
  mask: column({
    title: "Mask",
    help: "Pictures of the same size in which all that is at least half white is taken out.",
    of: "image",
    default: "mask",
    visibleWhen: { param: "regions", oneOf: ["mask"] },
  }),
  method: choice(["blur", "pixelate", "fill"], {
    title: "Becomes",
    help: "In each case nothing is left but the means of a few large cells, or a colour.",
    labels: { blur: "A blur", pixelate: "Squares", fill: "One colour" },
    default: "blur",
  }),
  cells: number({
    title: "Cells",
    help: "Into how many cells the longer side is cut at the most: fewer hide more. None is smaller than 4 pixels.",
    min: 1,
    max: 16,
    integer: true,
    default: 6,
    visibleWhen: { param: "method", oneOf: ["blur", "pixelate"] },
  }),
  colour: colour({
    title: "Colour",
    help: "As #rrggbb.",
    default: "#000000",
    visibleWhen: { param: "method", oneOf: ["fill"] },
  }),
  shape: choice(["ellipse", "rectangle"], {
    title: "Shape",
    help: "A rectangle follows the outline of a box that has one.",
    labels: { ellipse: "Ellipse", rectangle: "Rectangle" },
    default: "ellipse",
    visibleWhen: { param: "regions", oneOf: ["boxes"] },
  }),
  margin: number({
    title: "Margin",
    help: "What a box grows by on each side, as a share of it: boxes of faces end below the hair.",
    min: 0,
    max: 2,
    default: 0.25,
    setting: true,
    visibleWhen: { param: "regions", oneOf: ["boxes"] },
  }),
  ...chosenBoxes,
  output: text({
    title: "New column",
    help: "Name of the column with the new pictures.",
    default: "blurred",
    minLength: 1,
  }),
});

type BlurParams = ReturnType<(typeof Params)["parse"]>;

const MASK_LEAST = 128;

export default defineNode({
  kind: "blur-regions",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "eye-off",
  title: "Blur regions",
  summary: "Takes faces, plates or whatever boxes and masks cover out of pictures.",
  keywords: ["privacy", "anonymise", "anonymize", "pixelate", "redact", "censor", "face", "gdpr", "mosaic"],
  presets: [
    {
      title: "Blur boxes",
      summary: "Makes what was found unrecognisable, in a copy of each picture.",
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
      ...(params.regions === "boxes"
        ? boxIssues(schema, params.boxes)
        : pictureIssues(schema, params.mask, "mask")),
      ...colourIssues(params.colour, "colour"),
    ]),

  open: ({ host }) => PictureReader.open(host),

  process(frame, ctx) {
    const { params, state: reader } = ctx;
    return changePictures(frame, ctx, async (raster, row) => {
      const regions = await regionsOf(frame, row, raster, params, reader);
      if ("code" in regions) return regions;
      for (const region of regions) takeOut(raster, region, params);
      return null;
    });
  },
});

function takeOut(raster: Raster, region: Region, { method, cells, colour }: BlurParams): void {
  if (method === "fill") fillRegion(raster, region, colourOf(colour) ?? [0, 0, 0]);
  else if (method === "pixelate") pixelateRegion(raster, region, cells);
  else blurRegion(raster, region, cells);
}

async function regionsOf(
  frame: Frame,
  row: number,
  raster: Raster,
  params: BlurParams,
  reader: PictureReader,
): Promise<Region[] | RowError> {
  if (params.regions === "mask") {
    const mask = await maskOf(frame, row, params.mask, raster, reader);
    if ("code" in mask) return mask;
    const region = maskRegion(mask, MASK_LEAST);
    return region ? [region] : [];
  }
  const boxes = boxesOf(frame, params.boxes, row);
  if (isRowError(boxes)) return boxes;
  return boxes
    .filter((box) => isChosen(box, params))
    .map((box) => boxRegion(box, params, raster))
    .filter((region) => region !== null);
}
