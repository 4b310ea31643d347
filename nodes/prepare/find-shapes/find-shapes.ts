// find-shapes: finds what is written or drawn on a plain ground, a box around each part that hangs together.

import type { Cell } from "../../../engine/frames/column.ts";
import { field } from "../../../engine/frames/frame.ts";
import { boxesType, type Box } from "../../../engine/frames/marks.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, number, optionalNumber, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { mapPictures } from "../../_shared/pixels/map-pictures.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { addedToPictures, pictureColumn } from "../../_shared/pixels/picture-schema.ts";
import { inkOf } from "./ink.ts";
import { connectedShapes, inReadingOrder, joinStacked, type Shape } from "./shapes.ts";

const pixels = (title: string, help: string, fallback: number) =>
  number({ title, help, unit: "px", min: 1, integer: true, setting: true, default: fallback });

export default defineNode({
  kind: "find-shapes",
  version: 1,
  category: "prepare",
  field: "pictures",
  title: "Find shapes",
  summary: "Finds what is written or drawn on a plain ground: a box around each part that hangs together.",
  keywords: [
    "connected",
    "components",
    "blobs",
    "contours",
    "segment",
    "digits",
    "characters",
    "otsu",
    "boxes",
  ],
  params: paramsOf({
    column: pictureColumn("any"),
    ink: choice(["auto", "dark", "light"], {
      title: "Ink is",
      help: "What is to be found; automatic takes what there is less of.",
      labels: { auto: "What is rarer", dark: "Darker than the ground", light: "Lighter than the ground" },
      default: "auto",
    }),
    threshold: optionalNumber({
      title: "Threshold",
      help: "Gray value that parts dark from light. Empty = where both sides of a picture differ most (Otsu).",
      min: 1,
      max: 255,
    }),
    contrast: number({
      title: "Least contrast",
      help: "How far ink and ground must be apart in the mean; a picture with less has no shapes.",
      min: 0,
      max: 255,
      setting: true,
      default: 40,
    }),
    minHeight: pixels("Least height", "Lower shapes are left out: dust, dots, lines.", 8),
    minPixels: pixels("Least ink", "Shapes with less ink are left out.", 20),
    joinStacked: toggle({
      title: "Join what is stacked",
      help: "Parts above each other become one shape: the dot of an i, the loose bar of a 5.",
      default: true,
    }),
    output: text({ title: "New column", help: "Name of the list of boxes.", default: "boxes", minLength: 1 }),
    count: text({
      title: "Count column",
      help: "Name of a column that says how many there are; empty for none.",
      default: "",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    return addedToPictures(inputs.in, params.column, fieldsOf(params), ["output", "count"]);
  },

  open: ({ host }) => PictureReader.open(host),

  async process(frame, ctx) {
    const { params, state: reader } = ctx;
    const make = async (image: Parameters<PictureReader["whole"]>[0]): Promise<Cell[][]> => {
      const { data, width, height } = await reader.whole(image, { flatten: "#ffffff", channels: 1 });
      const ink = inkOf(data, params);
      const parts = ink ? connectedShapes(ink, width, height) : [];
      const whole = params.joinStacked ? joinStacked(parts) : parts;
      const kept = whole.filter(
        (shape) => shape.height >= params.minHeight && shape.pixels >= params.minPixels,
      );
      return [[inReadingOrder(kept).map(boxOf), kept.length].slice(0, params.count === "" ? 1 : 2)];
    };
    await mapPictures({ frame, column: params.column, fields: fieldsOf(params), reader, make }, ctx);
  },
});

function fieldsOf({ output, count }: { output: string; count: string }) {
  const boxes = field(output, boxesType(), false);
  return count === "" ? [boxes] : [boxes, field(count, "int32", false)];
}

function boxOf({ x, y, width, height }: Shape): Box {
  return { label: null, score: null, x, y, width, height };
}
