// Keeps the model runtime from reporting its use: onnxruntime 1.30 writes an identifier and a database of events below the
// home folder on Linux and macOS, and sends them to its maker, unless this variable is set before it starts.

/**
 * Call in the main thread, before the first thread or child that loads the runtime: what a worker thread sets, native code
 * does not see. Whoever has set the variable decides.
 */
export function refuseTelemetry(): void {
  process.env.ORT_DISABLE_TELEMETRY ??= "1";
}
