// Steps and sources of kinds that work on sound.

import { samples } from "../../../contract/samples.ts";
import type { ColumnType } from "../table.ts";
import type { FieldSteps } from "./step.ts";

export const sound: FieldSteps = {
  sources: {
    "audio-files": {
      params: { path: "takes", details: true },
      columns: new Map<string, ColumnType>([
        ["path", "text"],
        ["audio", "audio"],
        ["rate", "number"],
        ["duration", "number"],
      ]),
    },
  },
  steps: {},
  files: { ...samples["audio-files"].files },
  inputs: ["takes"],
};
