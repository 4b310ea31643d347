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
  cast: () => import("./prepare/cast/cast.ts"),
  filter: () => import("./prepare/filter/filter.ts"),
  formula: () => import("./prepare/formula/formula.ts"),
  "hash-text": () => import("./prepare/hash-text/hash-text.ts"),
  "image-to-tensor": () => import("./prepare/image-to-tensor/image-to-tensor.ts"),
  impute: () => import("./prepare/impute/impute.ts"),
  "min-max": () => import("./prepare/min-max/min-max.ts"),
  "one-hot": () => import("./prepare/one-hot/one-hot.ts"),
  ordinal: () => import("./prepare/ordinal/ordinal.ts"),
  pack: () => import("./prepare/pack/pack.ts"),
  rename: () => import("./prepare/rename/rename.ts"),
  select: () => import("./prepare/select/select.ts"),
  standardize: () => import("./prepare/standardize/standardize.ts"),
  "text-clean": () => import("./prepare/text-clean/text-clean.ts"),
  "text-split": () => import("./prepare/text-split/text-split.ts"),
  "tf-idf": () => import("./prepare/tf-idf/tf-idf.ts"),
  tokenize: () => import("./prepare/tokenize/tokenize.ts"),
  unpack: () => import("./prepare/unpack/unpack.ts"),
  window: () => import("./prepare/window/window.ts"),

  // models
  "detect-language": () => import("./models/detect-language/detect-language.ts"),
  "nearest-neighbours": () => import("./models/nearest-neighbours/nearest-neighbours.ts"),
  onnx: () => import("./models/onnx/onnx.ts"),
  sigmoid: () => import("./models/sigmoid/sigmoid.ts"),
  softmax: () => import("./models/softmax/softmax.ts"),
  "text-classifier": () => import("./models/text-classifier/text-classifier.ts"),
  "text-embedder": () => import("./models/text-embedder/text-embedder.ts"),
  threshold: () => import("./models/threshold/threshold.ts"),
  "top-class": () => import("./models/top-class/top-class.ts"),

  // control
  branch: () => import("./control/branch/branch.ts"),
  limit: () => import("./control/limit/limit.ts"),
  sample: () => import("./control/sample/sample.ts"),
  union: () => import("./control/union/union.ts"),

  // actions
  "print-table": () => import("./actions/print-table/print-table.ts"),
  "write-csv": () => import("./actions/write-csv/write-csv.ts"),
  "write-jsonl": () => import("./actions/write-jsonl/write-jsonl.ts"),
  "write-text": () => import("./actions/write-text/write-text.ts"),
};
