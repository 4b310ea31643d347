// write-yolo: a text file of labels for each picture, as YOLO's trainers read them, and the list of the classes.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { folder, paramsOf, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { ClassNumbers } from "../../_shared/drawing/class-numbers.ts";
import {
  eachLabelled,
  labelledIssues,
  labelledParams,
  labelledPlan,
} from "../../_shared/drawing/labelled-pictures.ts";
import { OutputFolder } from "../../_shared/output-folder.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { stemOf } from "../../_shared/safe-name.ts";
import { yoloLine } from "./yolo-line.ts";

interface Writing {
  readonly reader: PictureReader;
  readonly folder: OutputFolder;
  readonly classes: ClassNumbers;
  /** Its name is kept from the beginning: a picture may be called classes.jpg. */
  readonly writeClasses: (bytes: Uint8Array) => Promise<string>;
}

const encoder = new TextEncoder();

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
    ...labelledParams("The classes in the order of their numbers."),
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

  schema: ({ params, inputs }) =>
    inputs.in ? { outputs: {}, issues: labelledIssues(inputs.in, params) } : { outputs: {} },

  async open({ params, host }): Promise<Writing> {
    const target = new OutputFolder(host.files, params.folder);
    return {
      reader: await PictureReader.open(host),
      folder: target,
      classes: new ClassNumbers(params.labels),
      writeClasses: target.reserve("classes.txt"),
    };
  },

  plan: (frame, { params }) => (frame.length === 0 ? null : labelledPlan(frame, params.folder)),

  perform: ({ data }, ctx) =>
    eachLabelled(data.frame, ctx, async ({ name, facts, boxes, classes }) => {
      const lines = boxes.map((box, i) => `${yoloLine(classes[i], box, facts, ctx.params.outlines)}\n`);
      const file = `${stemOf(name)}.txt`;
      const written = await ctx.state.folder.write(file, encoder.encode(lines.join("")));
      if (written !== file)
        ctx.warn(
          "LABELS_RENAMED",
          `The labels of "${name}" are in ${written}, since ${file} is not free or no name for a file; trainers look for the name of the picture (and maybe others).`,
        );
    }),

  async close({ state }, outcome) {
    if (outcome !== "done" || !state) return;
    const names = state.classes.names.map((name) => `${name.replaceAll(/[\r\n]+/gu, " ")}\n`).join("");
    await state.writeClasses(encoder.encode(names));
  },
});
