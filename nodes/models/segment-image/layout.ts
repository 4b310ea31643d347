// The layouts of outputs that say which pixels are what, and what models with them are trained with.

import type { PictureHint } from "../../_shared/vision/picture-input.ts";
import type { RowLayout } from "../../_shared/vision/boxes/rows.ts";
import type { Axes } from "./planes.ts";

export interface MaskHead {
  readonly kind: "mask";
  readonly output: string;
  readonly axes: Axes;
  readonly channel: number;
}

export interface ClassesHead {
  /** A score for each class at each place, or the number of the class. */
  readonly kind: "classes" | "class-numbers";
  readonly output: string;
  readonly axes: Axes;
}

export interface InstanceHead {
  readonly kind: "instances";
  readonly rows: RowLayout;
  readonly prototypes: string;
  readonly axes: Axes;
  /** Whether several boxes for one thing are usual, so that overlapping ones have to go. */
  readonly overlaps: boolean;
}

export type SegmentHead = MaskHead | ClassesHead | InstanceHead;

export const LAYOUT_NAMES = [
  "mask",
  "classes",
  "class-numbers",
  "yolo-v5",
  "yolo-v8",
  "yolo-end-to-end",
] as const;
export type LayoutName = (typeof LAYOUT_NAMES)[number];

/** A layout with everything that reading it needs. */
export interface FoundLayout {
  readonly name: LayoutName | "custom";
  readonly head: SegmentHead;
  /** How many classes a pixel or a box can have; null where the outputs do not say it, or there are none. */
  readonly classes: number | null;
  readonly hint: PictureHint;
  /** What it was told by, in words. */
  readonly because: string;
}

/** Only these are asked for: side outputs of the training cost time and memory. */
export function outputsOf(head: SegmentHead): readonly string[] {
  return head.kind === "instances" ? [head.rows.output, head.prototypes] : [head.output];
}

/** What comes out of a layout, which decides about the columns. */
export type Gives = "mask" | "classes" | "instances";

export function givesOf({ kind }: SegmentHead): Gives {
  return kind === "class-numbers" ? "classes" : kind;
}
