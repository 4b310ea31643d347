// What a segmentation model is run with: its layout, what a picture becomes, and the names of its classes. Pure: from the file and the params.

import type { ChosenInput, PictureInput } from "../../_shared/vision/picture-input.ts";
import { pictureInput } from "../../_shared/vision/picture-input.ts";
import { labelsOf, type LabelledModel, type LabelParams } from "../../_shared/vision/read-labels.ts";
import { asFound, customIssues, type CustomLayout } from "./custom.ts";
import { LAYOUT_NAMES, type FoundLayout, type LayoutName } from "./layout.ts";
import { recognise } from "./recognise.ts";

export interface SegmentPlan {
  /** null where the model takes no picture. */
  readonly input: PictureInput | null;
  /** null where the outputs look like no segmentation that is known. */
  readonly found: FoundLayout | null;
  readonly labels: readonly string[] | null;
  /** Which classes the mask covers; null for all. */
  readonly covers: ReadonlySet<number> | null;
}

interface SegmentParams extends ChosenInput, LabelParams {
  readonly layout: LayoutName | "auto" | "custom";
  readonly mapping: CustomLayout | null;
  readonly maskClasses: readonly string[];
}

const USUAL = { size: 512 };

export function planSegments(facts: LabelledModel, params: SegmentParams): SegmentPlan {
  const labels = labelsOf(params, facts);
  const found = foundLayout(facts, params, labels);
  const input = pictureInput(facts.model, params, found?.hint ?? {}, USUAL);
  return { input, found, labels, covers: covered(params.maskClasses, labels, found) };
}

function foundLayout(
  { model }: LabelledModel,
  { layout, mapping }: SegmentParams,
  labels: readonly string[] | null,
): FoundLayout | null {
  if (layout !== "custom") {
    const wanted = LAYOUT_NAMES.find((name) => name === layout) ?? null;
    return recognise(model, labels?.length ?? null, wanted);
  }
  if (!mapping || customIssues(model.outputs, mapping).length > 0) return null;
  return asFound(mapping, model.outputs);
}

const BACKGROUND = /^_*(background|bg|unlabell?ed|void|nothing|other)_*$/iu;

function covered(
  chosen: readonly string[],
  labels: readonly string[] | null,
  found: FoundLayout | null,
): ReadonlySet<number> | null {
  if (chosen.length > 0)
    return new Set(chosen.map((label) => classOf(label, labels)).filter((id) => id >= 0));
  if (found?.head.kind === "instances") return null;
  // By custom the first class is the background, unless its name says something else.
  const most = Math.max(found?.classes ?? 256, labels?.length ?? 0);
  const first = labels === null || BACKGROUND.test(labels[0]) ? 1 : 0;
  return first === 0 ? null : new Set(Array.from({ length: most - 1 }, (_, i) => i + 1));
}

/** By name, or by number where nobody has said names; -1 for none. */
export function classOf(label: string, labels: readonly string[] | null): number {
  if (labels) return labels.indexOf(label);
  return /^\d+$/u.test(label) ? Number(label) : -1;
}
