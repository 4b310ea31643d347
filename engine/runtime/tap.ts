// Reads what arrives at a node: runs the part of a plan before it and hands its frames to a reader. For fitting params,
// previews and training; actions are never part of it.

import { upstream } from "../document/topology.ts";
import type { Frame } from "../frames/frame.ts";
import type { Plan, PlannedNode } from "../plan/types.ts";
import { MillraceError } from "../sdk/errors.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import { table } from "../sdk/ports.ts";
import { run, type RunOptions } from "./run.ts";
import * as z from "zod/mini";

/** Frames that arrive at an input port of a node, in order; the reader's pace is the run's. Throws what the run met. */
export async function* tapInput(
  plan: Plan,
  node: string,
  options: RunOptions,
  port?: string,
): AsyncGenerator<Frame> {
  const into = plan.edges.filter((edge) => edge.to === node && (port === undefined || edge.toPort === port));
  if (into.length === 0) return;
  const waiting: Frame[] = [];
  let wakeReader = () => {};
  let wakeWriter = () => {};
  const give = async (frame: Frame): Promise<void> => {
    waiting.push(frame);
    wakeReader();
    while (waiting.length > 2) await new Promise<void>((resume) => (wakeWriter = resume));
  };
  const stop = new AbortController();
  const outer = () => stop.abort();
  options.signal?.addEventListener("abort", outer, { once: true });
  const running = run(withTap(plan, node, into, give), { ...options, signal: stop.signal });
  let ended = false;
  const done = running.done.then((summary) => {
    ended = true;
    wakeReader();
    return summary;
  });
  try {
    for (;;) {
      const frame = waiting.shift();
      wakeWriter();
      if (frame) yield frame;
      else if (ended) break;
      else await new Promise<void>((resume) => (wakeReader = resume));
    }
  } finally {
    // A reader that leaves early stops the run, and lets go whoever waits for it.
    stop.abort();
    waiting.length = 0;
    wakeWriter();
    options.signal?.removeEventListener("abort", outer);
    await done;
  }
  const { error } = await done;
  if (error)
    throw new MillraceError(error.code, { message: error.message, node: error.node, hint: error.hint });
}

function withTap(plan: Plan, node: string, into: Plan["edges"], give: (frame: Frame) => Promise<void>): Plan {
  const before = new Set(upstream(plan.document, node));
  const nodes = plan.nodes.filter(({ id, definition }) => before.has(id) && !definition.perform);
  const ids = new Set(nodes.map(({ id }) => id));
  const tap: PlannedNode = {
    id: "tap",
    title: "Reader",
    definition: tapKind(give),
    params: {},
    facts: null,
    ports: {},
    inputs: {},
    outputs: {},
    rescue: { timeoutMs: null, retries: 0, backoffMs: 0, fallback: null, onError: "stop" },
  };
  const edges = plan.edges.filter((edge) => ids.has(edge.from) && ids.has(edge.to));
  const wires = into.map((edge, wire) => ({ ...edge, to: "tap", toPort: "in", wire }));
  const issues = plan.issues.filter((issue) => issue.node === undefined || before.has(issue.node));
  return { document: plan.document, nodes: [...nodes, tap], edges: [...edges, ...wires], issues };
}

function tapKind(give: (frame: Frame) => Promise<void>): AnyNode {
  return {
    kind: "tap",
    version: 1,
    category: "control",
    title: "Reader",
    summary: "Hands frames to a reader.",
    params: z.object({}),
    inputs: { in: table({ many: true }) },
    outputs: {},
    effects: [],
    determinism: "pure",
    state: "ordered",
    schema: () => ({ outputs: {} }),
    process: (frame) => give(frame),
  };
}
