// Steps and sources of kinds that work on pictures.

import { samples } from "../../../contract/samples.ts";
import { onColumn, type FieldSteps } from "./step.ts";

export const pictures: FieldSteps = {
  sources: {
    "image-folder": { params: { path: "pictures" }, columns: new Map([["image", "image"]]) },
  },
  steps: {
    "image-to-tensor": onColumn("image", (column, choose, id) => ({
      params: { column, width: 4, height: 3, fit: choose.of(["letterbox", "cover"]), output: `${id}_p` },
      adds: { [`${id}_p`]: "tensor" },
    })),
    ocr: onColumn("image", (column, choose, id) => ({
      params: {
        ...samples.ocr.params,
        column,
        turned: choose.of(["0", "180"]),
        ...{ lines: `${id}_l`, text: `${id}_t`, score: `${id}_s`, angle: `${id}_a` },
      },
      adds: { [`${id}_l`]: "boxes", [`${id}_t`]: "text", [`${id}_s`]: "number", [`${id}_a`]: "number int32" },
    })),
  },
  files: { ...samples["image-folder"].files, ...samples.ocr.files },
  inputs: ["pictures"],
};
