// tile-image: large pictures as overlapping tiles, a row each, with its place.

import { field } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { cutOut } from "../../_shared/pixels/cut-out.ts";
import { Pieces } from "../../_shared/pixels/in-pieces.ts";
import { noPicture, pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { addedToPictures, pictureColumn, pictureOutput } from "../../_shared/pixels/picture-schema.ts";
import { stripsOf } from "../../_shared/pixels/strips.ts";
import { tilePlaces } from "./tile-places.ts";

const side = (title: string) =>
  number({ title, help: "Of a tile.", unit: "px", min: 16, max: 16384, integer: true, default: 1024 });

/** What stands behind the prefix, in this order. */
const PLACES = ["x", "y", "width", "height", "of_width", "of_height"] as const;

export default defineNode({
  kind: "tile-image",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "layout-grid",
  title: "Tile image",
  summary: "Cuts large pictures into overlapping tiles, a row each, with its place.",
  keywords: ["split", "patch", "sahi", "slice", "grid", "large", "satellite", "microscope"],
  params: paramsOf({
    column: pictureColumn("in-place"),
    width: side("Width"),
    height: side("Height"),
    overlap: number({
      title: "Overlap",
      help: "What neighbours share at least; as much as the largest thing that is looked for, so that one tile has it whole.",
      unit: "px",
      min: 0,
      max: 8192,
      integer: true,
      default: 128,
    }),
    prefix: text({
      title: "Prefix",
      help: "Before x, y, width and height of the tile, and of_width and of_height of its picture.",
      default: "tile_",
    }),
    output: pictureOutput("tile"),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const { overlap, width, height } = params;
    const smaller = Math.min(width, height);
    const issues = overlap < smaller ? [] : [tooMuchOverlap(overlap, smaller)];
    return addedToPictures(inputs.in, params.column, addedBy(params), ["output"], issues);
  },

  open: ({ host }) => PictureReader.open(host),

  async process(frame, { params, state: reader, outputs, out, fail, signal }) {
    const images = frame.column(params.column);
    const pieces = new Pieces(frame, addedBy(params), outputs.out, (piece) => out.out(piece), reader);
    for (let row = 0; row < frame.length; row++) {
      const image = images.get(row) as ImageCell | null;
      if (!image) fail(frame, row, noPicture(params.column));
      else {
        const given = { tiles: 0 };
        try {
          await tile(image, row, given);
        } catch (thrown) {
          if (signal.aborted) return;
          fail(frame, row, brokenMidway(pictureError(thrown, image, params.column), given.tiles));
        }
      }
      await pieces.giveIfFull(row + 1);
    }
    await pieces.end();

    async function tile(image: ImageCell, row: number, given: { tiles: number }): Promise<void> {
      const facts = await reader.facts(image);
      const across = tilePlaces(facts.width, params.width, params.overlap);
      const down = tilePlaces(facts.height, params.height, params.overlap);
      const [width, height] = [Math.min(params.width, facts.width), Math.min(params.height, facts.height)];
      const strips = await stripsOf(reader, image, facts);
      for (let first = 0; first < down.length && !signal.aborted;) {
        // As many rows of tiles as one band holds, but one always.
        let last = first;
        while (last + 1 < down.length && down[last + 1] + height - down[first] <= strips.most) last++;
        const from = down[first];
        const band = await strips.lines(from, down[last] + height);
        for (const y of down.slice(first, last + 1))
          for (const x of across) {
            await pieces.giveIfFull(row);
            const cell = cutOut(band, { x, y: y - from, width, height });
            pieces.add(row, [cell, x, y, width, height, facts.width, facts.height], cell.data.length);
            given.tiles++;
          }
        first = last + 1;
      }
    }
  },
});

function addedBy({ output, prefix }: { output: string; prefix: string }) {
  return [field(output, "image", false), ...PLACES.map((name) => field(prefix + name, "int32", false))];
}

/** The tiles before it have gone on, and cannot be called back. */
function brokenMidway(error: RowError, tiles: number): RowError {
  if (tiles === 0) return error;
  return {
    ...error,
    cause: `${error.cause} The ${tiles} tiles above it have gone on: what is made of them is not the whole picture.`,
  };
}

function tooMuchOverlap(overlap: number, smaller: number) {
  return {
    code: "PARAM_INVALID",
    severity: "error",
    path: "params.overlap",
    message: `Tiles of ${smaller} pixels that share ${overlap} would never get on.`,
    expected: `less than ${smaller}`,
    got: String(overlap),
    hint: "Set a smaller overlap or larger tiles.",
    fix: {
      label: `Set it to ${Math.floor(smaller / 8)}`,
      commands: [{ do: "set-param", id: "", param: "overlap", value: Math.floor(smaller / 8) }],
    },
  } as const;
}
