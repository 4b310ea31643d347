// Does a node go out to a network? Its kind says whether it can, and for some kinds its params say whether it does.

import type { AnyNode } from "./node-definition.ts";

interface Set {
  readonly definition: Pick<AnyNode, "effects" | "determinism" | "offline">;
  readonly params: object;
}

export function usesNetwork({ definition, params }: Set): boolean {
  const { effects, determinism, offline } = definition;
  return (effects.includes("network") || determinism === "network") && !(offline?.({ params }) ?? false);
}
