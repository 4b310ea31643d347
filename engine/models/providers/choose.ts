// Which provider computes a model: the first of a ladder that works here and opens it.

import { MillraceError } from "../../sdk/errors.ts";
import { reasonsOf, type Provider, type ProviderWish, type RefusedProvider } from "../../sdk/providers.ts";
import type { PreparedModel } from "../prepared-model.ts";
import { probeProvider, tryModel, type ProbeParts, type Verdict } from "./probe.ts";
import { builtIn } from "./runtime-names.ts";

export interface Chosen {
  readonly provider: Provider;
  /** As summaries say it: `cuda`, or `cuda, partly cpu`. */
  readonly words: string;
  readonly refused: readonly RefusedProvider[];
}

/**
 * What `auto` tries. TensorRT builds an engine for minutes, which is for who asks for it; WebGPU stands last, since the others
 * drive the same hardware with less in between.
 */
const LADDER: readonly Provider[] = ["cuda", "directml", "coreml", "webgpu", "cpu"];

/** Chooses for one model after the other, and finds out once of each provider whether it works. */
export class ProviderChooser {
  readonly #parts: ProbeParts;
  readonly #verdicts = new Map<Provider, Promise<Verdict>>();

  constructor(parts: ProbeParts) {
    this.#parts = parts;
  }

  /** Throws PROVIDER_MISSING where none of what is asked for can compute the model. */
  async choose(model: PreparedModel, wishes: readonly ProviderWish[]): Promise<Chosen> {
    const known = await builtIn();
    const refused: RefusedProvider[] = [];
    for (const provider of ladderOf(wishes, known)) {
      if (provider === "cpu") return { provider, words: provider, refused };
      const reason = known.has(provider)
        ? await this.#verdict(provider)
        : `This build of the model runtime has no ${provider}.`;
      if (reason !== null) {
        refused.push({ provider, reason });
        continue;
      }
      const trial = await tryModel({ ...model, provider }, this.#parts);
      if (trial.opens)
        return { provider, words: trial.whole ? provider : `${provider}, partly cpu`, refused };
      refused.push({ provider, reason: `It does not open the model: ${trial.reason}` });
    }
    throw missing(model.path, refused);
  }

  /** Null where it works. */
  async #verdict(provider: Provider): Promise<string | null> {
    const verdict = this.#verdicts.get(provider) ?? probeProvider(provider, this.#parts);
    this.#verdicts.set(provider, verdict);
    const found = await verdict;
    return found.works ? null : found.reason;
  }
}

/** Each once; of `auto` only what the binding knows, since the rest is no news. */
export function ladderOf(wishes: readonly ProviderWish[], known: ReadonlySet<Provider>): readonly Provider[] {
  const steps = wishes.flatMap((wish) =>
    wish === "auto" ? LADDER.filter((step) => known.has(step)) : [wish],
  );
  return [...new Set(steps)];
}

function missing(file: string, refused: readonly RefusedProvider[]): MillraceError {
  const names = refused.map(({ provider }) => provider).join(", ");
  return new MillraceError("PROVIDER_MISSING", {
    message: `The model cannot be computed by ${names} here.`,
    file,
    expected: names,
    got: reasonsOf(refused),
    hint: `\`millrace doctor\` tells what there is. To compute on the processor where it is missing, set "Where that is missing" (providerElse) of the node to cpu, or run with --provider "${names.replaceAll(", ", ",")},cpu".`,
    fatal: true,
  });
}
