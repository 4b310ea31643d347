// crop-image: a part of each picture: fixed, from the middle, or each box of a column in a row of its own.

import type { Cell } from "../../../engine/frames/column.ts";
import { field, findField } from "../../../engine/frames/frame.ts";
import type { ImageCell, Pixels } from "../../../engine/frames/image.ts";
import type { Box } from "../../../engine/frames/marks.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { choice, column, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { cutOut, middleOf, regionOf, type Region } from "../../_shared/pixels/cut-out.ts";
import { mapPictures, type MadeRow } from "../../_shared/pixels/map-pictures.ts";
import { madePicture } from "../../_shared/pixels/new-picture.ts";
import type { PictureFacts } from "../../_shared/pixels/picture-facts.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { isLarge, readRegion } from "../../_shared/pixels/strips.ts";
import {
  addedToPictures,
  boxIssues,
  pictureColumn,
  pictureOutput,
} from "../../_shared/pixels/picture-schema.ts";

const FIXED = { param: "mode", oneOf: ["fixed"] } as const;
const SIZED = { param: "mode", oneOf: ["fixed", "centre"] } as const;
const BOXES = { param: "mode", oneOf: ["boxes"] } as const;

const pixels = (
  title: string,
  help: string,
  min: number,
  fallback: number,
  visibleWhen: typeof FIXED | typeof SIZED,
) => number({ title, help, unit: "px", min, max: 1e6, integer: true, default: fallback, visibleWhen });

const Params = paramsOf({
  column: pictureColumn("in-place"),
  mode: choice(["centre", "fixed", "boxes"], {
    title: "Part",
    help: "Which part of a picture is kept.",
    labels: {
      centre: "The middle",
      fixed: "The same place in each",
      boxes: "Each box, a row each",
    },
    default: "centre",
  }),
  x: pixels("Left", "From the left edge.", 0, 0, FIXED),
  y: pixels("Top", "From the top edge.", 0, 0, FIXED),
  width: pixels("Width", "Less where the picture is smaller.", 1, 224, SIZED),
  height: pixels("Height", "Less where the picture is smaller.", 1, 224, SIZED),
  boxes: column({
    title: "Boxes",
    help: "The column of a detector; each box becomes a row, a picture without boxes none.",
    of: "boxes",
    default: "boxes",
    visibleWhen: BOXES,
  }),
  margin: number({
    title: "Margin",
    help: "How much is kept around a box on each side, as a share of its size.",
    min: 0,
    max: 10,
    default: 0,
    visibleWhen: BOXES,
  }),
  prefix: text({
    title: "Prefix",
    help: "Before the names of the columns that each field of the box becomes.",
    default: "box_",
    visibleWhen: BOXES,
  }),
  output: pictureOutput("crop"),
});

export default defineNode({
  kind: "crop-image",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "crop",
  title: "Crop image",
  summary: "Keeps a part of each picture, or makes a row of each box in it.",
  keywords: ["cut", "region", "roi", "box", "explode", "faces"],
  presets: [
    {
      title: "Cut out boxes",
      summary: "A row and a picture of its own for each box.",
      on: { param: "boxes", of: "boxes" },
      params: { mode: "boxes" },
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

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { column: name, mode, boxes, output } = params;
    const made = madePicture({ column: name, output }, true);
    const added = [made, ...boxFields(inputs.in, params)];
    const named = ["output", ...added.slice(1).map(() => "prefix")];
    return addedToPictures(
      inputs.in,
      name,
      added,
      named.map((param) => (param === "output" ? param : undefined)),
      mode === "boxes" ? boxIssues(inputs.in, boxes) : [],
    );
  },

  open: ({ host }) => PictureReader.open(host),

  async process(frame, ctx) {
    const { params, state: reader } = ctx;
    const more = boxFields(frame.schema, params);
    const names = more.map(({ name }) => name.slice(params.prefix.length));
    const boxes = params.mode === "boxes" ? frame.column(params.boxes) : null;
    await mapPictures(
      {
        frame,
        column: params.column,
        fields: [field(params.output, "image", false), ...more],
        reader,
        async make(image, row, facts) {
          if (boxes) {
            const found = boxes.get(row) as readonly Box[] | null;
            if (!found) throw noBoxes(params.boxes);
            if (found.length === 0) return [];
            const cut = await cutterOf(reader, image, facts);
            const rows: MadeRow[] = [];
            for (const box of found) {
              const region = regionOf(box, params.margin, facts);
              if (!region) continue;
              const values = names.map((name) => (box as unknown as Record<string, Cell>)[name] ?? null);
              // A thousand boxes of a large picture would be a thousand large pictures: each is cut when those before have gone on.
              rows.push(async () => [await cut(region), ...values]);
            }
            return rows;
          }
          const { x, y, width, height } = params;
          const region =
            params.mode === "centre" ? middleOf(params, facts) : regionOf({ x, y, width, height }, 0, facts);
          if (!region) throw outside(x, y, facts);
          return [[await (await cutterOf(reader, image, facts))(region)]];
        },
      },
      ctx,
    );
  },
});

/** A picture is decoded once, whatever is cut out of it; a large one, where memory is dear, for each cut by itself. */
async function cutterOf(
  reader: PictureReader,
  image: ImageCell,
  facts: PictureFacts,
): Promise<(region: Region) => Pixels | Promise<Pixels>> {
  if (isLarge(reader, image, facts)) return (region) => readRegion(reader, image, facts, region);
  const whole = await reader.whole(image);
  return (region) => cutOut(whole, region);
}

/** What a box says, each a column. */
function boxFields(
  schema: Schema,
  { mode, boxes, prefix }: { mode: string; boxes: string; prefix: string },
): Field[] {
  const type = mode === "boxes" ? findField(schema, boxes)?.type : undefined;
  if (type?.type !== "list" || type.of.type !== "struct") return [];
  return type.of.fields.map((one) => ({ ...one, name: `${prefix}${one.name}` }));
}

function noBoxes(column: string): MillraceError {
  return new MillraceError("NULL_VALUE", {
    message: `There is no list of boxes in "${column}".`,
    hint: "Filter such rows out before.",
  });
}

function outside(x: number, y: number, { width, height }: { width: number; height: number }): MillraceError {
  return new MillraceError("BOX_OUTSIDE", {
    message: `The picture has ${width} × ${height} pixels; nothing of it lies at ${x}, ${y}.`,
    expected: "a place inside the picture",
    got: `${x}, ${y}`,
    hint: "Choose another place, or leave pictures of that size out.",
  });
}
