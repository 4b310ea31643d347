// What a detector is run with: its layout, what a picture becomes, and the names of its classes. Pure: from the file and the params.

import type { PictureInput, ChosenInput } from "../../_shared/vision/picture-input.ts";
import { pictureInput } from "../../_shared/vision/picture-input.ts";
import { labelsOf, type LabelledModel, type LabelParams } from "../../_shared/vision/read-labels.ts";
import { asFound, type CustomLayout } from "./custom.ts";
import type { FoundLayout, LayoutName } from "./layout.ts";
import { recognise } from "./recognise.ts";

export interface DetectorPlan {
  /** null where the model takes no picture. */
  readonly input: PictureInput | null;
  /** null where the outputs look like no detector that is known. */
  readonly found: FoundLayout | null;
  readonly labels: readonly string[] | null;
}

interface DetectorParams extends ChosenInput, LabelParams {
  readonly layout: LayoutName | "auto" | "custom";
  readonly mapping: CustomLayout | null;
}

/** Sizes that open inputs are tried with where nothing says better. */
const USUAL = { size: 640 };

export function planDetector(facts: LabelledModel, params: DetectorParams): DetectorPlan {
  const labels = labelsOf(params, facts);
  // The layout says what is usual for a size that is open, and grids are told by the size: so first without a hint.
  const first = pictureInput(facts.model, params, {}, USUAL);
  if (!first) return { input: null, found: null, labels };
  const found = foundLayout(facts, params, labels, first);
  if (!found) return { input: first, found: null, labels };
  return { input: pictureInput(facts.model, params, found.hint, USUAL), found, labels };
}

function foundLayout(
  { model }: LabelledModel,
  { layout, mapping }: DetectorParams,
  labels: readonly string[] | null,
  { width, height }: PictureInput,
): FoundLayout | null {
  if (layout === "custom") return mapping && asFound(mapping);
  const { outputs, metadata, inputs } = model;
  const takesSize = inputs.some(({ name }) => /orig_target_sizes|scale_factor/u.test(name));
  const given = { outputs, metadata, width, height, takesSize, labels: labels?.length ?? null };
  return recognise(given, layout === "auto" ? null : layout);
}
