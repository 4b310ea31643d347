// write-images: pictures, masks, or what is in boxes of them, each as a file in a folder.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import type { Box } from "../../../engine/frames/marks.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, colour, column, folder, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { missingValue } from "../../_shared/missing-value.ts";
import { fillName, templateIssues } from "../../_shared/name-template.ts";
import { folderOfPart, OutputFolder } from "../../_shared/output-folder.ts";
import { cutOut, regionOf } from "../../_shared/pixels/cut-out.ts";
import { encodePicture } from "../../_shared/pixels/encode-picture.ts";
import { noPicture, pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import {
  boxIssues,
  colourIssues,
  pictureColumn,
  pictureIssues,
} from "../../_shared/pixels/picture-schema.ts";

const BOXES = { param: "what", oneOf: ["boxes"] } as const;

interface Writing {
  readonly reader: PictureReader;
  readonly folder: OutputFolder;
}

interface Plan {
  readonly frame: Frame;
}

export default defineNode({
  kind: "write-images",
  version: 1,
  category: "actions",
  field: "pictures",
  icon: "image-down",
  title: "Write images",
  summary: "Writes pictures, masks or what is in boxes of them as files into a folder.",
  keywords: ["save", "export", "png", "jpg", "jpeg", "webp", "crops", "masks", "output"],
  presets: [
    {
      title: "Save the pictures",
      summary: "As files in a folder, under their old names.",
      on: { param: "column", of: "image", made: true },
      params: { folder: "out/pictures" },
    },
  ],
  params: paramsOf({
    folder: folder({
      title: "Folder",
      help: "Where the files are written; it is made where it is not there.",
    }),
    column: pictureColumn("any"),
    what: choice(["whole", "boxes"], {
      title: "Writes",
      help: "What of each picture is written.",
      labels: { whole: "The picture or mask", boxes: "Each box of a column" },
      default: "whole",
    }),
    boxes: column({
      title: "Boxes",
      help: "The column of a detector.",
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
    name: text({
      title: "Names",
      help: "Of the files, without ending: {stem} is the picture's own name, {row} its number, {n} and {label} are those of a box, other braces are columns; / makes folders.",
      minLength: 1,
      default: "{stem}",
    }),
    format: choice(["keep", "png", "jpeg", "webp", "tiff", "avif"], {
      title: "Format",
      help: "Files that stay as they came keep every byte; new pictures become PNG then.",
      labels: { keep: "As it came", png: "PNG", jpeg: "JPEG", webp: "WebP", tiff: "TIFF", avif: "AVIF" },
      default: "keep",
    }),
    quality: number({
      title: "Quality",
      help: "More is better and larger.",
      min: 1,
      max: 100,
      integer: true,
      default: 90,
      visibleWhen: { param: "format", oneOf: ["jpeg", "webp", "avif"] },
    }),
    background: colour({
      title: "Background",
      help: "Colour behind transparent pictures, as #rrggbb; JPEG has no transparency.",
      default: "#ffffff",
      visibleWhen: { param: "format", oneOf: ["jpeg"] },
    }),
  }),
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    const schema = inputs.in;
    if (!schema) return { outputs: {} };
    const { column: name, what, boxes, background } = params;
    const issues = [
      ...pictureIssues(schema, name),
      ...(what === "boxes" ? boxIssues(schema, boxes) : []),
      ...templateIssues(params.name, schema, "name", what === "boxes" ? ["n", "label"] : []),
      ...colourIssues(background, "background"),
    ];
    return { outputs: {}, issues };
  },

  async open({ params, host }): Promise<Writing> {
    return { reader: await PictureReader.open(host), folder: new OutputFolder(host.files, params.folder) };
  },

  ofPart: ({ folder: path }, partition) => ({ folder: folderOfPart(path, partition) }),

  plan(frame, { params }) {
    if (frame.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    const images = frame.column(params.column);
    const names = Array.from(
      { length: frame.length },
      (_, row) => (images.get(row) as ImageCell | null)?.name ?? "",
    );
    const files = names.map((name, row) => fillName(params.name, frame, row, { source: name }));
    return {
      key: `${params.folder} ${source} ${unit} ${from}-${to}`,
      summary: `write ${params.what === "boxes" ? "the boxes of " : ""}${files.join(", ")} to ${params.folder}`,
      rows: frame.length,
      data: { frame } satisfies Plan,
    };
  },

  async perform({ data }, ctx) {
    const { frame } = data;
    const { params, state } = ctx;
    const images = frame.column(params.column);
    for (let row = 0; row < frame.length && !ctx.signal.aborted; row++) {
      const image = images.get(row) as ImageCell | null;
      const error = image ? await writeOne(image, row) : noPicture(params.column);
      if (error) ctx.fail(frame, row, error);
    }

    async function writeOne(image: ImageCell, row: number): Promise<RowError | null> {
      if (params.what === "whole") return write(image, row, image);
      const boxes = frame.column(params.boxes).get(row) as readonly Box[] | null;
      if (!boxes) return missingValue(params.boxes);
      if (boxes.length === 0) return null;
      const whole = await state.reader
        .whole(image)
        .catch((thrown: unknown) => pictureError(thrown, image, params.column));
      if ("code" in whole) return whole;
      // One after the other: a thousand boxes of a large picture would be a thousand large pictures.
      for (const [i, box] of boxes.entries()) {
        const region = regionOf(box, params.margin, whole);
        if (!region) continue;
        const more = { n: String(i + 1), label: box.label ?? "" };
        const error = await write(cutOut(whole, region), row, image, more);
        if (error) return error;
      }
      return null;
    }

    async function write(cell: ImageCell, row: number, of: ImageCell, more = {}): Promise<RowError | null> {
      const file = await encodePicture(state.reader, cell, params).catch((thrown: unknown) =>
        pictureError(thrown, of, params.column),
      );
      if ("code" in file) return file;
      // What a disk says is no fault of the row: it ends the run.
      const name = fillName(params.name, frame, row, { source: of.name, more });
      await state.folder.write(`${name}.${file.ending}`, file.bytes);
      return null;
    }
  },

  async close({ state }, outcome) {
    if (outcome === "done") await state.folder.make();
  },
});
