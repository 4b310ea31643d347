// What a picture is for models that give masks, where their file does not say it: told from the size and number of their inputs and outputs.

import type { Dim } from "../../../engine/frames/types.ts";
import type { PictureHint } from "../../_shared/vision/picture-input.ts";

export interface HintFacts {
  /** Height and width of the input as the file has them. */
  readonly size: readonly [Dim, Dim] | null;
  /** One plane for each colour: [N,3,H,W]. */
  readonly planar: boolean;
  /** Outputs of one channel: side outputs stay in the files of ISNet and U²-Net. */
  readonly maskOutputs: number;
}

const ISNET_SIDE = 1024;
const ISNET_OUTPUTS = 6;
const U2NET_OUTPUTS = 7;

export function maskHint({ size, planar, maskOutputs }: HintFacts): PictureHint {
  // MediaPipe's selfies and others of TensorFlow: 0 to 1.
  if (!planar) return { normalise: "unit", width: 256, height: 256 };
  const isnet = size?.[0] === ISNET_SIDE && maskOutputs >= ISNET_OUTPUTS;
  if (isnet) return { normalise: "custom", mean: [0.5], std: [1] };
  if (maskOutputs >= U2NET_OUTPUTS) return { normalise: "imagenet", width: 320, height: 320 };
  // MODNet takes any size that 32 divides, and -1 to 1.
  if (!size || size.some((side) => typeof side === "string"))
    return { normalise: "signed", width: 512, height: 512 };
  return { normalise: "imagenet" };
}

/** PyTorch's models of classes want ImageNet's values; TensorFlow's -1 to 1. */
export function classesHint({ planar }: HintFacts): PictureHint {
  return { normalise: planar ? "imagenet" : "signed", width: 512, height: 512 };
}

/** Ultralytics' gray around a picture. */
export const YOLO_HINT: PictureHint = { fit: "letterbox", background: "#727272", width: 640, height: 640 };
