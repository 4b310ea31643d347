// What a model can be computed by: the processor, or an accelerator by the library that drives it.

import { closest } from "./closest.ts";
import { MillraceError } from "./errors.ts";

/** Public names: in params, flags and summaries. */
export const PROVIDERS = ["cpu", "cuda", "tensorrt", "openvino", "coreml", "directml", "webgpu"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** `auto` stands for every accelerator that is there, the likely fastest first, and then the processor. */
export type ProviderWish = Provider | "auto";

/**
 * What is tried one after the other, as flags say it. Throws PROVIDER_UNKNOWN.
 *
 * @example
 * providersOf("cuda,cpu") // ["cuda", "cpu"]: the processor where there is no CUDA
 */
export function providersOf(text: string, place: string): readonly ProviderWish[] {
  const words = text.split(",").map((word) => word.trim().toLowerCase());
  return words.map((word) => {
    if (isWish(word)) return word;
    const meant = word === "gpu" ? "auto" : closest(word, ["auto", ...PROVIDERS]);
    throw new MillraceError("PROVIDER_UNKNOWN", {
      message: `${place} names "${word}", which computes no model.`,
      expected: `auto, or one or several of ${PROVIDERS.join(", ")}`,
      got: text,
      hint: meant ? `Did you mean ${meant}?` : "`millrace doctor` lists what there is on this machine.",
    });
  });
}

function isWish(word: string): word is ProviderWish {
  return word === "auto" || (PROVIDERS as readonly string[]).includes(word);
}

/** What was tried before what is used, and why it is not. */
export interface RefusedProvider {
  readonly provider: Provider;
  readonly reason: string;
}

/** What each says, as parts of one sentence. */
export function reasonsOf(refused: readonly RefusedProvider[]): string {
  return refused.map(({ provider, reason }) => `${provider}: ${reason.replace(/\.$/, "")}`).join("; ");
}
