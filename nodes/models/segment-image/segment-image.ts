// segment-image: says which pixels of a picture are what, with an ONNX model for masks, classes or things.

import { withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { tooLarge } from "../../_shared/pixels/picture-errors.ts";
import { framesInFlight } from "../../_shared/pixels/at-once.ts";
import { eachPicture, openImageModel, type ImageModel } from "../../_shared/vision/image-model.ts";
import {
  inputNote,
  modelInputIssues,
  pictureColumnIssues,
  unusableModel,
} from "../../_shared/vision/picture-issues.ts";
import { labelCountIssues, readLabelledModel } from "../../_shared/vision/read-labels.ts";
import { addedColumns, addedFields, paramsOfColumns } from "./columns.ts";
import { customIssues, unknownLayout } from "./custom.ts";
import { givesOf, outputsOf, type Gives } from "./layout.ts";
import { segmentParams } from "./params.ts";
import { segment, type Segmenting } from "./segment.ts";
import { cutOffIssues, maskClassIssues, mostClassesIssues } from "./segment-issues.ts";
import { planSegments } from "./segment-plan.ts";

interface State extends ImageModel {
  readonly gives: Gives;
  readonly segmenting: Segmenting;
}

export default defineNode({
  kind: "segment-image",
  version: 1,
  category: "models",
  field: "pictures",
  icon: "square-dashed",
  title: "Segment image",
  summary: "Says which pixels are what: a mask of the subject, classes, or things one by one.",
  keywords: [
    "mask",
    "matting",
    "background",
    "foreground",
    "cutout",
    "semantic",
    "instance",
    "u2net",
    "isnet",
    "modnet",
    "deeplab",
    "segformer",
    "yolo",
    "onnx",
  ],
  params: segmentParams,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: ({ params, host, signal }) => readLabelledModel(params, host, signal),

  alsoReads: ({ facts }) => facts?.model.external ?? [],

  schema({ params, inputs, facts }) {
    if (!inputs.in || !facts) return { outputs: {} };
    const { input, found, labels } = planSegments(facts, params);
    const gives = found ? givesOf(found.head) : "mask";
    const added = addedFields(gives, params);
    const issues: NodeIssue[] = [
      ...pictureColumnIssues(inputs.in, params.column),
      ...clashIssues(inputs.in, added, [...paramsOfColumns(gives)]),
    ];
    issues.push(...modelInputIssues(facts.model, params, input));
    const { layout, mapping } = params;
    const misfit = layout === "custom" && mapping ? customIssues(facts.model.outputs, mapping) : [];
    if (input) issues.push(...cutOffIssues(input), ...misfit);
    if (input && !found && misfit.length === 0)
      issues.push(unknownLayout(facts.model.outputs, layout === "auto" ? null : layout));
    if (input && found)
      issues.push(
        ...labelCountIssues(labels, found.classes, params),
        ...mostClassesIssues(found),
        ...maskClassIssues(params.maskClasses, labels, found),
        inputNote(input, params, `Its outputs are read as ${found.name}: ${found.because}.`),
      );
    return { outputs: { out: withFields(inputs.in, added) }, issues };
  },

  async open(ctx): Promise<State> {
    const { params, facts } = ctx;
    const { input, found, labels, covers } = planSegments(facts, params);
    if (!input || !found) throw unusableModel("MODEL_LAYOUT_UNKNOWN", "for segmentation");
    const { head, classes } = found;
    const model = await openImageModel(ctx, facts.model, input, outputsOf(head));
    const { overlap, most } = params;
    const overlaps = head.kind === "instances" && head.overlaps;
    const choosing = { overlaps, overlap, byClass: true, most, labels, named: classes !== 1 };
    return { ...model, gives: givesOf(head), segmenting: { head, params, labels, covers, choosing, input } };
  },

  inFlight: ({ state }) => framesInFlight(state.pictures),

  async process(frame, ctx) {
    const { params, state, outputs, out, host } = ctx;
    const { rows, answers } = await eachPicture(frame, state, ctx, (tensors, place, image) => {
      const { width, height } = place.source;
      // The mask and the map, a byte for each pixel.
      const bytes = 2 * width * height;
      if (bytes > host.memory.limit) throw tooLarge(width, height, bytes, host.memory.limit);
      return segment(state.segmenting, { tensors, place, image });
    });
    await out.out(rows.with(addedColumns(state.gives, params, answers), outputs.out));
  },

  ready: ({ state }) => state.session.ready?.(),

  close: async ({ state }) => state?.session.close(),
});
