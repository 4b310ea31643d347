// object-detector: finds things in pictures with an ONNX detector, whatever layout its outputs have.

import * as z from "zod/mini";
import { ObjectColumn } from "../../../engine/frames/column.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, json, number, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { eachPicture, openImageModel, type ImageModel } from "../../_shared/vision/image-model.ts";
import {
  inputNote,
  modelInputIssues,
  pictureColumnIssues,
  unusableModel,
} from "../../_shared/vision/picture-issues.ts";
import { framesInFlight } from "../../_shared/pixels/at-once.ts";
import { labelParams, pictureInputParams, pictureModelParams } from "../../_shared/vision/picture-params.ts";
import { labelCountIssues, readLabelledModel } from "../../_shared/vision/read-labels.ts";
import { CUSTOM_EXAMPLE, customIssues, customLayout, unknownLayout, type CustomLayout } from "./custom.ts";
import { checkAnswer } from "./answer-shape.ts";
import { planDetector } from "./detector-plan.ts";
import { FOUND_BOXES, foundBoxes, type Choosing } from "../../_shared/vision/boxes/found-boxes.ts";
import { decodeHead, LAYOUT_NAMES, outputsOf, type HeadLayout } from "./layout.ts";
import { aboveOne, aboveOneWords } from "./score-smell.ts";

const Params = paramsOf({
  ...pictureModelParams,
  score: number({
    title: "Least score",
    help: "Boxes of which the model is less sure are left out, 0 to 1.",
    min: 0,
    max: 1,
    default: 0.5,
    setting: true,
  }),
  ...labelParams,
  layout: choice(["auto", ...LAYOUT_NAMES, "custom"], {
    title: "Outputs",
    help: "How the model says its boxes. Automatic: told from the file.",
    labels: {
      auto: "Automatic",
      "yolo-v5": "YOLO v5, v6, v7",
      "yolo-v8": "YOLO v8, v9, 11, 12",
      "yolo-end-to-end": "YOLO v10, 26 and others without overlaps",
      yolox: "YOLOX",
      nanodet: "NanoDet",
      fastestdet: "FastestDet",
      blazeface: "BlazeFace and other MediaPipe anchors",
      ssd: "TensorFlow SSD",
      torchvision: "torchvision",
      "final-boxes": "Final boxes (mmdetection, EfficientNMS)",
      detr: "DETR",
      "rt-detr": "RT-DETR",
      "class-scores": "Boxes, and scores of all classes",
      custom: "Mapped by hand",
    },
    default: "auto",
  }),
  mapping: json<CustomLayout | null>(() => z.nullable(customLayout()) as z.ZodMiniType<CustomLayout | null>, {
    title: "Mapping",
    help: "Which output has the boxes, and which of its numbers are the box, the score and the class.",
    default: null,
    example: CUSTOM_EXAMPLE,
    visibleWhen: { param: "layout", oneOf: ["custom"] },
  }),
  overlap: number({
    title: "Most overlap",
    help: "Of two boxes that overlap by more (intersection over union), the better one stays. 1 keeps all.",
    min: 0,
    max: 1,
    default: 0.45,
    setting: true,
  }),
  byClass: toggle({
    title: "Overlaps by class",
    help: "Boxes of different classes may overlap.",
    default: true,
  }),
  most: number({
    title: "Most boxes",
    help: "Boxes of one picture at the most, the best ones.",
    min: 1,
    integer: true,
    default: 300,
  }),
  output: text({
    title: "New column",
    help: "Name of the column with the boxes.",
    default: "boxes",
    minLength: 1,
  }),
  ...pictureInputParams,
});

interface State extends ImageModel {
  readonly head: HeadLayout;
  readonly choosing: Choosing;
}

export default defineNode({
  kind: "object-detector",
  version: 1,
  category: "models",
  field: "pictures",
  icon: "scan-box",
  title: "Object detector",
  summary: "Finds things in pictures and gives their boxes, labels and scores.",
  keywords: ["detect", "yolo", "ssd", "face", "bounding", "boxes", "localize", "nms", "detr", "onnx"],
  presets: [
    {
      title: "Find faces",
      summary: "A box around each face, with eyes, nose and mouth (BlazeFace).",
      on: { param: "column", of: "image" },
      params: {
        model: "library:blazeface/face_detection_back_256x256_barracuda.onnx",
        score: 0.7,
        labels: ["face"],
        overlap: 0.3,
        output: "faces",
      },
      adds: ["output"],
    },
  ],
  params: Params,
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
    const added: Field = { name: params.output, type: FOUND_BOXES, nullable: false };
    const { input, found, labels } = planDetector(facts, params);
    const issues: NodeIssue[] = [
      ...pictureColumnIssues(inputs.in, params.column),
      ...clashIssues(inputs.in, [added], ["output"]),
    ];
    issues.push(...modelInputIssues(facts.model, params, input));
    if (input && params.layout === "custom" && params.mapping)
      issues.push(...customIssues(facts.model.outputs, params.mapping));
    if (input && !found)
      issues.push(unknownLayout(facts.model.outputs, params.layout === "auto" ? null : params.layout));
    if (input && found)
      issues.push(
        ...labelCountIssues(labels, found.classes, params),
        inputNote(input, params, `Its outputs are read as ${found.name}: ${found.because}.`),
      );
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  async open(ctx): Promise<State> {
    const { params, facts } = ctx;
    const { input, found, labels } = planDetector(facts, params);
    if (!input || !found) throw unusableModel("MODEL_LAYOUT_UNKNOWN", "as a detector");
    const model = await openImageModel(ctx, facts.model, input, outputsOf(found.head));
    const { overlap, byClass, most } = params;
    const named = found.classes !== 1;
    return {
      ...model,
      head: found.head,
      choosing: { overlaps: found.overlaps, overlap, byClass, most, labels, named },
    };
  },

  inFlight: ({ state }) => framesInFlight(state.pictures),

  async process(frame, ctx) {
    const { params, state, outputs, out } = ctx;
    const { head, choosing, input } = state;
    const args = { width: input.width, height: input.height, minScore: params.score };
    const { rows, answers } = await eachPicture(frame, state, ctx, (tensors, place) => {
      checkAnswer(head, tensors, choosing.labels);
      const candidates = decodeHead(head, tensors, args);
      const odd = aboveOne(candidates);
      if (odd) ctx.warn("SCORES_ABOVE_ONE", aboveOneWords(odd.score, head, params.layout === "custom"));
      return foundBoxes(candidates, place, choosing);
    });
    const column = new ObjectColumn(FOUND_BOXES, answers);
    await out.out(rows.with([{ name: params.output, column }], outputs.out));
  },

  ready: ({ state }) => state.session.ready?.(),

  close: async ({ state }) => state?.session.close(),
});
