// image-colour: gray, other channel orders, no alpha, negatives, brighter or with more contrast.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, number, paramsOf, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { newPictures, newPictureSchema } from "../../_shared/pixels/new-picture.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import {
  backgroundParam,
  colourIssues,
  pictureColumn,
  pictureOutput,
} from "../../_shared/pixels/picture-schema.ts";
import { changeColours } from "./change-colours.ts";

export default defineNode({
  kind: "image-colour",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "palette",
  title: "Image colours",
  summary:
    "Makes pictures gray, swaps channels, takes out alpha, inverts, or changes brightness and contrast.",
  keywords: [
    "color",
    "grayscale",
    "greyscale",
    "bgr",
    "rgb",
    "invert",
    "negative",
    "brightness",
    "contrast",
    "alpha",
  ],
  params: paramsOf({
    column: pictureColumn("any"),
    colours: choice(["keep", "gray", "rgb", "bgr"], {
      title: "Colours",
      help: "What a pixel has afterwards. Blue, green, red is for models that were trained so; everything else shows it with wrong colours.",
      labels: { keep: "As they are", gray: "Gray", rgb: "Red, green, blue", bgr: "Blue, green, red" },
      default: "gray",
    }),
    alpha: choice(["flatten", "keep"], {
      title: "Transparency",
      help: "Whether what is transparent shows the background; gray and swapped pictures have none.",
      labels: { flatten: "Show the background", keep: "Keep" },
      default: "flatten",
    }),
    background: backgroundParam("Colour behind transparent pictures"),
    brightness: number({
      title: "Brightness",
      help: "Each value is multiplied by it; 1 changes nothing.",
      min: 0,
      max: 10,
      default: 1,
    }),
    contrast: number({
      title: "Contrast",
      help: "The distance from the middle (127.5) is multiplied by it; 1 changes nothing.",
      min: 0,
      max: 10,
      default: 1,
    }),
    invert: toggle({ title: "Negative", help: "Light becomes dark.", default: false }),
    output: pictureOutput("recoloured"),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema: ({ params, inputs }) =>
    newPictureSchema(inputs.in, params, () => colourIssues(params.background, "background")),

  open: ({ host }) => PictureReader.open(host),

  process(frame, ctx) {
    const { params, state: reader } = ctx;
    const { colours, alpha, background } = params;
    const keepsAlpha = alpha === "keep" && colours === "keep";
    const channels = colours === "gray" ? 1 : colours === "keep" ? undefined : 3;
    return newPictures(frame, ctx, async (image) => {
      const found = await reader.whole(image, {
        ...(!keepsAlpha && { flatten: background }),
        ...(channels !== undefined && { channels }),
      });
      return { ...found, data: changeColours(found, params, colours === "bgr") };
    });
  },
});
