// html-report: rows with their pictures as one file that any browser opens, without a network.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { marksOf, type Box } from "../../../engine/frames/marks.ts";
import { isNumberType, type Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { columnList, file, number, paramsOf, text } from "../../../engine/sdk/params.ts";
import { pathOfPart } from "../../../engine/sdk/partition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { FileWriter } from "../../../engine/sdk/services.ts";
import { cellText } from "../../_shared/cell-text.ts";
import { repeatedIssues, typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { NumberTally } from "../../_shared/page/number-tally.ts";
import { encodePicture } from "../../_shared/pixels/encode-picture.ts";
import { pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { pageEnd, pageRow, pageStart, type ReportCell, type Thumbnail } from "./report-page.ts";

interface Writing {
  readonly reader: PictureReader;
  readonly writer: FileWriter;
  readonly tally: NumberTally;
  shown: number;
  rows: number;
  failed: number;
  opened: boolean;
}

const encoder = new TextEncoder();
const THUMBNAIL = { format: "jpeg", quality: 80, background: "#ffffff" } as const;

export default defineNode({
  kind: "html-report",
  version: 1,
  category: "actions",
  icon: "newspaper",
  title: "HTML report",
  summary: "Writes rows with pictures, boxes and numbers as one page that opens offline.",
  keywords: ["web", "page", "save", "export", "gallery", "thumbnails", "table", "share", "print"],
  params: paramsOf({
    path: file({
      title: "File",
      help: "The page to write; it takes its place when it is whole.",
      extensions: ["html"],
    }),
    title: text({ title: "Title", help: "Stands on top.", default: "Report" }),
    columns: columnList({
      title: "Columns",
      help: "Which, in which order; all when empty, but tensors, sound and boxes, which are drawn into pictures.",
      default: [],
    }),
    boxes: columnList({
      title: "Boxes",
      help: "Columns of detectors, drawn into each picture.",
      of: "boxes",
      default: [],
    }),
    size: number({
      title: "Picture size",
      help: "The longer side of pictures in the page.",
      unit: "px",
      min: 16,
      max: 2000,
      integer: true,
      default: 240,
    }),
    maxRows: number({
      title: "Most rows",
      help: "The page shows that many and says how many there were; numbers below it are of all.",
      min: 1,
      max: 100_000,
      integer: true,
      default: 500,
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
    const { columns, boxes } = params;
    const isBoxes = (type: Parameters<typeof marksOf>[0]) => marksOf(type) === "boxes";
    const issues = [
      ...unknownColumnIssues(schema, columns, "params.columns"),
      ...repeatedIssues(columns, "columns"),
      ...unknownColumnIssues(schema, boxes, "params.boxes"),
      ...typeIssues(
        schema,
        boxes,
        "params.boxes",
        isBoxes,
        "a list of boxes",
        "Choose what a detector adds.",
      ),
    ];
    return { outputs: {}, issues };
  },

  async open({ params, host }): Promise<Writing> {
    return {
      reader: await PictureReader.open(host),
      writer: host.files.create(params.path),
      tally: new NumberTally(),
      shown: 0,
      rows: 0,
      failed: 0,
      opened: false,
    };
  },

  ofPart: ({ path }, partition) => ({ path: pathOfPart(path, partition) }),

  plan(frame, { params }) {
    if (frame.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.path} ${source} ${unit} ${from}-${to}`,
      summary: `put ${frame.length} rows into ${params.path}`,
      rows: frame.length,
      data: { frame },
    };
  },

  async perform({ data: { frame } }, ctx) {
    const { params, state, signal } = ctx;
    if (!state.opened) await begin(state, params, shownNames(frame.schema, params.columns));
    const names = shownNames(frame.schema, params.columns);
    state.tally.add(frame, names);
    for (let row = 0; row < frame.length && !signal.aborted; row++) {
      state.rows++;
      if (state.shown >= params.maxRows) continue;
      const cells = await Promise.all(names.map((name) => cellOf(frame, row, name, params, state.reader)));
      const bad = cells.find((cell): cell is RowError => "code" in cell);
      if (bad) {
        state.failed++;
        ctx.fail(frame, row, bad);
        continue;
      }
      state.shown++;
      await state.writer.write(encoder.encode(pageRow(cells.filter((cell) => "kind" in cell))));
    }
  },

  async close({ state, params, inputs }, outcome) {
    if (!state) return;
    if (outcome !== "done") return state.writer.abandon();
    if (!state.opened) await begin(state, params, shownNames(inputs.in, params.columns));
    const { shown, rows, failed, tally } = state;
    await state.writer.write(encoder.encode(pageEnd(shown, rows, failed, tally.facts())));
    await state.writer.commit();
  },
});

async function begin(state: Writing, { title }: { title: string }, names: readonly string[]): Promise<void> {
  await state.writer.open();
  await state.writer.write(encoder.encode(pageStart(title, names)));
  // Behind it: what is tried again begins again.
  state.opened = true;
}

/** Without what nobody can look at as text. */
function shownNames({ fields }: Schema, chosen: readonly string[]): readonly string[] {
  if (chosen.length > 0) return chosen;
  return fields
    .filter(({ type }) => type.type !== "tensor" && type.type !== "audio" && marksOf(type) !== "boxes")
    .map(({ name }) => name);
}

interface Showing {
  readonly boxes: readonly string[];
  readonly size: number;
}

async function cellOf(
  frame: Frame,
  row: number,
  name: string,
  { boxes, size }: Showing,
  reader: PictureReader,
): Promise<ReportCell | RowError> {
  const column = frame.column(name);
  const image = column.type.type === "image" ? (column.get(row) as ImageCell | null) : null;
  if (!image) {
    const kind = isNumberType(column.type.type) ? "number" : "text";
    return { kind, text: cellText(column, row) };
  }
  try {
    const marks = boxes.flatMap((list) => (frame.column(list).get(row) ?? []) as readonly Box[]);
    return { kind: "picture", picture: await thumbnail(image, size, marks, reader) };
  } catch (thrown) {
    return pictureError(thrown, image, name);
  }
}

/** Not larger than the picture itself. */
async function thumbnail(
  image: ImageCell,
  size: number,
  boxes: readonly Box[],
  reader: PictureReader,
): Promise<Thumbnail> {
  const facts = await reader.facts(image);
  const side = Math.min(size, Math.max(facts.width, facts.height));
  const sized = await reader.sized(image, { width: side, height: side, fit: "fit", background: "#ffffff" });
  const { width, height, data, channels, source } = sized;
  const cell: ImageCell = { kind: "pixels", data, width, height, channels, name: image.name };
  const { bytes } = await encodePicture(reader, cell, THUMBNAIL);
  return { jpeg: bytes, name: image.name, width, height, source, boxes };
}
