// The catalog: loads node kinds on demand and keeps them; knows nothing of any kind in particular.

import type { AnyNode } from "../sdk/node-definition.ts";

export type KindLoaders = Readonly<Record<string, () => Promise<{ default: AnyNode }>>>;

export interface Catalog {
  /** All kinds that are registered, in order of registration. */
  readonly kinds: readonly string[];
  /** The definition of a kind, or null for one that nobody registered. Loaded once. */
  load(kind: string): Promise<AnyNode | null>;
}

export function createCatalog(loaders: KindLoaders): Catalog {
  const loaded = new Map<string, Promise<AnyNode>>();
  return {
    kinds: Object.keys(loaders),
    async load(kind) {
      if (!Object.hasOwn(loaders, kind)) return null;
      const found = loaded.get(kind) ?? loaders[kind]().then((module) => module.default);
      loaded.set(kind, found);
      return found;
    },
  };
}
