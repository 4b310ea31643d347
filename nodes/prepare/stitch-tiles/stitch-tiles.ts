// stitch-tiles: what was found in the tiles of a picture becomes what was found in the picture, one row again.

import { field, withFields, type Frame } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { column, columnList, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { boxIssues } from "../../_shared/pixels/picture-schema.ts";
import { Stitching } from "./stitching.ts";

/** What tile-image adds behind its prefix. */
const PLACES = ["x", "y", "width", "height", "of_width", "of_height"] as const;

export default defineNode({
  kind: "stitch-tiles",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "layout-grid",
  title: "Stitch tiles",
  summary: "Puts boxes and masks that were found in tiles back into the whole picture.",
  keywords: ["merge", "join", "assemble", "sahi", "nms", "untile", "large"],
  params: paramsOf({
    boxes: columnList({
      title: "Boxes",
      help: "Columns with what was found in each tile.",
      of: "boxes",
      default: [],
    }),
    masks: columnList({
      title: "Masks",
      help: "Columns with a mask of each tile.",
      of: "image",
      default: [],
    }),
    overlap: number({
      title: "Same thing",
      help: "Boxes of one label that share more than this part of the smaller one are the same thing; the better score stays.",
      min: 0,
      max: 1,
      default: 0.5,
    }),
    tile: column({
      title: "Tiles",
      help: "The column with the tiles, which is left out.",
      of: "image",
      default: "tile",
    }),
    prefix: text({ title: "Prefix", help: "As Tile image has it.", default: "tile_" }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "ordered",
  needs: [],
  // All tiles of a picture come of one row.
  alone: () => "same",

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const { boxes, masks, prefix, tile } = params;
    const places = PLACES.map((name) => prefix + name);
    const issues = [
      ...boxes.flatMap((name) => boxIssues(schema, name)),
      ...unknownColumnIssues(schema, masks, "params.masks"),
      ...typeIssues(
        schema,
        masks,
        "params.masks",
        ({ type }) => type === "image",
        "a mask",
        "Choose another.",
      ),
      ...unknownColumnIssues(schema, [tile], "params.tile"),
      ...unknownColumnIssues(schema, places, "params.prefix"),
    ];
    return { outputs: { out: stitchedSchema(schema, params) }, issues };
  },

  open: async ({ host }) => new Stitching(await PictureReader.open(host)),

  async process(frame, ctx) {
    const { params, state, inputs, outputs, out, fail } = ctx;
    const rest = stitchedSchema(inputs.in, params).fields.map(({ name }) => name);
    const plan = { ...params, rest, schema: outputs.out };
    await state.take(frame, plan, {
      emit: (stitched: Frame) => out.out(stitched),
      fail: (of, row, error) => fail(of, row, error),
    });
  },

  end: ({ state, out }) => state.end((stitched) => out.out(stitched)),
});

/** Without the tiles and their places; masks are there, whatever became of nulls. */
function stitchedSchema(
  schema: Schema,
  params: { masks: readonly string[]; tile: string; prefix: string },
): Schema {
  const left = new Set([params.tile, ...PLACES.map((name) => params.prefix + name)]);
  const fields = schema.fields.filter(({ name }) => !left.has(name));
  return withFields(
    { ...schema, fields },
    params.masks.filter((name) => !left.has(name)).map((name) => field(name, "image", false)),
  );
}
