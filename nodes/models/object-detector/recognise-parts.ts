// What layouts are told from, and how one that is found is said.

import type { Dim } from "../../../engine/frames/types.ts";
import type { ModelFacts, TensorSpec } from "../../../engine/sdk/services.ts";
import { HINTS, type FoundLayout, type HeadLayout, type LayoutName } from "./layout.ts";

export interface Recognise {
  readonly outputs: readonly TensorSpec[];
  readonly metadata: ModelFacts["metadata"];
  /** Size of the input; a guess where the file leaves it open. */
  readonly width: number;
  readonly height: number;
  /** Whether the file takes the size of the picture as another input, and gives boxes in it. */
  readonly takesSize: boolean;
  /** How many names there are for classes; null where nobody has said them. */
  readonly labels: number | null;
}

export function layout(
  name: LayoutName,
  head: HeadLayout,
  classes: number | null,
  because: string,
  overlaps = true,
): FoundLayout {
  return { name, head, classes, overlaps, hint: HINTS[name], because };
}

/** The dimensions behind the batch. */
export function rowOf({ shape }: TensorSpec): readonly Dim[] {
  return shape.slice(1);
}
