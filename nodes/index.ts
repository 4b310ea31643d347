// The registry: every node kind and how to load it. A run loads only the kinds in its file.

import type { AnyNode } from "../engine/sdk/node-definition.ts";

export type NodeLoader = () => Promise<{ default: AnyNode }>;

export const nodeKinds: Readonly<Record<string, NodeLoader>> = {
  // sources
  "audio-files": () => import("./sources/audio-files/audio-files.ts"),
  csv: () => import("./sources/csv/csv.ts"),
  "eml-files": () => import("./sources/eml-files/eml-files.ts"),
  generate: () => import("./sources/generate/generate.ts"),
  "image-folder": () => import("./sources/image-folder/image-folder.ts"),
  inline: () => import("./sources/inline/inline.ts"),
  "pdf-pages": () => import("./sources/pdf-pages/pdf-pages.ts"),
  "text-files": () => import("./sources/text-files/text-files.ts"),

  // prepare
  "blur-regions": () => import("./prepare/blur-regions/blur-regions.ts"),
  cast: () => import("./prepare/cast/cast.ts"),
  "draw-marks": () => import("./prepare/draw-marks/draw-marks.ts"),
  "crop-image": () => import("./prepare/crop-image/crop-image.ts"),
  "cut-segments": () => import("./prepare/cut-segments/cut-segments.ts"),
  "extract-fields": () => import("./prepare/extract-fields/extract-fields.ts"),
  filter: () => import("./prepare/filter/filter.ts"),
  formula: () => import("./prepare/formula/formula.ts"),
  "image-colour": () => import("./prepare/image-colour/image-colour.ts"),
  "hash-text": () => import("./prepare/hash-text/hash-text.ts"),
  "image-to-tensor": () => import("./prepare/image-to-tensor/image-to-tensor.ts"),
  impute: () => import("./prepare/impute/impute.ts"),
  "list-to-rows": () => import("./prepare/list-to-rows/list-to-rows.ts"),
  "lines-to-table": () => import("./prepare/lines-to-table/lines-to-table.ts"),
  "min-max": () => import("./prepare/min-max/min-max.ts"),
  "one-hot": () => import("./prepare/one-hot/one-hot.ts"),
  ordinal: () => import("./prepare/ordinal/ordinal.ts"),
  pack: () => import("./prepare/pack/pack.ts"),
  rename: () => import("./prepare/rename/rename.ts"),
  "resize-image": () => import("./prepare/resize-image/resize-image.ts"),
  "rotate-image": () => import("./prepare/rotate-image/rotate-image.ts"),
  "rows-to-list": () => import("./prepare/rows-to-list/rows-to-list.ts"),
  "resample-audio": () => import("./prepare/resample-audio/resample-audio.ts"),
  select: () => import("./prepare/select/select.ts"),
  standardize: () => import("./prepare/standardize/standardize.ts"),
  "tensor-to-image": () => import("./prepare/tensor-to-image/tensor-to-image.ts"),
  "text-clean": () => import("./prepare/text-clean/text-clean.ts"),
  "tf-idf": () => import("./prepare/tf-idf/tf-idf.ts"),
  unpack: () => import("./prepare/unpack/unpack.ts"),
  window: () => import("./prepare/window/window.ts"),

  // models
  "image-classifier": () => import("./models/image-classifier/image-classifier.ts"),
  ocr: () => import("./models/ocr/ocr.ts"),
  "detect-language": () => import("./models/detect-language/detect-language.ts"),
  "object-detector": () => import("./models/object-detector/object-detector.ts"),
  onnx: () => import("./models/onnx/onnx.ts"),
  sigmoid: () => import("./models/sigmoid/sigmoid.ts"),
  softmax: () => import("./models/softmax/softmax.ts"),
  "text-classifier": () => import("./models/text-classifier/text-classifier.ts"),
  "text-embedder": () => import("./models/text-embedder/text-embedder.ts"),
  threshold: () => import("./models/threshold/threshold.ts"),
  "top-class": () => import("./models/top-class/top-class.ts"),
  "voice-activity": () => import("./models/voice-activity/voice-activity.ts"),

  // control
  branch: () => import("./control/branch/branch.ts"),
  limit: () => import("./control/limit/limit.ts"),
  sample: () => import("./control/sample/sample.ts"),
  union: () => import("./control/union/union.ts"),

  // actions
  "html-report": () => import("./actions/html-report/html-report.ts"),
  "print-table": () => import("./actions/print-table/print-table.ts"),
  "write-audio": () => import("./actions/write-audio/write-audio.ts"),
  "write-coco": () => import("./actions/write-coco/write-coco.ts"),
  "write-csv": () => import("./actions/write-csv/write-csv.ts"),
  "write-images": () => import("./actions/write-images/write-images.ts"),
  "write-jsonl": () => import("./actions/write-jsonl/write-jsonl.ts"),
  "write-subtitles": () => import("./actions/write-subtitles/write-subtitles.ts"),
  "write-yolo": () => import("./actions/write-yolo/write-yolo.ts"),
};
