// write-yolo: a text file of labels for each picture, as YOLO's trainers read them, and the list of the classes.

import * as z from "zod/mini";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { folder, json, paramsOf, toggle } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { ClassNumbers, unknownLabel } from "../../_shared/drawing/class-numbers.ts";
import {
  boxesColumn,
  boxesIssues,
  boxesOf,
  imageColumn,
  imageIssues,
  isRowError,
} from "../../_shared/drawing/marks-params.ts";
import { OutputFolder } from "../../_shared/output-folder.ts";
import { noPicture, pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { stemOf } from "../../_shared/safe-name.ts";
import { yoloLine } from "./yolo-line.ts";

interface Writing {
  readonly reader: PictureReader;
  readonly folder: OutputFolder;
  readonly classes: ClassNumbers;
}

export default defineNode({
  kind: "write-yolo",
  version: 1,
  category: "actions",
  icon: "file-down",
  field: "pictures",
  title: "Write YOLO labels",
  summary: "Writes boxes as YOLO's label files: one text file a picture, and the list of classes.",
  keywords: ["save", "export", "annotations", "training", "darknet", "ultralytics", "txt"],
  params: paramsOf({
    folder: folder({
      title: "Folder",
      help: "Where the files are written; it is made where it is not there.",
    }),
    column: imageColumn(),
    boxes: boxesColumn(),
    labels: json<string[]>(
      () => z.array(z.string()),
      {
        title: "Labels",
        help: "The classes in the order of their numbers. Empty: as they come first.",
        default: [],
      },
      isListOf(isText),
    ),
    outlines: toggle({
      title: "Outlines",
      help: "Writes the outline of a box that has one, as for segmentation, instead of the box.",
      default: false,
    }),
  }),
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    return {
      outputs: {},
      issues: [...imageIssues(inputs.in, params.column), ...boxesIssues(inputs.in, params.boxes)],
    };
  },

  async open({ params, host }): Promise<Writing> {
    return {
      reader: await PictureReader.open(host),
      folder: new OutputFolder(host.files, params.folder),
      classes: new ClassNumbers(params.labels),
    };
  },

  plan(frame, { params }) {
    if (frame.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.folder} ${source} ${unit} ${from}-${to}`,
      summary: `write labels of ${frame.length} pictures to ${params.folder}`,
      rows: frame.length,
      data: { frame },
    };
  },

  async perform({ data }, ctx) {
    const { frame } = data;
    for (let row = 0; row < frame.length && !ctx.signal.aborted; row++) {
      const lines = await linesOf(row);
      if ("code" in lines) ctx.fail(frame, row, lines);
      else await ctx.state.folder.write(`${lines.name}.txt`, new TextEncoder().encode(lines.text));
    }

    async function linesOf(row: number): Promise<{ name: string; text: string } | RowError> {
      const { params, state } = ctx;
      const image = frame.column(params.column).get(row) as ImageCell | null;
      if (!image) return noPicture(params.column);
      const boxes = boxesOf(frame, params.boxes, row);
      if (isRowError(boxes)) return boxes;
      const facts = await state.reader
        .facts(image)
        .catch((thrown: unknown) => pictureError(thrown, image, params.column));
      if ("code" in facts) return facts;
      const lines: string[] = [];
      for (const box of boxes) {
        const number = state.classes.of(box.label);
        if (number === null) return unknownLabel(box.label, state.classes.names, params.boxes);
        lines.push(yoloLine(number, box, facts, params.outlines));
      }
      return { name: stemOf(image.name) || String(row), text: lines.map((line) => `${line}\n`).join("") };
    }
  },

  async close({ state }, outcome) {
    if (outcome !== "done" || !state) return;
    const names = state.classes.names.map((name) => `${name.replaceAll(/[\r\n]+/gu, " ")}\n`).join("");
    await state.folder.write("classes.txt", new TextEncoder().encode(names));
  },
});
