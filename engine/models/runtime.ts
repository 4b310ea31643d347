// How onnxruntime is loaded: when the first model opens, so that a run without a model pays nothing.

import type * as Ort from "onnxruntime-node";
import { refuseTelemetry } from "./no-telemetry.ts";

let loaded: typeof Ort | null = null;

/** Loads the runtime once a thread. */
export async function loadOnnxruntime(): Promise<typeof Ort> {
  if (!loaded) {
    refuseTelemetry();
    loaded = await import("onnxruntime-node");
    // Warnings would go to stderr, in colour.
    loaded.env.logLevel = "fatal";
  }
  return loaded;
}
