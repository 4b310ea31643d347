// A test harness for node authors: runs one node kind on frames in memory, without a plan and without the runtime.

import { Frame } from "../frames/frame.ts";
import { freshLineage } from "../frames/builder.ts";
import { rowId } from "../frames/lineage.ts";
import type { Schema } from "../frames/types.ts";
import { outputPorts } from "./define-node.ts";
import { MillraceError } from "./errors.ts";
import { DEFAULT_WORK_BYTES, MemoryGate } from "./memory-gate.ts";
import type {
  AnyNode,
  Effect,
  NodeContext,
  NodeIssue,
  Outcome,
  RowError,
  SourcePart,
} from "./node-definition.ts";
import type { HostServices } from "./services.ts";

export interface NodeRun {
  readonly params?: Record<string, unknown>;
  /** Frames by input port, given port by port in this order. */
  readonly inputs?: Readonly<Record<string, readonly Frame[]>>;
  readonly host?: Partial<HostServices>;
  readonly signal?: AbortSignal;
  readonly part?: SourcePart | null;
  /** Stop after `plan`, as a dry run does. */
  readonly dryRun?: boolean;
  /** Called for each output frame, for tests of cancelling. */
  readonly onFrame?: (port: string, frame: Frame) => void;
}

export interface NodeRunResult {
  readonly outputs: Readonly<Record<string, readonly Frame[]>>;
  readonly failed: readonly (RowError & { readonly row: number })[];
  readonly effects: readonly Effect[];
  readonly warnings: readonly string[];
  readonly issues: readonly NodeIssue[];
  readonly schemas: Readonly<Record<string, Schema | undefined>>;
}

/**
 * Parses params, probes, propagates the schema, opens, feeds the frames, ends and closes the node. Services that the
 * node uses and the test does not give throw. Issues of severity "error" stop before `open`.
 */
export async function runNode(definition: AnyNode, run: NodeRun = {}): Promise<NodeRunResult> {
  const params = definition.params.parse(run.params ?? {});
  const host = strictHost({ memory: new MemoryGate(DEFAULT_WORK_BYTES), ...run.host });
  const signal = run.signal ?? new AbortController().signal;
  const inputs = run.inputs ?? {};
  const schemas = Object.fromEntries(
    Object.entries(inputs).map(([port, frames]) => [port, frames[0]?.schema ?? { fields: [] }]),
  );
  const facts = (await definition.probe?.({ params, host, signal })) ?? null;
  const wires = Object.fromEntries(Object.entries(schemas).map(([port, schema]) => [port, [schema]]));
  const planned = definition.schema({ params, inputs: schemas, wires, facts });
  const outputs: Record<string, Frame[]> = {};
  const failed: (RowError & { row: number })[] = [];
  const effects: Effect[] = [];
  const warnings: string[] = [];
  const issues = planned.issues ?? [];
  const result = { outputs, failed, effects, warnings, issues, schemas: planned.outputs };
  if (issues.some((issue) => issue.severity === "error")) return result;

  const base: NodeContext = {
    node: { id: definition.kind, title: definition.title },
    params,
    facts,
    state: undefined,
    inputs: schemas,
    outputs: planned.outputs as Record<string, Schema>,
    host,
    signal,
    timeoutMs: null,
    fail: (frame, row, error) => void failed.push({ ...error, row: rowId(frame.lineage, row) }),
    warn: (code, message) => void warnings.push(`${code}: ${message}`),
  };
  const ctx = { ...base, state: await definition.open?.(base as NodeContext<object, unknown, undefined>) };
  const give = (port: string) => async (frame: Frame) => {
    frame.arena?.keep();
    (outputs[port] ??= []).push(frame);
    run.onFrame?.(port, frame);
  };
  const out = Object.fromEntries(
    Object.keys(outputPorts(definition, params)).map((port) => [port, give(port)]),
  );
  let finished = false;
  const counts = Object.fromEntries(Object.keys(inputs).map((port) => [port, 1]));
  const flow = {
    ...ctx,
    out,
    wire: 0,
    wires: counts,
    sharesSource: false,
    port: "in",
    finish: () => void (finished = true),
    want: () => {},
  };
  let outcome: Outcome = "failed";
  try {
    await definition.produce?.({
      ...(ctx as NodeContext<object>),
      out,
      part: run.part ?? null,
      progress: () => {},
    });
    for (const [port, frames] of Object.entries(inputs)) {
      for (const frame of frames) {
        if (finished || signal.aborted) break;
        if (definition.map) await give("out")(definition.map(frame, ctx as NodeContext<object>));
        await definition.process?.(frame, { ...(flow as NodeContext<object> & typeof flow), port });
        const effect = definition.plan?.(frame, ctx as NodeContext<object>);
        if (effect) effects.push(effect);
        if (effect && !run.dryRun) await definition.perform?.(effect, ctx as NodeContext<object>);
      }
    }
    await definition.end?.(flow as NodeContext<object> & typeof flow);
    outcome = signal.aborted ? "cancelled" : "done";
  } finally {
    if (!run.dryRun) await definition.close?.(ctx as NodeContext<object>, outcome);
  }
  return result;
}

/** A frame with no rows: what a node gets to carry the position on. */
export function emptyFrame(schema: Schema, columns: Frame["columns"]): Frame {
  return new Frame(schema, columns, 0, freshLineage("test", 0, 0));
}

/** Services that need not be there. */
const OPTIONAL: ReadonlySet<string> = new Set(["input"] satisfies (keyof HostServices)[]);

function strictHost(given: Partial<HostServices>): HostServices {
  return new Proxy(given, {
    get(target, name) {
      const service = Reflect.get(target, name) as unknown;
      if (service !== undefined || typeof name === "symbol" || OPTIONAL.has(name)) return service;
      throw new MillraceError("SERVICE_MISSING", {
        message: `The test gives the node no "${name}" service.`,
        hint: "Pass it as `host` to runNode.",
      });
    },
  }) as HostServices;
}
