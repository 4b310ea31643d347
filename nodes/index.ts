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
  "audio-to-tensor": () => import("./prepare/audio-to-tensor/audio-to-tensor.ts"),
  "audio-windows": () => import("./prepare/audio-windows/audio-windows.ts"),
  cast: () => import("./prepare/cast/cast.ts"),
  "draw-marks": () => import("./prepare/draw-marks/draw-marks.ts"),
  "crop-image": () => import("./prepare/crop-image/crop-image.ts"),
  "cut-segments": () => import("./prepare/cut-segments/cut-segments.ts"),
  "extract-fields": () => import("./prepare/extract-fields/extract-fields.ts"),
  filter: () => import("./prepare/filter/filter.ts"),
  "find-shapes": () => import("./prepare/find-shapes/find-shapes.ts"),
  formula: () => import("./prepare/formula/formula.ts"),
  "image-colour": () => import("./prepare/image-colour/image-colour.ts"),
  "hash-text": () => import("./prepare/hash-text/hash-text.ts"),
  "image-to-tensor": () => import("./prepare/image-to-tensor/image-to-tensor.ts"),
  impute: () => import("./prepare/impute/impute.ts"),
  "lines-to-table": () => import("./prepare/lines-to-table/lines-to-table.ts"),
  "list-to-text": () => import("./prepare/list-to-text/list-to-text.ts"),
  "log-mel": () => import("./prepare/log-mel/log-mel.ts"),
  mfcc: () => import("./prepare/mfcc/mfcc.ts"),
  "list-to-rows": () => import("./prepare/list-to-rows/list-to-rows.ts"),
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
  "stitch-tiles": () => import("./prepare/stitch-tiles/stitch-tiles.ts"),
  "tensor-to-image": () => import("./prepare/tensor-to-image/tensor-to-image.ts"),
  "tile-image": () => import("./prepare/tile-image/tile-image.ts"),
  "text-clean": () => import("./prepare/text-clean/text-clean.ts"),
  "tf-idf": () => import("./prepare/tf-idf/tf-idf.ts"),
  "trim-silence": () => import("./prepare/trim-silence/trim-silence.ts"),
  unpack: () => import("./prepare/unpack/unpack.ts"),
  window: () => import("./prepare/window/window.ts"),

  // models
  ocr: () => import("./models/ocr/ocr.ts"),
  "detect-language": () => import("./models/detect-language/detect-language.ts"),
  "object-detector": () => import("./models/object-detector/object-detector.ts"),
  "nearest-neighbours": () => import("./models/nearest-neighbours/nearest-neighbours.ts"),
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
  "contact-sheet": () => import("./actions/contact-sheet/contact-sheet.ts"),
  "html-report": () => import("./actions/html-report/html-report.ts"),
  "print-table": () => import("./actions/print-table/print-table.ts"),
  "write-audio": () => import("./actions/write-audio/write-audio.ts"),
  "write-csv": () => import("./actions/write-csv/write-csv.ts"),
  "write-hocr": () => import("./actions/write-hocr/write-hocr.ts"),
  "write-images": () => import("./actions/write-images/write-images.ts"),
  "write-jsonl": () => import("./actions/write-jsonl/write-jsonl.ts"),
  "write-subtitles": () => import("./actions/write-subtitles/write-subtitles.ts"),
};
