// blur-regions: takes what boxes or masks cover out of pictures, so that nobody can bring it back.

import { field, withFields, type Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, column, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { changePictures } from "../../_shared/drawing/change-pictures.ts";
import {
  boxesColumn,
  boxesIssues,
  boxesOf,
  chosenBoxes,
  imageColumn,
  imageIssues,
  isChosen,
  isRowError,
} from "../../_shared/drawing/marks-params.ts";
import { colourOf, type Raster } from "../../_shared/drawing/raster.ts";
import { boxRegion, maskRegion, type Region } from "../../_shared/drawing/region.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { blurRegion, fillRegion, pixelateRegion } from "./destroy.ts";

const Params = paramsOf({
  column: imageColumn(),
  regions: choice(["boxes", "mask"], {
    title: "What is taken out",
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
  colour: text({
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
    const issues: NodeIssue[] = [
      ...imageIssues(inputs.in, params.column),
      ...(params.regions === "boxes"
        ? boxesIssues(inputs.in, params.boxes)
        : imageIssues(inputs.in, params.mask, "params.mask")),
      ...(params.output === params.column ? [] : clashIssues(inputs.in, [added], ["output"])),
    ];
    if (!colourOf(params.colour))
      issues.push({
        code: "PARAM_INVALID",
        severity: "error",
        path: "params.colour",
        message: "A colour is written #rrggbb.",
        expected: "#000000",
        got: params.colour,
        hint: "Write it as six digits of 0 to 9 and a to f.",
      });
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
          const regions = await regionsOf(frame, row, raster, params, reader);
          if ("code" in regions) return regions;
          for (const region of regions) takeOut(raster, region, params);
          return null;
        },
      },
      ctx,
    );
    if (!ctx.signal.aborted) await out.out(changed);
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
  if (params.regions === "mask") return maskOf(frame, row, raster, params.mask, reader);
  const boxes = boxesOf(frame, params.boxes, row);
  if (isRowError(boxes)) return boxes;
  return boxes
    .filter((box) => isChosen(box, params))
    .map((box) => boxRegion(box, params, raster))
    .filter((region) => region !== null);
}

async function maskOf(
  frame: Frame,
  row: number,
  raster: Raster,
  name: string,
  reader: PictureReader,
): Promise<Region[] | RowError> {
  const cell = frame.column(name).get(row) as ImageCell | null;
  if (!cell)
    return {
      code: "NULL_VALUE",
      cause: `There is no mask in "${name}" here.`,
      hint: "Filter such rows out before.",
      column: name,
    };
  const mask = await reader.whole(cell, { channels: 1 });
  if (mask.width !== raster.width || mask.height !== raster.height)
    return {
      code: "MASK_SIZE",
      cause: `The mask is ${mask.width} × ${mask.height} pixels, the picture ${raster.width} × ${raster.height}.`,
      hint: "Take the mask of this picture, or resize one of them before.",
      column: name,
    };
  const region = maskRegion(mask, MASK_LEAST);
  return region ? [region] : [];
}
