// How onnxruntime is loaded: when the first model opens, so that a run without a model pays nothing.

import { createRequire } from "node:module";
import type * as Ort from "onnxruntime-node";

let loaded: typeof Ort | null = null;

/** The onnxruntime module. `require` because it is CommonJS: an `import` of it costs 3 ms more. */
export function onnxruntime(): typeof Ort {
  if (!loaded) {
    loaded = createRequire(import.meta.url)("onnxruntime-node") as typeof Ort;
    // Warnings would go to stderr, in colour.
    loaded.env.logLevel = "error";
  }
  return loaded;
}
