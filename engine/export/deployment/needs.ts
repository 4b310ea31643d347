// What does a node need of the machine that runs it? What it declares, and what follows from its effects and its determinism.

import type { AnyNode, OwnNeed } from "../../sdk/node-definition.ts";

export type Need = OwnNeed | "disk" | "network" | "clock";

export const NEEDS = [
  "disk",
  "network",
  "clock",
  "display",
  "camera",
  "gpu",
  "long-life",
  "stdin",
] as const satisfies readonly Need[];

/** In the order of `NEEDS`. */
export function needsOf({ effects, determinism, needs = [] }: Declared): readonly Need[] {
  const all = new Set<Need>(needs);
  if (effects.includes("reads") || effects.includes("writes")) all.add("disk");
  if (effects.includes("network") || determinism === "network") all.add("network");
  if (determinism === "clock") all.add("clock");
  return NEEDS.filter((need) => all.has(need));
}

type Declared = Pick<AnyNode, "effects" | "determinism" | "needs">;
