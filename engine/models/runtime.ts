// How onnxruntime is loaded: when the first model opens, so that a run without a model pays nothing.

import type * as Ort from "onnxruntime-node";

let loaded: typeof Ort | null = null;

/** Loads the runtime once a thread. */
export async function loadOnnxruntime(): Promise<typeof Ort> {
  if (!loaded) {
    loaded = await import("onnxruntime-node");
    // Warnings would go to stderr, in colour.
    loaded.env.logLevel = "fatal";
  }
  return loaded;
}
