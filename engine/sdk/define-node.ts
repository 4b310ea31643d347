// defineNode: checks a node kind's shape and gives the compiler what it needs to check every word of it.

import type * as z from "zod/mini";
import type { AnyNode, NodeDefinition } from "./node-definition.ts";
import type { PortMap } from "./ports.ts";

/**
 * Declares a node kind. Ports, params, facts and state are inferred, so a wrong name is a type error at the word.
 * Throws at import where the kind has not exactly one way to run.
 *
 * @example
 * export default defineNode({ kind: "rename", version: 1, ..., map: (frame, { params }) => ... });
 */
export function defineNode<
  P extends z.ZodMiniType<object, unknown>,
  const I extends PortMap,
  const O extends PortMap | ((params: z.output<P>) => PortMap),
  F = null,
  S = undefined,
  D = never,
>(definition: NodeDefinition<P, I, O, F, S, D>): NodeDefinition<P, I, O, F, S, D> {
  const ways = [definition.map, definition.process, definition.produce, definition.plan].filter(
    Boolean,
  ).length;
  if (ways !== 1) {
    throw new Error(
      `Kind "${definition.kind}" must have exactly one of map, process, produce, plan + perform.`,
    );
  }
  if (Boolean(definition.plan) !== Boolean(definition.perform)) {
    throw new Error(`Kind "${definition.kind}" must have both plan and perform.`);
  }
  return definition;
}

/** The output ports of a node with these params. */
export function outputPorts(definition: AnyNode, params: unknown): PortMap {
  const { outputs } = definition;
  return typeof outputs === "function" ? outputs(params as never) : outputs;
}
