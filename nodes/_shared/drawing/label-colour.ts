// The colour of a label: always the same one for the same word, on every picture and machine.

import type { Colour } from "./raster.ts";

/** Everything without a label. */
const PLAIN: Colour = [255, 64, 64];

export function labelColour(label: string | null): Colour {
  if (label === null) return PLAIN;
  let hash = 0x811c9dc5;
  for (const sign of label) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193) >>> 0;
  // Golden-ratio steps spread words that differ in their last letter.
  return ofHue(((hash * 0.618033988749895) % 1) * 360);
}

/** A bright, saturated colour by its hue in degrees. */
function ofHue(hue: number): Colour {
  const channel = (shift: number) => {
    const at = (shift + hue / 60) % 6;
    return Math.round(255 * (1 - 0.85 * Math.max(0, Math.min(at, 4 - at, 1))));
  };
  return [channel(5), channel(3), channel(1)];
}

/** Black or white, whichever can be read on the colour. */
export function textOn([red, green, blue]: Colour): Colour {
  return 0.299 * red + 0.587 * green + 0.114 * blue > 140 ? [0, 0, 0] : [255, 255, 255];
}
