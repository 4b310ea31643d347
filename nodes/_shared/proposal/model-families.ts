// What families of models are trained with, told by the name of the file: usual for them, and no more than that.

import type { ModelFacts } from "../../../engine/sdk/services.ts";
import type { PictureHint } from "../vision/picture-input.ts";

export interface Family {
  readonly name: string;
  readonly hint: PictureHint;
  /** Both sides are multiples of it, where the file leaves them open. */
  readonly stride?: number;
}

interface Known extends Family {
  readonly pattern: RegExp;
}

const GRAY = "#727272";
const of255 = (...bytes: readonly number[]) => bytes.map((value) => value / 255);

/** The first that fits counts, so what is more special stands first. Sources: the pre-processing in each project's own code. */
const FAMILIES: readonly Known[] = [
  {
    name: "YOLOX",
    pattern: /yolox/iu,
    hint: { colours: "bgr", normalise: "none", fit: "corner", background: GRAY },
  },
  {
    name: "NanoDet",
    pattern: /nanodet/iu,
    hint: {
      colours: "bgr",
      normalise: "custom",
      mean: of255(123.675, 116.28, 103.53),
      std: of255(58.395, 57.12, 57.375),
    },
  },
  { name: "FastestDet", pattern: /fastest-?det/iu, hint: { colours: "bgr", normalise: "unit" } },
  { name: "YuNet", pattern: /yunet/iu, hint: { colours: "bgr", normalise: "none" } },
  {
    name: "PP-OCR detection",
    pattern: /pp-?ocr.*det|ocr.*[-_]det/iu,
    hint: { colours: "bgr", normalise: "imagenet" },
    stride: 32,
  },
  {
    name: "PP-OCR recognition",
    pattern: /pp-?ocr.*rec|ocr.*[-_]rec/iu,
    hint: { colours: "bgr", normalise: "signed" },
  },
  {
    name: "Caffe",
    pattern: /caffe|bvlc|rcnn_ilsvrc/iu,
    hint: {
      colours: "bgr",
      normalise: "custom",
      mean: of255(122.68, 116.67, 104.01),
      std: of255(1, 1, 1),
      fit: "cover",
    },
  },
  {
    name: "YOLO",
    pattern: /yolo/iu,
    hint: { colours: "rgb", normalise: "unit", fit: "letterbox", background: GRAY },
    stride: 32,
  },
  {
    name: "BlazeFace",
    pattern: /blaze-?face|face_detection_(back|front|short|full)/iu,
    hint: { normalise: "signed", fit: "letterbox" },
  },
  {
    name: "CLIP",
    pattern: /(^|[^a-z])clip([^a-z]|$)/iu,
    hint: {
      normalise: "custom",
      mean: [0.48145466, 0.4578275, 0.40821073],
      std: [0.26862954, 0.26130258, 0.27577711],
      fit: "cover",
    },
  },
  {
    name: "ISNet",
    pattern: /is-?net/iu,
    hint: { normalise: "custom", mean: [0.5], std: [1], fit: "stretch" },
  },
  { name: "U²-Net", pattern: /u2-?net/iu, hint: { normalise: "imagenet", fit: "stretch" } },
  { name: "ViT", pattern: /(^|[^a-z])(vit|deit|beit)([^a-z]|$)/iu, hint: { normalise: "signed" } },
  {
    name: "ImageNet",
    pattern: /resnet|resnext|densenet|squeezenet|shufflenet|convnext|vgg|regnet|mnasnet|googlenet/iu,
    hint: { normalise: "imagenet", fit: "cover" },
  },
  { name: "MNIST", pattern: /mnist|digits/iu, hint: { normalise: "unit" } },
];

/** The family that the file's name tells; the folders that it lies in say nothing. */
export function familyOf({ path }: Pick<ModelFacts, "path">): Family | null {
  const name = path.split(/[/\\]/u).at(-1) ?? "";
  return FAMILIES.find(({ pattern }) => pattern.test(name)) ?? null;
}
