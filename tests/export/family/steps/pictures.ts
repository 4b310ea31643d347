// Steps and sources of kinds that work on pictures.

import { samples } from "../../../contract/samples.ts";
import { onColumn, onColumns, type FieldSteps } from "./step.ts";

export const pictures: FieldSteps = {
  sources: {
    "image-folder": { params: { path: "pictures" }, columns: new Map([["image", "image"]]) },
  },
  steps: {
    "image-to-tensor": onColumn("image", (column, choose, id) => ({
      params: { column, width: 4, height: 3, fit: choose.of(["letterbox", "cover"]), output: `${id}_p` },
      adds: { [`${id}_p`]: "tensor" },
    })),
    "blur-regions": onColumns("image", "boxes", (column, boxes, choose, id) => ({
      params: { column, boxes, method: choose.of(["blur", "fill"]), output: `${id}_i` },
      adds: { [`${id}_i`]: "image" },
    })),
    "draw-marks": onColumns("image", "boxes", (column, boxes, _, id) => ({
      params: { column, boxes, output: `${id}_i` },
      adds: { [`${id}_i`]: "image" },
    })),
    "object-detector": onColumn("image", (column, choose, id) => ({
      params: { model: "detector.onnx", column, fit: choose.of(["letterbox", "stretch"]), output: `${id}_b` },
      adds: { [`${id}_b`]: "boxes" },
    })),
  },
  files: { ...samples["image-folder"].files, ...samples["object-detector"].files },
  inputs: ["pictures"],
};
