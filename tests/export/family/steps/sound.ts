// Steps and sources of kinds that work on sound.

import type { FieldSteps } from "./step.ts";

export const sound: FieldSteps = { sources: {}, steps: {}, files: {}, inputs: [] };
