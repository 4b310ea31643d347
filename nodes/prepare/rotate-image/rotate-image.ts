// rotate-image: pictures turned by quarters or by any angle, or mirrored.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { newPictures, newPictureSchema } from "../../_shared/pixels/new-picture.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import {
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
    column: pictureColumn("any"),
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

  schema: ({ params, inputs }) =>
    newPictureSchema(inputs.in, params, () => colourIssues(params.background, "background"), true),

  open: ({ host }) => PictureReader.open(host),

  process(frame, ctx) {
    const { params, state: reader } = ctx;
    const { angle, mirror, background } = params;
    return newPictures(frame, ctx, async (image, _row, facts) => {
      const pixels = await reader.whole(image);
      // The diagonal in a square is the most that any angle needs.
      const side = Math.hypot(facts.width, facts.height);
      return reader.holdBytes(2 * pixels.data.length + side * side * 4, () => {
        let pipe = reader.stored(pixels);
        if (mirror === "horizontal") pipe = pipe.flop();
        if (mirror === "vertical") pipe = pipe.flip();
        pipe = pipe.rotate(((angle % 360) + 360) % 360, { background });
        return reader.pixels(sameColours(pipe, pixels.channels), image.name);
      });
    });
  },
});

function sameColours(pipe: ReturnType<PictureReader["stored"]>, channels: number) {
  const plain = channels === 4 ? pipe : pipe.removeAlpha();
  return plain.toColourspace(channels === 1 ? "b-w" : "srgb");
}
