// The registry: every node kind and how to load it. A run loads only the kinds in its file.

import type { AnyNode } from "../engine/sdk/node-definition.ts";

export type NodeLoader = () => Promise<{ default: AnyNode }>;

export const nodeKinds: Readonly<Record<string, NodeLoader>> = {
  // sources
  csv: () => import("./sources/csv/csv.ts"),
  database: () => import("./sources/database/database.ts"),
  excel: () => import("./sources/excel/excel.ts"),
  folder: () => import("./sources/folder/folder.ts"),
  generate: () => import("./sources/generate/generate.ts"),
  "http-json": () => import("./sources/http-json/http-json.ts"),
  inline: () => import("./sources/inline/inline.ts"),
  jsonl: () => import("./sources/jsonl/jsonl.ts"),
  stdin: () => import("./sources/stdin/stdin.ts"),
  parquet: () => import("./sources/parquet/parquet.ts"),
  "sql-file": () => import("./sources/sql-file/sql-file.ts"),
  // sources: pictures
  "image-folder": () => import("./sources/image-folder/image-folder.ts"),
  // sources: sound
  "audio-files": () => import("./sources/audio-files/audio-files.ts"),
  // sources: text and documents
  "eml-files": () => import("./sources/eml-files/eml-files.ts"),
  "pdf-pages": () => import("./sources/pdf-pages/pdf-pages.ts"),
  "text-files": () => import("./sources/text-files/text-files.ts"),

  // prepare
  aggregate: () => import("./prepare/aggregate/aggregate.ts"),
  bucket: () => import("./prepare/bucket/bucket.ts"),
  cast: () => import("./prepare/cast/cast.ts"),
  clip: () => import("./prepare/clip/clip.ts"),
  deduplicate: () => import("./prepare/deduplicate/deduplicate.ts"),
  filter: () => import("./prepare/filter/filter.ts"),
  formula: () => import("./prepare/formula/formula.ts"),
  "frequency-encode": () => import("./prepare/frequency-encode/frequency-encode.ts"),
  impute: () => import("./prepare/impute/impute.ts"),
  join: () => import("./prepare/join/join.ts"),
  "list-to-rows": () => import("./prepare/list-to-rows/list-to-rows.ts"),
  "list-to-text": () => import("./prepare/list-to-text/list-to-text.ts"),
  lead: () => import("./prepare/lead/lead.ts"),
  "log-scale": () => import("./prepare/log-scale/log-scale.ts"),
  "min-max": () => import("./prepare/min-max/min-max.ts"),
  "one-hot": () => import("./prepare/one-hot/one-hot.ts"),
  ordinal: () => import("./prepare/ordinal/ordinal.ts"),
  "outlier-flag": () => import("./prepare/outlier-flag/outlier-flag.ts"),
  pack: () => import("./prepare/pack/pack.ts"),
  "parse-dates": () => import("./prepare/parse-dates/parse-dates.ts"),
  pivot: () => import("./prepare/pivot/pivot.ts"),
  rename: () => import("./prepare/rename/rename.ts"),
  "rows-to-list": () => import("./prepare/rows-to-list/rows-to-list.ts"),
  select: () => import("./prepare/select/select.ts"),
  sessionise: () => import("./prepare/sessionise/sessionise.ts"),
  sort: () => import("./prepare/sort/sort.ts"),
  "split-column": () => import("./prepare/split-column/split-column.ts"),
  sql: () => import("./prepare/sql/sql.ts"),
  standardize: () => import("./prepare/standardize/standardize.ts"),
  "target-encode": () => import("./prepare/target-encode/target-encode.ts"),
  "time-features": () => import("./prepare/time-features/time-features.ts"),
  unpack: () => import("./prepare/unpack/unpack.ts"),
  unpivot: () => import("./prepare/unpivot/unpivot.ts"),
  window: () => import("./prepare/window/window.ts"),
  // prepare: pictures
  "blur-regions": () => import("./prepare/blur-regions/blur-regions.ts"),
  "crop-image": () => import("./prepare/crop-image/crop-image.ts"),
  "draw-marks": () => import("./prepare/draw-marks/draw-marks.ts"),
  "extract-fields": () => import("./prepare/extract-fields/extract-fields.ts"),
  "find-shapes": () => import("./prepare/find-shapes/find-shapes.ts"),
  "image-colour": () => import("./prepare/image-colour/image-colour.ts"),
  "image-to-tensor": () => import("./prepare/image-to-tensor/image-to-tensor.ts"),
  "lines-to-table": () => import("./prepare/lines-to-table/lines-to-table.ts"),
  "resize-image": () => import("./prepare/resize-image/resize-image.ts"),
  "rotate-image": () => import("./prepare/rotate-image/rotate-image.ts"),
  "stitch-tiles": () => import("./prepare/stitch-tiles/stitch-tiles.ts"),
  "tensor-to-image": () => import("./prepare/tensor-to-image/tensor-to-image.ts"),
  "tile-image": () => import("./prepare/tile-image/tile-image.ts"),
  // prepare: sound
  "audio-to-tensor": () => import("./prepare/audio-to-tensor/audio-to-tensor.ts"),
  "audio-windows": () => import("./prepare/audio-windows/audio-windows.ts"),
  "cut-segments": () => import("./prepare/cut-segments/cut-segments.ts"),
  "log-mel": () => import("./prepare/log-mel/log-mel.ts"),
  mfcc: () => import("./prepare/mfcc/mfcc.ts"),
  "resample-audio": () => import("./prepare/resample-audio/resample-audio.ts"),
  "trim-silence": () => import("./prepare/trim-silence/trim-silence.ts"),
  // prepare: text and documents
  "hash-text": () => import("./prepare/hash-text/hash-text.ts"),
  "text-clean": () => import("./prepare/text-clean/text-clean.ts"),
  "text-split": () => import("./prepare/text-split/text-split.ts"),
  "tf-idf": () => import("./prepare/tf-idf/tf-idf.ts"),
  tokenize: () => import("./prepare/tokenize/tokenize.ts"),

  // models
  "anomaly-score": () => import("./models/anomaly-score/anomaly-score.ts"),
  "nearest-neighbours": () => import("./models/nearest-neighbours/nearest-neighbours.ts"),
  onnx: () => import("./models/onnx/onnx.ts"),
  sigmoid: () => import("./models/sigmoid/sigmoid.ts"),
  softmax: () => import("./models/softmax/softmax.ts"),
  threshold: () => import("./models/threshold/threshold.ts"),
  "top-class": () => import("./models/top-class/top-class.ts"),
  // models: pictures
  "image-classifier": () => import("./models/image-classifier/image-classifier.ts"),
  "object-detector": () => import("./models/object-detector/object-detector.ts"),
  ocr: () => import("./models/ocr/ocr.ts"),
  "segment-image": () => import("./models/segment-image/segment-image.ts"),
  // models: sound
  "voice-activity": () => import("./models/voice-activity/voice-activity.ts"),
  // models: text and documents
  "detect-language": () => import("./models/detect-language/detect-language.ts"),
  "text-classifier": () => import("./models/text-classifier/text-classifier.ts"),
  "text-embedder": () => import("./models/text-embedder/text-embedder.ts"),

  // control
  branch: () => import("./control/branch/branch.ts"),
  limit: () => import("./control/limit/limit.ts"),
  sample: () => import("./control/sample/sample.ts"),
  union: () => import("./control/union/union.ts"),

  // actions
  "html-report": () => import("./actions/html-report/html-report.ts"),
  "http-request": () => import("./actions/http-request/http-request.ts"),
  report: () => import("./actions/report/report.ts"),
  "print-table": () => import("./actions/print-table/print-table.ts"),
  "write-csv": () => import("./actions/write-csv/write-csv.ts"),
  "write-jsonl": () => import("./actions/write-jsonl/write-jsonl.ts"),
  "write-parquet": () => import("./actions/write-parquet/write-parquet.ts"),
  "write-table": () => import("./actions/write-table/write-table.ts"),
  // actions: pictures
  "contact-sheet": () => import("./actions/contact-sheet/contact-sheet.ts"),
  "write-coco": () => import("./actions/write-coco/write-coco.ts"),
  "write-hocr": () => import("./actions/write-hocr/write-hocr.ts"),
  "write-images": () => import("./actions/write-images/write-images.ts"),
  "write-yolo": () => import("./actions/write-yolo/write-yolo.ts"),
  // actions: sound
  "write-audio": () => import("./actions/write-audio/write-audio.ts"),
  "write-subtitles": () => import("./actions/write-subtitles/write-subtitles.ts"),
  // actions: text and documents
  "write-text": () => import("./actions/write-text/write-text.ts"),
};
