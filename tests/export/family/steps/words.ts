// Steps and sources of kinds that work on text and documents.

import type { FieldSteps } from "./step.ts";

export const words: FieldSteps = { sources: {}, steps: {}, files: {}, inputs: [] };
