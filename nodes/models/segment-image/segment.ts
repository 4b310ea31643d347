// One picture: from the tensors that the model answered to its mask, its classes, and what is in it.

import type { ImageCell, Pixels } from "../../../engine/frames/image.ts";
import type { Tensor } from "../../../engine/sdk/services.ts";
import type { Choosing } from "../../_shared/vision/boxes/found-boxes.ts";
import type { Place } from "../../_shared/vision/place.ts";
import { classMap, classShares, numberedMap } from "./classes.ts";
import type { Segmented } from "./columns.ts";
import { instancesOf } from "./instances.ts";
import type { ClassesHead, InstanceHead, MaskHead, SegmentHead } from "./layout.ts";
import type { SegmentParams } from "./params.ts";
import { planesOf } from "./planes.ts";
import { maskShares, softMask } from "./soft-mask.ts";
import { gridOf } from "./to-source.ts";

export interface Segmenting {
  readonly head: SegmentHead;
  readonly params: SegmentParams;
  readonly labels: readonly string[] | null;
  /** Which classes the mask covers; null for all. */
  readonly covers: ReadonlySet<number> | null;
  readonly choosing: Choosing;
  /** Of the model's input. */
  readonly input: { readonly width: number; readonly height: number };
}

interface Answer {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly place: Place;
  readonly image: ImageCell;
}

export function segment(segmenting: Segmenting, answer: Answer): Segmented {
  const { head } = segmenting;
  switch (head.kind) {
    case "mask":
      return oneMask(head, segmenting, answer);
    case "classes":
    case "class-numbers":
      return classesOf(head, segmenting, answer);
    case "instances":
      return things(head, segmenting, answer);
  }
}

const NOTHING = { map: null, label: null, classes: [], boxes: [] } as const;

function oneMask(
  { output, axes, channel }: MaskHead,
  { params, input }: Segmenting,
  { tensors, place, image }: Answer,
) {
  const planes = planesOf(tensors[output], axes);
  const shares = maskShares(planes, channel, params.maskValues);
  const grid = gridOf(place, input, planes);
  return { ...NOTHING, ...softMask(shares, planes.width, grid, params.cut, image.name) };
}

function classesOf(
  { kind, output, axes }: ClassesHead,
  segmenting: Segmenting,
  { tensors, place, image }: Answer,
) {
  const { labels, covers, input } = segmenting;
  const planes = planesOf(tensors[output], axes);
  const grid = gridOf(place, input, planes);
  const map = kind === "classes" ? classMap(planes, grid) : numberedMap(planes, grid);
  const shares = classShares(map);
  const isCovered = (classId: number) => covers === null || covers.has(classId);
  const named = ({ classId }: { classId: number }) => labels?.[classId] ?? String(classId);
  const inside = shares.filter(({ classId }) => isCovered(classId));
  const lookup = Uint8Array.from({ length: 256 }, (_, classId) => (isCovered(classId) ? 255 : 0));
  return {
    ...NOTHING,
    mask: picture(
      map.map((classId) => lookup[classId]),
      place,
      image,
    ),
    share: inside.reduce((sum, { share }) => sum + share, 0),
    map: picture(map, place, image),
    label: inside.length > 0 ? named(inside[0]) : null,
    classes: shares.map((each) => ({ label: named(each), share: each.share })),
  };
}

function things(head: InstanceHead, segmenting: Segmenting, { tensors, place, image }: Answer) {
  const { params, choosing, covers, input } = segmenting;
  const args = { ...input, minScore: params.score };
  const { boxes, map } = instancesOf(head, tensors, args, place, { ...choosing, only: covers });
  let inside = 0;
  const mask = map.map((number) => {
    if (number === 0) return 0;
    inside++;
    return 255;
  });
  return {
    ...NOTHING,
    mask: picture(mask, place, image),
    share: inside / map.length,
    map: picture(map, place, image),
    boxes,
  };
}

function picture(data: Uint8Array, { source }: Place, { name }: ImageCell): Pixels {
  const { width, height } = source;
  return { kind: "pixels", data, width, height, channels: 1, name };
}
