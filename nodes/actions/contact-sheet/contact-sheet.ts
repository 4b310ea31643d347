// contact-sheet: thumbnails of many pictures side by side, with captions, as pages in a folder.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeContext, NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, folder, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { fillName, templateIssues } from "../../_shared/name-template.ts";
import { folderOfPart, OutputFolder } from "../../_shared/output-folder.ts";
import { encodePicture } from "../../_shared/pixels/encode-picture.ts";
import { noPicture, pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { pictureColumn, pictureIssues } from "../../_shared/pixels/picture-schema.ts";
import { drawSheet, tooLargeSheet, type SheetLayout, type Tile } from "./sheet.ts";

interface Writing {
  readonly reader: PictureReader;
  readonly folder: OutputFolder;
  tiles: Tile[];
  pages: number;
}

interface Style extends SheetLayout {
  readonly format: "jpeg" | "png";
}

export default defineNode({
  kind: "contact-sheet",
  version: 1,
  category: "actions",
  field: "pictures",
  icon: "layout-grid",
  title: "Contact sheet",
  summary: "Writes pages of thumbnails with captions.",
  keywords: ["gallery", "montage", "index", "overview", "thumbnails", "collage", "save"],
  params: paramsOf({
    folder: folder({ title: "Folder", help: "Where the pages are written: sheet-1, sheet-2 and so on." }),
    column: pictureColumn("any"),
    caption: text({
      title: "Caption",
      help: "Below each picture: {stem} is its name, {row} its number, other braces are columns.",
      default: "{stem}",
    }),
    columns: number({
      title: "Side by side",
      help: "Pictures in a line.",
      min: 1,
      max: 50,
      integer: true,
      default: 6,
    }),
    rows: number({ title: "Lines", help: "On a page.", min: 1, max: 50, integer: true, default: 8 }),
    size: number({
      title: "Picture size",
      help: "The longer side.",
      unit: "px",
      min: 32,
      max: 1000,
      integer: true,
      default: 200,
    }),
    format: choice(["jpeg", "png"], {
      title: "Format",
      help: "Of the pages.",
      labels: { jpeg: "JPEG", png: "PNG" },
      default: "jpeg",
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
    const issues = [
      ...pictureIssues(schema, params.column),
      ...templateIssues(params.caption, schema, "caption"),
      ...sizeIssues(params),
    ];
    return { outputs: {}, issues };
  },

  async open({ params, host }): Promise<Writing> {
    const reader = await PictureReader.open(host);
    return { reader, folder: new OutputFolder(host.files, params.folder), tiles: [], pages: 0 };
  },

  ofPart: ({ folder: path }, partition) => ({ folder: folderOfPart(path, partition) }),

  plan(frame, { params }) {
    if (frame.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.folder} ${source} ${unit} ${from}-${to}`,
      summary: `put ${frame.length} pictures on pages in ${params.folder}`,
      rows: frame.length,
      data: { frame },
    };
  },

  async perform({ data: { frame } }, ctx) {
    const { params, state, signal } = ctx;
    for (let row = 0; row < frame.length && !signal.aborted; row++) {
      const tile = await tileOf(frame, row, ctx);
      if (tile) state.tiles.push(tile);
      if (state.tiles.length === params.columns * params.rows) await writePage(state, params);
    }
  },

  async close({ state, params }, outcome) {
    if (outcome !== "done") return;
    await state.folder.make();
    if (state.tiles.length > 0) await writePage(state, params);
  },
});

/** A page is drawn in memory. */
function sizeIssues(layout: SheetLayout): NodeIssue[] {
  const size = tooLargeSheet(layout);
  if (size === null) return [];
  return [
    {
      code: "PARAM_INVALID",
      severity: "error",
      path: "params.size",
      message: `A full page would have ${size}.`,
      expected: "pages of 100 million pixels at the most",
      got: size,
      hint: "Make the pictures smaller, or put fewer on a page.",
    },
  ];
}

interface Choice {
  readonly column: string;
  readonly caption: string;
  readonly size: number;
}

/** Null for a row that has failed. */
async function tileOf(
  frame: Frame,
  row: number,
  ctx: NodeContext<Choice, unknown, Writing>,
): Promise<Tile | null> {
  const { column, caption, size } = ctx.params;
  const image = frame.column(column).get(row) as ImageCell | null;
  if (!image) {
    ctx.fail(frame, row, noPicture(column));
    return null;
  }
  try {
    const want = { width: size, height: size, fit: "fit", background: "#ffffff" } as const;
    const picture = await ctx.state.reader.sized(image, want);
    return { picture, caption: fillName(caption, frame, row, { source: image.name }) };
  } catch (thrown) {
    ctx.fail(frame, row, pictureError(thrown, image, column));
    return null;
  }
}

async function writePage(state: Writing, style: Style): Promise<void> {
  const sheet = drawSheet(style, state.tiles);
  state.tiles = [];
  const cell: ImageCell = { kind: "pixels", ...sheet, name: "sheet" };
  const { format } = style;
  const file = await encodePicture(state.reader, cell, { format, quality: 85, background: "#ffffff" });
  await state.folder.write(`sheet-${++state.pages}.${file.ending}`, file.bytes);
}
