// Samples of kinds that work on sound.

import type { Sample } from "../samples.ts";

export const soundSamples: Readonly<Record<string, Sample>> = {};
