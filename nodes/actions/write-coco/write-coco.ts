// write-coco: boxes and outlines of all pictures as one JSON file in the form of the COCO data set.

import * as z from "zod/mini";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { file, json, paramsOf } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { FileWriter } from "../../../engine/sdk/services.ts";
import { ClassNumbers, unknownLabel } from "../../_shared/drawing/class-numbers.ts";
import {
  boxesColumn,
  boxesIssues,
  boxesOf,
  imageColumn,
  imageIssues,
  isRowError,
} from "../../_shared/drawing/marks-params.ts";
import { noPicture, pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { cocoAnnotation } from "./coco-annotation.ts";

interface Writing {
  readonly reader: PictureReader;
  readonly writer: FileWriter;
  readonly classes: ClassNumbers;
  /** JSON texts: the file's parts stand one behind the other, so they wait until the last picture has come. */
  readonly images: string[];
  readonly annotations: string[];
}

export default defineNode({
  kind: "write-coco",
  version: 1,
  category: "actions",
  icon: "file-down",
  field: "pictures",
  title: "Write COCO labels",
  summary: "Writes boxes and outlines as one JSON file in the form of COCO.",
  keywords: ["save", "export", "annotations", "training", "instances", "json", "detectron"],
  params: paramsOf({
    path: file({ title: "File", help: "The file to write.", extensions: ["json"] }),
    column: imageColumn(),
    boxes: boxesColumn(),
    labels: json<string[]>(
      () => z.array(z.string()),
      {
        title: "Labels",
        help: "The categories in the order of their numbers, from 1. Empty: as they come first.",
        default: [],
      },
      isListOf(isText),
    ),
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
      writer: host.files.create(params.path),
      classes: new ClassNumbers(params.labels),
      images: [],
      annotations: [],
    };
  },

  plan(frame, { params }) {
    if (frame.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.path} ${source} ${unit} ${from}-${to}`,
      summary: `write labels of ${frame.length} pictures to ${params.path}`,
      rows: frame.length,
      data: { frame },
    };
  },

  async perform({ data }, ctx) {
    const { frame } = data;
    for (let row = 0; row < frame.length && !ctx.signal.aborted; row++) {
      const error = await add(row);
      if (error) ctx.fail(frame, row, error);
    }

    async function add(row: number): Promise<RowError | null> {
      const { params, state } = ctx;
      const image = frame.column(params.column).get(row) as ImageCell | null;
      if (!image) return noPicture(params.column);
      const boxes = boxesOf(frame, params.boxes, row);
      if (isRowError(boxes)) return boxes;
      const facts = await state.reader
        .facts(image)
        .catch((thrown: unknown) => pictureError(thrown, image, params.column));
      if ("code" in facts) return facts;
      const numbers = boxes.map(({ label }) => state.classes.of(label));
      const unknown = numbers.indexOf(null);
      if (unknown >= 0) return unknownLabel(boxes[unknown].label, state.classes.names, params.boxes);
      const imageId = state.images.length + 1;
      const { width, height } = facts;
      state.images.push(JSON.stringify({ id: imageId, file_name: image.name, width, height }));
      boxes.forEach((box, i) => {
        const id = state.annotations.length + 1;
        state.annotations.push(
          JSON.stringify(cocoAnnotation(box, { id, imageId, categoryId: numbers[i]! + 1 })),
        );
      });
      return null;
    }
  },

  async close({ state }, outcome) {
    if (!state) return;
    if (outcome !== "done") return state.writer.abandon();
    const categories = state.classes.names.map((name, i) => JSON.stringify({ id: i + 1, name }));
    const parts = { images: state.images, annotations: state.annotations, categories };
    let before = "{";
    for (const [name, items] of Object.entries(parts)) {
      await write(`${before}\n"${name}": [`);
      for (let i = 0; i < items.length; i++) await write(`${i === 0 ? "" : ","}\n${items[i]}`);
      await write(items.length > 0 ? "\n]" : "]");
      before = ",";
    }
    await write("\n}\n");
    await state.writer.commit();

    async function write(text: string): Promise<void> {
      await state.writer.write(new TextEncoder().encode(text));
    }
  },
});
