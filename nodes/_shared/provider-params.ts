// What computes the model of a node: params that all kinds with a model have, and what they mean.

import { choice } from "../../engine/sdk/params.ts";
import { PROVIDERS, type Provider, type ProviderWish } from "../../engine/sdk/providers.ts";

const ACCELERATORS = PROVIDERS.filter((provider) => provider !== "cpu");

export const providerParams = {
  provider: choice(["run", "auto", ...PROVIDERS], {
    title: "Computed by",
    help: "The processor, unless the run says something else. Accelerators round in another way: last digits may differ.",
    labels: {
      run: "As the run says",
      auto: "The best there is",
      cpu: "Processor",
      cuda: "CUDA (NVIDIA)",
      tensorrt: "TensorRT (NVIDIA)",
      openvino: "OpenVINO (Intel)",
      coreml: "CoreML (Apple)",
      directml: "DirectML (Windows)",
      webgpu: "WebGPU",
    },
    default: "run",
  }),
  providerElse: choice(["stop", "cpu"], {
    title: "Where that is missing",
    help: "Whether the run stops on a machine without it, or goes on with the processor and says so.",
    labels: { stop: "The run stops", cpu: "The processor computes" },
    default: "stop",
    visibleWhen: { param: "provider", oneOf: ACCELERATORS },
  }),
};

export interface ProviderChoice {
  readonly provider: "run" | "auto" | Provider;
  readonly providerElse: "stop" | "cpu";
}

/** What is tried one after the other; null = what the run says. */
export function wishesOf({ provider, providerElse }: ProviderChoice): readonly ProviderWish[] | null {
  if (provider === "run") return null;
  return provider === "auto" || providerElse === "stop" ? [provider] : [provider, "cpu"];
}
