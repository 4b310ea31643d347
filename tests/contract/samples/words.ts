// Samples of kinds that work on text and documents.

import type { Sample } from "../samples.ts";

export const wordSamples: Readonly<Record<string, Sample>> = {};
