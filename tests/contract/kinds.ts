// Which kinds the contract tests loop over: all that are registered, each with its sample.

import { createCatalog } from "../../engine/catalog/catalog.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { nodeKinds } from "../../nodes/index.ts";
import { samples, type Sample } from "./samples.ts";

export const catalog = createCatalog(nodeKinds);

export interface KindUnderTest {
  readonly kind: string;
  readonly definition: AnyNode;
}

/** All registered kinds. */
export const kinds: readonly KindUnderTest[] = await Promise.all(
  catalog.kinds.map(async (kind) => ({ kind, definition: (await catalog.load(kind))! })),
);

/** Kinds that have a sample; `declaration.test.ts` fails for the others. */
export const sampled: readonly (KindUnderTest & { readonly sample: Sample })[] = kinds
  .filter(({ kind }) => Object.hasOwn(samples, kind))
  .map((entry) => ({ ...entry, sample: samples[entry.kind] }));
