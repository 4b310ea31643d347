// How much memory a model of unknown appetite may take when nobody has said.

import { availableBytes } from "../host/memory.ts";

const DEFAULT_CEILING = 4 * 2 ** 30;
/** A model's weights, their copies in the layout of this machine, and room to compute. */
const TIMES_FILE = 4;

/** Bytes: half of what is free, and not more than a model of its size can want. */
export async function memoryCeiling(modelBytes: number): Promise<number> {
  return Math.min((await availableBytes()) / 2, Math.max(DEFAULT_CEILING, TIMES_FILE * modelBytes));
}
