// Plans and runs a workflow written as a short list, for tests of the runtime.

import { createCatalog } from "../../engine/catalog/catalog.ts";
import type { Rescue, WorkflowDocument } from "../../engine/document/types.ts";
import { makePlan } from "../../engine/plan/plan.ts";
import type { Plan } from "../../engine/plan/types.ts";
import { systemClock } from "../../engine/host/clock.ts";
import type { RunEvent, RunSummary } from "../../engine/runtime/events.ts";
import { run, type RunOptions } from "../../engine/runtime/run.ts";
import { DEFAULT_WORK_BYTES, MemoryGate } from "../../engine/sdk/memory-gate.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import type { HostServices } from "../../engine/sdk/services.ts";

export interface NodeSpec {
  readonly id: string;
  readonly kind: AnyNode;
  readonly params?: Record<string, unknown>;
  readonly rescue?: Partial<Rescue>;
  readonly bypassed?: boolean;
}

/** A host whose files and models throw when they are used. */
export function bareHost(parts: Partial<HostServices> = {}): HostServices {
  const missing = (name: string): never => {
    throw new Error(`The test gives no ${name}.`);
  };
  const none = (name: string) =>
    new Proxy({}, { get: (_, key) => (key === "resolve" ? (path: string) => path : missing(name)) });
  return {
    files: none("files") as HostServices["files"],
    models: none("models") as HostServices["models"],
    clock: systemClock,
    log: { debug: () => {}, warn: () => {} },
    secrets: { get: async () => null },
    output: { print: () => {}, width: 0 },
    memory: new MemoryGate(DEFAULT_WORK_BYTES),
    network: none("network") as HostServices["network"],
    scratch: none("scratch") as HostServices["scratch"],
    ...parts,
  };
}

/** `edges` are written `a.out -> b.in`; `a -> b` stands for those two ports. */
export async function planOf(
  nodes: readonly NodeSpec[],
  edges: readonly string[],
  host = bareHost(),
): Promise<Plan> {
  const document: WorkflowDocument = {
    format: "millrace",
    version: 1,
    nodes: nodes.map(({ id, kind, params = {}, rescue, bypassed }) => ({
      id,
      kind: kind.kind,
      version: kind.version,
      title: id,
      params,
      ...(rescue && { rescue }),
      ...(bypassed && { bypassed }),
    })),
    edges: edges.map((text) => {
      const [from, to] = text.split("->").map((end) => end.trim());
      return { from: from.includes(".") ? from : `${from}.out`, to: to.includes(".") ? to : `${to}.in` };
    }),
    view: { nodes: {} },
  };
  const kinds = new Map(nodes.map(({ kind }) => [kind.kind, kind]));
  const catalog = createCatalog(
    Object.fromEntries([...kinds].map(([name, kind]) => [name, async () => ({ default: kind })])),
  );
  return makePlan(document, catalog, { host });
}

export interface Finished {
  readonly summary: RunSummary;
  readonly events: readonly RunEvent[];
}

/** Plans, runs and waits, collecting all events. */
export async function runWorkflow(
  nodes: readonly NodeSpec[],
  edges: readonly string[],
  options: Partial<RunOptions> = {},
): Promise<Finished> {
  const host = options.host ?? bareHost();
  const started = run(await planOf(nodes, edges, host), { ...options, host });
  const events: RunEvent[] = [];
  for await (const event of started) events.push(event);
  return { summary: await started.done, events };
}
