// The params that bound what is remembered of keys, and the warning where that was not enough.

import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import { number } from "../../../engine/sdk/params.ts";
import type { History } from "./history.ts";

export const historyParams = {
  maxKeys: number({
    title: "Keys kept",
    help: "When more keys are seen, the one that was silent longest is forgotten. Each takes 8 bytes for each row that is remembered of it, and some 300 more.",
    integer: true,
    min: 1,
    default: 100_000,
    setting: true,
  }),
  memoryMb: number({
    title: "Memory",
    help: "What the keys may take together: where they do not fit, fewer are kept.",
    unit: "MB",
    integer: true,
    min: 1,
    default: 512,
    setting: true,
  }),
};

export function warnOfForgotten({ forgotten, maxKeys }: History, ctx: Pick<NodeContext, "warn">): void {
  if (forgotten === 0) return;
  ctx.warn(
    "WINDOW_KEYS",
    `More than ${maxKeys} keys: those silent longest are forgotten. Raise "Keys kept" or "Memory".`,
  );
}
