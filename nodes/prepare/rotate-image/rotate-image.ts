// rotate-image: pictures turned by quarters or by any angle, or mirrored.

import { field } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { mapPictures } from "../../_shared/pixels/map-pictures.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import {
  addedToPictures,
  backgroundParam,
  colourIssues,
  pictureColumn,
  pictureOutput,
} from "../../_shared/pixels/picture-schema.ts";

export default defineNode({
  kind: "rotate-image",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "rotate-cw",
  title: "Rotate image",
  summary: "Turns or mirrors pictures.",
  keywords: ["turn", "flip", "flop", "mirror", "angle", "deskew", "orientation", "augment"],
  params: paramsOf({
    column: pictureColumn(),
    angle: number({
      title: "Angle",
      help: "Clockwise; the picture grows so that nothing is cut off. Quarters move pixels without computing new ones.",
      unit: "°",
      min: -360,
      max: 360,
      default: 90,
    }),
    mirror: choice(["none", "horizontal", "vertical"], {
      title: "Mirror",
      help: "Before it is turned.",
      labels: {
        none: "No",
        horizontal: "Left and right change places",
        vertical: "Top and bottom change places",
      },
      default: "none",
    }),
    background: backgroundParam("Colour of the corners that come with other angles"),
    output: pictureOutput("rotated"),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const issues = colourIssues(params.background, "background");
    return addedToPictures(
      inputs.in,
      params.column,
      [field(params.output, "image", false)],
      ["output"],
      issues,
    );
  },

  open: ({ host }) => PictureReader.open(host),

  async process(frame, ctx) {
    const { params, state: reader } = ctx;
    const { column, output, angle, mirror, background } = params;
    await mapPictures(
      {
        frame,
        column,
        fields: [field(output, "image", false)],
        reader,
        async make(image, _row, facts) {
          const pixels = await reader.whole(image);
          // The diagonal in a square is the most that any angle needs.
          const side = Math.hypot(facts.width, facts.height);
          return reader.holdBytes(2 * pixels.data.length + side * side * 4, async () => {
            let pipe = reader.stored(pixels);
            if (mirror === "horizontal") pipe = pipe.flop();
            if (mirror === "vertical") pipe = pipe.flip();
            pipe = pipe.rotate(((angle % 360) + 360) % 360, { background });
            return [[await reader.pixels(sameColours(pipe, pixels.channels), image.name)]];
          });
        },
      },
      ctx,
    );
  },
});

function sameColours(pipe: ReturnType<PictureReader["stored"]>, channels: number) {
  const plain = channels === 4 ? pipe : pipe.removeAlpha();
  return plain.toColourspace(channels === 1 ? "b-w" : "srgb");
}
