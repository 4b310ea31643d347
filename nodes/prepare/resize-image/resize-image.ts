// resize-image: pictures of another size.

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

const side = (title: string) =>
  number({ title, help: "In pixels.", unit: "px", min: 1, max: 32768, integer: true, default: 1024 });

export default defineNode({
  kind: "resize-image",
  version: 1,
  category: "prepare",
  field: "pictures",
  icon: "image-upscale",
  title: "Resize image",
  summary: "Makes pictures of another size.",
  keywords: ["scale", "shrink", "enlarge", "thumbnail", "letterbox", "pad", "fit", "cover"],
  params: paramsOf({
    column: pictureColumn("any"),
    width: side("Width"),
    height: side("Height"),
    fit: choice(["fit", "letterbox", "cover", "stretch"], {
      title: "Fit",
      help: "What happens to pictures of another shape.",
      labels: {
        fit: "Whole picture, of its own shape",
        letterbox: "Whole picture with borders",
        cover: "Fill and cut off",
        stretch: "Stretch",
      },
      default: "fit",
    }),
    enlarge: toggle({
      title: "Enlarge",
      help: "Whether pictures that are smaller become larger; else they stay as large as they are.",
      default: true,
      visibleWhen: { param: "fit", oneOf: ["fit"] },
    }),
    kernel: choice(["linear", "cubic", "lanczos3", "nearest"], {
      title: "Filter",
      help: "How new pixels are computed: lanczos is the sharpest, nearest keeps colours as they are.",
      labels: { linear: "Linear", cubic: "Cubic", lanczos3: "Lanczos", nearest: "Nearest pixel" },
      default: "lanczos3",
    }),
    anchor: choice(["centre", "start"], {
      title: "Place",
      help: "Where a picture stands between borders, and which part of it is kept.",
      labels: { centre: "In the middle", start: "At the top left" },
      default: "centre",
      visibleWhen: { param: "fit", oneOf: ["letterbox", "cover"] },
    }),
    background: backgroundParam("Colour of borders, and behind transparent pictures"),
    output: pictureOutput("resized"),
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
    const { fit, kernel, anchor, background, enlarge } = params;
    return newPictures(frame, ctx, async (image, _row, facts) => {
      const small = fit === "fit" && !enlarge;
      const sized = await reader.sized(image, {
        width: small ? Math.min(params.width, facts.width) : params.width,
        height: small ? Math.min(params.height, facts.height) : params.height,
        fit,
        kernel,
        anchor,
        background,
        gray: facts.channels <= 2,
      });
      const { data, width, height, channels } = sized;
      return { kind: "pixels", data, width, height, channels, name: image.name };
    });
  },
});
