// What is known before a run of a tensor that pictures are turned into: its layout, its colours, and the values it can hold.

import type { MadePixels, SeenPicture } from "../../../engine/frames/types.ts";
import type { Layout } from "../pixels/pixel-values.ts";
import type { Values } from "../proposal/said.ts";
import { rangeOfValues } from "../proposal/values-of.ts";

export function madePixels(
  params: Values & { readonly layout: Layout; readonly channels: MadePixels["colours"] },
  seen?: SeenPicture,
): MadePixels | undefined {
  const [low, high] = rangeOfValues(params);
  // A deviation of 0 is refused elsewhere.
  if (!Number.isFinite(low) || !Number.isFinite(high)) return undefined;
  const { layout, channels: colours } = params;
  return { layout, colours, low, high, ...(seen && { seen }) };
}
