// What the runtime calls the providers, and which of them its binding for this machine was built with.

import type { Provider } from "../../sdk/providers.ts";
import { loadOnnxruntime } from "../runtime.ts";

/** What TensorRT does not take goes to CUDA, which it stands on. */
const RUNTIME_NAMES: Readonly<Record<Provider, readonly string[]>> = {
  cpu: ["cpu"],
  cuda: ["cuda"],
  tensorrt: ["tensorrt", "cuda"],
  openvino: ["openvino"],
  coreml: ["coreml"],
  directml: ["dml"],
  webgpu: ["webgpu"],
};

export function runtimeNames(provider: Provider): string[] {
  return [...RUNTIME_NAMES[provider]];
}

/**
 * What the binding knows, which says nothing of drivers and libraries. Of onnxruntime-node 1.30.0: CPU everywhere; WebGPU but on
 * Linux for ARM; CUDA and TensorRT on Linux x64, with libraries that do not come along; CoreML on macOS; DirectML on Windows.
 */
export async function builtIn(): Promise<ReadonlySet<Provider>> {
  const { listSupportedBackends } = await loadOnnxruntime();
  const names = new Set(listSupportedBackends().map(({ name }) => name));
  const known = Object.entries(RUNTIME_NAMES).filter(([, [name]]) => names.has(name));
  return new Set(known.map(([provider]) => provider as Provider));
}
