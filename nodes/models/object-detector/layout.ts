// The layouts of detectors' outputs, what each computes boxes from, and what its models are trained with.

import type { Tensor } from "../../../engine/sdk/services.ts";
import type { PictureHint } from "../../_shared/vision/picture-input.ts";
import type { Candidate, DecodeArgs } from "../../_shared/vision/boxes/candidate.ts";
import { decodeAnchors, type AnchorLayout } from "./layouts/anchors.ts";
import { decodeClassScores, type ClassScoresLayout } from "./layouts/class-scores.ts";
import { decodeFastestdet, type FastestdetLayout } from "./layouts/fastestdet.ts";
import { decodeLists, type ListLayout } from "./layouts/lists.ts";
import { decodeNanodet, type NanodetLayout } from "./layouts/nanodet.ts";
import { decodeRows, type RowLayout } from "../../_shared/vision/boxes/rows.ts";
import { decodeYolox, type YoloxLayout } from "./layouts/yolox.ts";

export type HeadLayout =
  RowLayout | YoloxLayout | NanodetLayout | FastestdetLayout | AnchorLayout | ListLayout | ClassScoresLayout;

export const LAYOUT_NAMES = [
  "yolo-v5",
  "yolo-v8",
  "yolo-end-to-end",
  "yolox",
  "nanodet",
  "fastestdet",
  "blazeface",
  "ssd",
  "torchvision",
  "final-boxes",
  "detr",
  "rt-detr",
  "class-scores",
] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** A layout with everything that decoding needs to know of it. */
export interface FoundLayout {
  readonly name: LayoutName | "custom";
  readonly head: HeadLayout;
  /** How many classes a box can have; null where the outputs do not say it. */
  readonly classes: number | null;
  /** Whether several boxes for one thing are usual, so that overlapping ones have to go. */
  readonly overlaps: boolean;
  readonly hint: PictureHint;
  /** What it was told by, in words. */
  readonly because: string;
}

/** Ultralytics' and YOLOX's gray around a picture. */
const YOLO_GRAY = "#727272";

/** What models of a layout are trained with, where nothing else says it. */
export const HINTS = {
  "yolo-v5": { fit: "letterbox", background: YOLO_GRAY, width: 640, height: 640 },
  "yolo-v8": { fit: "letterbox", background: YOLO_GRAY, width: 640, height: 640 },
  "yolo-end-to-end": { fit: "letterbox", background: YOLO_GRAY, width: 640, height: 640 },
  yolox: { fit: "corner", background: YOLO_GRAY, colours: "bgr", normalise: "none", width: 640, height: 640 },
  nanodet: {
    colours: "bgr",
    normalise: "custom",
    mean: [123.675 / 255, 116.28 / 255, 103.53 / 255],
    std: [58.395 / 255, 57.12 / 255, 57.375 / 255],
    width: 416,
    height: 416,
  },
  fastestdet: { colours: "bgr", width: 352, height: 352 },
  blazeface: { fit: "letterbox", normalise: "signed" },
  ssd: { normalise: "none", width: 300, height: 300 },
  "final-boxes": { fit: "letterbox", background: YOLO_GRAY, width: 640, height: 640 },
  torchvision: { width: 800, height: 800 },
  detr: { normalise: "imagenet", width: 800, height: 800 },
  "rt-detr": { width: 640, height: 640 },
  "class-scores": { width: 640, height: 640 },
} satisfies Record<LayoutName, PictureHint>;

/** The outputs that the boxes are made of. */
export function outputsOf(head: HeadLayout): readonly string[] {
  switch (head.kind) {
    case "rows":
    case "yolox":
    case "nanodet":
    case "fastestdet":
      return [head.output];
    case "anchors":
      return head.heads.flatMap(({ scores, boxes }) => [scores, boxes]);
    case "lists":
      return [head.boxes, head.scores, head.classes, head.count].filter((name) => name !== null);
    case "class-scores":
      return [head.boxes, head.scores];
  }
}

/** Boxes in pixels of the model's input. */
export function decodeHead(
  head: HeadLayout,
  tensors: Readonly<Record<string, Tensor>>,
  args: DecodeArgs,
): Candidate[] {
  switch (head.kind) {
    case "rows":
      return decodeRows(head, tensors[head.output], args);
    case "yolox":
      return decodeYolox(head, tensors[head.output], args);
    case "nanodet":
      return decodeNanodet(head, tensors[head.output], args);
    case "fastestdet":
      return decodeFastestdet(head, tensors[head.output], args);
    case "anchors":
      return decodeAnchors(head, tensors, args);
    case "lists":
      return decodeLists(head, tensors, args);
    case "class-scores":
      return decodeClassScores(head, tensors, args);
  }
}
