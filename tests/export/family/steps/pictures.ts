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
    "object-detector": onColumn("image", (column, choose, id) => ({
      params: { model: "detector.onnx", column, fit: choose.of(["letterbox", "stretch"]), output: `${id}_b` },
      adds: { [`${id}_b`]: "boxes" },
    })),
  },
  files: { ...samples["image-folder"].files, ...samples["object-detector"].files },
  inputs: ["pictures"],
};
