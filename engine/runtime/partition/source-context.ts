// What a source is given to say how it can be cut, before a run has opened it.

import type { PlannedNode } from "../../plan/types.ts";
import type { NodeContext } from "../../sdk/node-definition.ts";
import type { HostServices } from "../../sdk/services.ts";

interface Cutting {
  readonly host: HostServices;
  readonly signal?: AbortSignal;
  readonly warn?: NodeContext["warn"];
}

export function sourceContext(
  source: PlannedNode,
  { host, signal, warn = () => {} }: Cutting,
): NodeContext<object, unknown, undefined> {
  const { id, title, params, facts, inputs, outputs } = source;
  return {
    node: { id, title },
    params,
    facts,
    state: undefined,
    inputs,
    outputs,
    host,
    signal: signal ?? new AbortController().signal,
    timeoutMs: null,
    fail: () => {},
    warn,
  };
}
