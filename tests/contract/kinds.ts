// Which kinds the contract tests loop over: all that are registered, each with its sample.

import { createCatalog } from "../../engine/catalog/catalog.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { samples, type Sample } from "./samples.ts";

const catalog = createCatalog(nodeKinds);

interface KindUnderTest {
  readonly kind: string;
  readonly definition: AnyNode;
}

/** All registered kinds. */
export const kinds: readonly KindUnderTest[] = await Promise.all(
  catalog.kinds.map(async (kind) => ({ kind, definition: (await catalog.load(kind))! })),
);

interface SampleUnderTest extends KindUnderTest {
  /** The kind, with a number for its further samples. */
  readonly name: string;
  readonly sample: Sample;
}

/** All samples of all kinds; `declaration.test.ts` fails for kinds without one. */
export const sampled: readonly SampleUnderTest[] = kinds.flatMap(({ kind, definition }) => {
  if (!Object.hasOwn(samples, kind)) return [];
  const { also = [], ...sample } = samples[kind];
  const all = [sample, ...also.map((params) => ({ ...sample, params }))];
  return all.map((one, i) => ({
    kind,
    definition,
    name: i === 0 ? kind : `${kind} (${i + 1})`,
    sample: one,
  }));
});

/** Samples of kinds that give frames of their own. */
export const sources = sampled.filter(({ definition }) => definition.produce !== undefined);

/** Samples of kinds that work on the frames that arrive. */
export const fed = sampled.filter(({ definition }) => definition.produce === undefined);
