// What of all providers works on this machine, and whether the runtime computes rightly on the processor.

import type { Clock } from "../../sdk/services.ts";
import { PROVIDERS, type Provider } from "../../sdk/providers.ts";
import { openSession } from "../open-session.ts";
import { isRight, PROBE_FEEDS, probeModel } from "./probe-model.ts";
import { probeProvider, type ProbeParts } from "./probe.ts";
import { builtIn } from "./runtime-names.ts";

export interface ProviderReport {
  readonly provider: Provider;
  readonly works: boolean;
  /** Milliseconds from the start of a process to its first right answer; null where it does not work. */
  readonly ms: number | null;
  /** Why it does not work. */
  readonly reason: string | null;
}

/** Tries one after the other: drivers of the same hardware would get into each other's way. */
export async function surveyProviders(parts: ProbeParts): Promise<readonly ProviderReport[]> {
  const known = await builtIn();
  const reports: ProviderReport[] = [];
  for (const provider of PROVIDERS) {
    const verdict = known.has(provider)
      ? await probeProvider(provider, parts)
      : { works: false as const, reason: `This build of the model runtime has no ${provider}.` };
    reports.push(
      verdict.works
        ? { provider, works: true, ms: verdict.ms, reason: null }
        : { provider, works: false, ms: null, reason: verdict.reason },
    );
  }
  return reports;
}

export interface SelfTest {
  /** Whether all answers were those that they should be. */
  readonly right: boolean;
  readonly runs: number;
  readonly ms: number;
}

/** Computes a small model in this thread, again and again for so many milliseconds. Throws what the runtime says. */
export async function selfTest(clock: Clock, forMs: number): Promise<SelfTest> {
  const session = await openSession({ ...probeModel("cpu"), threads: 1 });
  const started = clock.monotonic();
  let runs = 0;
  let right = true;
  try {
    do {
      right &&= isRight(await session.run(PROBE_FEEDS));
      runs++;
    } while (right && clock.monotonic() - started < forMs);
  } finally {
    await session.release();
  }
  return { right, runs, ms: clock.monotonic() - started };
}
