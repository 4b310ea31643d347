// What does every node make of a few rows? Runs a sample through a plan node by node, and keeps what each node gave while
// nothing that it depends on changes.

import type { Issue } from "../../document/issue.ts";
import type { Frame } from "../../frames/frame.ts";
import type { Schema } from "../../frames/types.ts";
import { sha256 } from "../../host/hash.ts";
import { threadTurns } from "../../host/turns.ts";
import { FileTrace } from "../../plan/file-trace.ts";
import { edgesByReceiver, type Plan, type PlannedEdge, type PlannedNode } from "../../plan/types.ts";
import { ERROR_PORT } from "../../sdk/ports.ts";
import type { HostServices } from "../../sdk/services.ts";
import { usesNetwork } from "../../sdk/uses-network.ts";
import { fingerprint } from "./fingerprint.ts";
import { ResultCache } from "./result-cache.ts";
import { runAlone, type WireFrames } from "./run-alone.ts";

export interface PortResult {
  readonly frames: readonly Frame[];
  readonly schema: Schema;
  readonly rows: number;
  /** Equal for equal frames. */
  readonly hash: string;
}

export interface PreviewError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

export interface NodeResult {
  /** By output port; of an action, its input by input port. The error port is there where rows failed. */
  readonly ports: Readonly<Record<string, PortResult>>;
  readonly ms: number;
  readonly rowsFailed: number;
  readonly error: PreviewError | null;
}

/**
 * `waiting` and `running` come with the last result of the node, where there is one. `unasked`: it would go out to a network, which
 * only a run does; `beyond`: what it works on comes from such a node.
 */
export interface NodePreview {
  readonly state: "waiting" | "running" | "done" | "cached" | "failed" | "skipped" | "unasked" | "beyond";
  readonly result: NodeResult | null;
  /** Why it has no result of its own. */
  readonly error: PreviewError | null;
}

export interface PreviewOptions {
  readonly host: HostServices;
  /** Rows each source gives at the most. */
  readonly rows: number;
  readonly signal: AbortSignal;
  /** Nodes that keep the result they have, whatever changes; one that has none keeps the first it comes to. */
  readonly pinned?: ReadonlySet<string>;
  readonly onNode: (id: string, preview: NodePreview) => void;
}

const NOTHING_PINNED: ReadonlySet<string> = new Set();

const KEPT_BYTES = 256 * 1024 * 1024;

/** The sample of one workflow. Its updates must not be made side by side. */
export class Preview {
  readonly #cache: ResultCache;
  #results = new Map<string, NodeResult>();
  readonly #pinned = new Map<string, NodeResult>();

  constructor(keptBytes = KEPT_BYTES) {
    this.#cache = new ResultCache(keptBytes);
  }

  /** Brings all nodes of the plan up to date, in flow order; leaves the rest as it was when the signal fires. */
  async update(plan: Plan, options: PreviewOptions): Promise<void> {
    const { signal, onNode, pinned = NOTHING_PINNED } = options;
    this.#pin(pinned);
    const blocked = blockers(plan.issues);
    const into = edgesByReceiver([...plan.edges, ...(plan.cutEdges ?? [])]);
    const errorsWired = new Set(
      plan.edges.filter(({ fromPort }) => fromPort === ERROR_PORT).map(({ from }) => from),
    );
    const fresh = new Map<string, NodeResult>();
    const needed = new Set<string>();
    /** Without rows because nobody is asked, themselves or before them. */
    const unasked = new Set<string>();
    let waiting = false;
    for (const [place, node] of plan.nodes.entries()) {
      const wires = into.get(node.id) ?? [];
      const error = blocked.get(node.id);
      const kept = error ? undefined : this.#pinned.get(node.id);
      if (kept) {
        fresh.set(node.id, kept);
        this.#results.set(node.id, kept);
        onNode(node.id, { state: "cached", result: kept, error: null });
        continue;
      }
      const inputs = inputsOf(wires, fresh);
      if (error || !inputs || usesNetwork(node)) {
        const isBeyond = wires.some(({ from }) => unasked.has(from));
        const state = error ? "failed" : isBeyond ? "beyond" : inputs ? "unasked" : "skipped";
        if (state === "unasked" || state === "beyond") unasked.add(node.id);
        onNode(node.id, { state, result: null, error: error ?? null });
        continue;
      }
      const key = keyOf(node, inputs, options.rows, errorsWired.has(node.id));
      let result = isRepeatable(node) ? await this.#cache.get(key) : null;
      const cached = result !== null;
      if (!result) {
        if (!waiting)
          for (const { id } of plan.nodes.slice(place)) this.#tell("waiting", id, blocked, onNode);
        waiting = true;
        this.#tell("running", node.id, blocked, onNode);
        result = await this.#compute(key, node, inputs, errorsWired.has(node.id), options);
      }
      if (!result || signal.aborted) return;
      needed.add(key);
      fresh.set(node.id, result);
      this.#results.set(node.id, result);
      const { error: failed } = result;
      onNode(node.id, { state: failed ? "failed" : cached ? "cached" : "done", result, error: failed });
      await threadTurns.due();
      if (signal.aborted) return;
    }
    this.#results = fresh;
    this.#pin(pinned);
    this.#cache.trim(needed);
    tellLeftOut(plan, blocked, onNode);
  }

  /** What the node gave at the port when it was last computed. */
  port(node: string, port: string): PortResult | undefined {
    const ports = this.#results.get(node)?.ports;
    return ports && Object.hasOwn(ports, port) ? ports[port] : undefined;
  }

