// write-coco: boxes and outlines of all pictures as one JSON file in the form of the COCO data set.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { file, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { FileWriter } from "../../../engine/sdk/services.ts";
import { ClassNumbers } from "../../_shared/drawing/class-numbers.ts";
import {
  eachLabelled,
  labelledIssues,
  labelledParams,
  labelledPlan,
} from "../../_shared/drawing/labelled-pictures.ts";
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
    ...labelledParams("The categories in the order of their numbers, from 1."),
  }),
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema: ({ params, inputs }) =>
    inputs.in ? { outputs: {}, issues: labelledIssues(inputs.in, params) } : { outputs: {} },

  async open({ params, host }): Promise<Writing> {
    return {
      reader: await PictureReader.open(host),
      writer: host.files.create(params.path),
      classes: new ClassNumbers(params.labels),
      images: [],
      annotations: [],
    };
  },

  plan: (frame, { params }) => (frame.length === 0 ? null : labelledPlan(frame, params.path)),

  async perform({ data }, ctx) {
    const { images, annotations, writer } = ctx.state;
    // A place that cannot be written is known before the work is done, not behind it.
    await writer.open();
    await eachLabelled(data.frame, ctx, ({ name, facts: { width, height }, boxes, classes }) => {
      const imageId = images.length + 1;
      images.push(JSON.stringify({ id: imageId, file_name: name, width, height }));
      boxes.forEach((box, i) => {
        const ids = { id: annotations.length + 1, imageId, categoryId: classes[i] + 1 };
        annotations.push(JSON.stringify(cocoAnnotation(box, ids)));
      });
    });
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