  clear(): void {
    this.#results.clear();
    this.#pinned.clear();
    this.#cache.clear();
  }

  /** What failed is nothing to go on from. */
  #pin(pinned: ReadonlySet<string>): void {
    for (const id of this.#pinned.keys()) if (!pinned.has(id)) this.#pinned.delete(id);
    for (const id of pinned) {
      const result = this.#results.get(id);
      if (result && !result.error && !this.#pinned.has(id)) this.#pinned.set(id, result);
    }
  }

  #tell(
    state: "waiting" | "running",
    id: string,
    blocked: ReadonlyMap<string, PreviewError>,
    onNode: PreviewOptions["onNode"],
  ): void {
    if (!blocked.has(id)) onNode(id, { state, result: this.#results.get(id) ?? null, error: null });
  }

  /** null when it was cut short. */
  async #compute(
    key: string,
    node: PlannedNode,
    inputs: readonly WireResult[],
    errorsWired: boolean,
    { host, rows, signal }: PreviewOptions,
  ): Promise<NodeResult | null> {
    const trace = new FileTrace(host);
    const wires = inputs.map(({ port, wire, given }): WireFrames => ({ port, wire, frames: given.frames }));
    const { outcome, outputs, rowsFailed, ms, error } = await runAlone(node, wires, {
      host: trace.host,
      rows,
      signal,
      errorsWired,
    });
    if (outcome === "cancelled" || signal.aborted) return null;
    let bytes = 0;
    const ports: Record<string, PortResult> = {};
    for (const [port, frames] of Object.entries(outputs)) {
      if (port === ERROR_PORT && frames.length === 0 && !errorsWired) continue;
      const { hash, newBytes } = fingerprint(frames);
      bytes += newBytes;
      const rows = frames.reduce((sum, { length }) => sum + length, 0);
      ports[port] = { frames, schema: frames.at(0)?.schema ?? node.outputs[port], rows, hash };
    }
    if (node.definition.perform) for (const { port, given } of inputs) ports[port] ??= given;
    const result = { ports, ms, rowsFailed, error: error && problemOf(error) };
    this.#cache.set(key, { result, trace, bytes });
    return result;
  }
}

interface WireResult {
  readonly port: string;
  readonly wire: number;
  readonly given: PortResult;
}

const EMPTY: Omit<PortResult, "schema"> = { frames: [], rows: 0, hash: "" };

/** What arrives at the node; null where a node before it has nothing to give. */
function inputsOf(
  wires: readonly PlannedEdge[],
  results: ReadonlyMap<string, NodeResult>,
): readonly WireResult[] | null {
  const inputs: WireResult[] = [];
  for (const { from, fromPort, toPort, wire } of wires) {
    const result = results.get(from);
    if (!result || result.error) return null;
    const given = result.ports[fromPort] ?? { ...EMPTY, schema: { fields: [] } };
    inputs.push({ port: toPort, wire, given });
  }
  return inputs;
}

/** All that its result depends on, the files aside: those are looked at. */
function keyOf(node: PlannedNode, inputs: readonly WireResult[], rows: number, errorsWired: boolean): string {
  const { id, definition, params, facts, rescue, inputs: arrive, outputs } = node;
  const { kind, version } = definition;
  const hash = sha256();
  const wires = inputs.map(({ port, wire, given }) => [port, wire, given.hash]);
  const limit = definition.produce ? rows : null;
  const parts = [
    id,
    kind,
    version,
    params,
    numberOf(facts),
    rescue,
    arrive,
    outputs,
    wires,
    limit,
    errorsWired,
  ];
  hash.update(new TextEncoder().encode(JSON.stringify(parts)));
  return hash.hex();
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** Facts stay the same object while a plan need not ask for them again, and can be of any form. */
function numberOf(facts: unknown): unknown {
  if (typeof facts !== "object" || facts === null) return facts;
  const number = numbers.get(facts) ?? ++lastNumber;
  numbers.set(facts, number);
  return number;
}

function isRepeatable(node: PlannedNode): boolean {
  const { determinism } = node.definition;
  return (
    determinism === "pure" || determinism === "seeded" || (determinism === "network" && !usesNetwork(node))
  );
}

/** The first error of each node that keeps it from working. A wire that cannot be used leaves its ends as they are. */
function blockers(issues: readonly Issue[]): ReadonlyMap<string, PreviewError> {
  const found = new Map<string, PreviewError>();
  for (const issue of issues) {
    const { node, severity, path } = issue;
    if (node === undefined || severity !== "error" || found.has(node)) continue;
    if (path?.startsWith("edges[") || path?.startsWith("nodes[")) continue;
    found.set(node, problemOf(issue));
  }
  return found;
}

function problemOf({ code, message, hint }: Pick<Issue, "code" | "message" | "hint">): PreviewError {
  return { code, message, hint: hint ?? "Mend the node." };
}

/** Nodes that are in no plan: broken, disabled, bypassed. */
function tellLeftOut(
  plan: Plan,
  blocked: ReadonlyMap<string, PreviewError>,
  onNode: PreviewOptions["onNode"],
): void {
  const planned = new Set(plan.nodes.map(({ id }) => id));
  for (const id of new Set(plan.document.nodes.map((node) => node.id))) {
    if (planned.has(id)) continue;
    const error = blocked.get(id) ?? null;
    onNode(id, { state: error ? "failed" : "skipped", result: null, error });
  }
}
