// The run under way and the last one: status of every node, failed rows, log. Events reach React once a frame.

import { createStore, type StoreApi } from "zustand/vanilla";
import type { Bridge } from "../../bridge/bridge.ts";
import type { FailedRow, NodeCounters, RunEvent, RunSummary, Written } from "../../bridge/shapes.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { failureOf } from "../failure.ts";
import { runText as text } from "../strings/run.ts";
import { byId } from "./by-id.ts";
import type { DocumentStore } from "./document.ts";

export type NodeRunState = "waiting" | "running" | "done" | "failed";

export interface NodeStatus {
  readonly state: NodeRunState;
  readonly counters: NodeCounters | null;
}

export interface LogLine {
  readonly at: number;
  readonly level: "info" | "warning" | "error";
  readonly node: string | null;
  readonly code: string | null;
  readonly text: string;
}

/** Text that a node printed, as it would stand in a terminal. */
export interface Printed {
  readonly node: string;
  readonly text: string;
}

export interface ThroughputPoint {
  readonly ms: number;
  readonly rows: number;
}

/** The counters of all nodes at one report. */
export interface Snapshot {
  readonly ms: number;
  readonly nodes: Readonly<Record<string, NodeCounters>>;
}

/** Memory of the process that the run has to itself. */
export interface MemoryPoint {
  readonly ms: number;
  readonly megabytes: number;
}

export interface RunState {
  /** Name of the run under way; null when none is. */
  readonly running: string | null;
  readonly stopping: boolean;
  readonly dryRun: boolean;
  readonly startedAt: number;
  readonly rows: number;
  /** 0..1, null when nobody knows. */
  readonly share: number | null;
  readonly elapsedMs: number;
  readonly nodes: Readonly<Record<string, NodeStatus>>;
  readonly failed: readonly FailedRow[];
  /** Where all failed rows are; null while there is no such file. */
  readonly failedFile: string | null;
  readonly effects: readonly { readonly node: string; readonly summary: string; readonly rows: number }[];
  readonly printed: readonly Printed[];
  /** Files of the run that is done. */
  readonly written: readonly Written[];
  readonly log: readonly LogLine[];
  readonly throughput: readonly ThroughputPoint[];
  readonly memory: readonly MemoryPoint[];
  /** How the nodes came to their counters. */
  readonly history: readonly Snapshot[];
  readonly summary: RunSummary | null;
  /** Revision of the document that ran. */
  readonly revision: number;
  /** What ran: moving nodes about makes another revision, and changes nothing of this. */
  readonly ran: Pick<WorkflowDocument, "nodes" | "edges"> | null;
  readonly trouble: string | null;
}

export interface RunOptions {
  readonly to?: string;
  readonly dryRun?: boolean;
  readonly limit?: number;
}

export type RunStore = StoreApi<RunState> & {
  readonly start: (options?: RunOptions) => Promise<void>;
  readonly halt: () => Promise<void>;
  readonly stop: () => void;
};

/** More are counted, not kept. */
const MOST_FAILED = 1000;
const MOST_LOG = 2000;
const MOST_POINTS = 600;
/** Each has the counters of every node. */
const MOST_SNAPSHOTS = 160;

const EMPTY: RunState = {
  running: null,
  stopping: false,
  dryRun: false,
  startedAt: 0,
  rows: 0,
  share: null,
  elapsedMs: 0,
  nodes: byId(),
  failed: [],
  failedFile: null,
  effects: [],
  printed: [],
  written: [],
  log: [],
  throughput: [],
  memory: [],
  history: [],
  summary: null,
  revision: 0,
  ran: null,
  trouble: null,
};

export function createRunStore(bridge: Bridge, document: DocumentStore): RunStore {
  const store = createStore<RunState>(() => EMPTY);
  const { getState, setState } = store;
  let waiting: RunEvent[] = [];
  let frame: number | null = null;
  const flush = () => {
    frame = null;
    const events = waiting;
    waiting = [];
    setState(events.reduce(after, getState()));
  };
  const off = bridge.on("run.event", ({ session, event }) => {
    if (session !== document.getState().session) return;
    waiting.push(event);
    frame ??= requestAnimationFrame(flush);
  });
  const offEngine = bridge.on("engine.state", ({ session, memoryMb }) => {
    const { running, startedAt, memory } = getState();
    // The sample has a process of its own, which tells no session.
    if (!running || memoryMb <= 0 || session !== document.getState().session) return;
    const point = { ms: Date.now() - startedAt, megabytes: memoryMb };
    setState({ memory: thinned([...memory, point]) });
  });
  // Another host knows nothing of a run of the one before.
  const offDocument = document.subscribe(({ session }, before) => {
    if (session !== before.session && getState().running)
      setState({ running: null, stopping: false, trouble: text.lost });
  });
  return Object.assign(store, {
    async start({ to, dryRun = false, limit }: RunOptions = {}) {
      if (getState().running) return;
      const { session, document: asked, revision } = document.getState();
      setState({ ...EMPTY, running: "starting", dryRun, startedAt: Date.now(), revision, ran: asked });
      try {
        const { run } = await bridge.run.start({ session, document: asked, to, dryRun, limit });
        // Its end may have been told before its name.
        if (!getState().running) return;
        setState({ running: run });
        if (getState().stopping) await bridge.run.stop({ run });
      } catch (thrown) {
        const { message, hint } = failureOf(thrown);
        setState({ running: null, stopping: false, trouble: hint ? `${message} ${hint}` : message });
      }
    },
    async halt() {
      const { running, stopping } = getState();
      if (!running || stopping) return;
      setState({ stopping: true });
      // One that has no name yet is stopped as soon as it has.
      if (running !== "starting") await bridge.run.stop({ run: running });
    },
    stop() {
      off();
      offEngine();
      offDocument();
      if (frame !== null) cancelAnimationFrame(frame);
    },
  });
}

/** Every other one goes when there are too many: the whole run stays in the picture. */
function thinned<T>(points: readonly T[], most = MOST_POINTS): readonly T[] {
  return points.length > most ? points.filter((_, i) => i % 2 === 1) : points;
}

function after(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case "run-started":
      return {
        ...withLog(state, {
          level: "info",
          node: null,
          code: null,
          text: text.started(event.nodes.length, event.dryRun),
        }),
        nodes: byId(
          Object.fromEntries(event.nodes.map((id) => [id, { state: "waiting", counters: null } as const])),
        ),
      };
    case "node-started":
      return withNode(state, event.node, "running", null);
    case "node-done": {
      const failed = state.nodes[event.node]?.state === "failed";
      const line = {
        level: "info",
        node: event.node,
        code: null,
        text: text.nodeDone(event.counters),
      } as const;
      return withNode(withLog(state, line), event.node, failed ? "failed" : "done", event.counters);
    }
    case "progress": {
      const nodes = byId(state.nodes);
      for (const [id, counters] of Object.entries(event.nodes))
        nodes[id] = { state: nodes[id]?.state ?? "waiting", counters };
      const throughput = thinned([...state.throughput, { ms: event.elapsedMs, rows: event.rows }]);
      return {
        ...state,
        nodes,
        rows: event.rows,
        share: event.share,
        elapsedMs: event.elapsedMs,
        throughput,
        history: withSnapshot(state, event.elapsedMs, event.nodes),
      };
    }
    case "row-failed": {
      const failed = state.failed.length < MOST_FAILED ? [...state.failed, event] : state.failed;
      return { ...state, failed };
    }
    case "effect":
      return state.dryRun
        ? {
            ...state,
            effects: [...state.effects, { node: event.node, summary: event.summary, rows: event.rows }],
          }
        : state;
    case "printed":
      return { ...state, printed: [...state.printed, { node: event.node, text: event.text }] };
    case "warning":
      return withLog(state, { level: "warning", node: event.node, code: event.code, text: event.message });
    case "run-done":
      return ended({ ...state, failedFile: event.failedFile, written: event.written }, event.summary);
  }
}

/** Nodes of a run that was stopped have closed, and are not through with their rows. */
const ENDED_AS: Readonly<Partial<Record<RunSummary["outcome"], NodeRunState>>> = {
  done: "done",
  cancelled: "waiting",
};

function ended(state: RunState, summary: RunSummary): RunState {
  const { error, outcome, nodes: counters } = summary;
  const nodes = byId<NodeStatus>();
  for (const [id, counted] of Object.entries(counters)) {
    const broke = error?.node === id;
    nodes[id] = {
      state: broke ? "failed" : (ENDED_AS[outcome] ?? state.nodes[id]?.state ?? "waiting"),
      counters: counted,
    };
    if (!broke && nodes[id].state === "running") nodes[id] = { state: "waiting", counters: counted };
  }
  if (error?.node && !nodes[error.node]) nodes[error.node] = { state: "failed", counters: null };
  const { failedFile, written } = state;
  const withFiles = written.reduce(
    (all, { node, path, rows }) =>
      withLog(all, { level: "info", node, code: null, text: text.writtenTo(rows, path) }),
    state,
  );
  const told =
    failedFile === null
      ? withFiles
      : withLog(withFiles, {
          level: "info",
          node: null,
          code: null,
          text: text.failedIn(summary.rowsFailed, failedFile),
        });
  const last = { ms: summary.elapsedMs, rows: summary.rows };
  const next = {
    ...told,
    // A run may be over before it has told anything of its progress.
    throughput: thinned([...state.throughput, last]),
    history: withSnapshot(state, summary.elapsedMs, counters),
    running: null,
    stopping: false,
    nodes,
    rows: summary.rows,
    share: outcome === "done" ? 1 : state.share,
    elapsedMs: summary.elapsedMs,
    summary,
  };
  if (error)
    return withLog(next, {
      level: "error",
      node: error.node ?? null,
      code: error.code,
      text: `${error.message} ${error.hint}`,
    });
  return withLog(next, {
    level: "info",
    node: null,
    code: null,
    text: outcome === "done" ? text.done : text.stopped(state.dryRun),
  });
}

function withSnapshot({ history }: RunState, ms: number, nodes: Snapshot["nodes"]): readonly Snapshot[] {
  return thinned([...history, { ms, nodes }], MOST_SNAPSHOTS);
}

function withNode(state: RunState, node: string, to: NodeRunState, counters: NodeCounters | null): RunState {
  const old = state.nodes[node]?.counters ?? null;
  return { ...state, nodes: byId(state.nodes, { [node]: { state: to, counters: counters ?? old } }) };
}

function withLog(state: RunState, line: Omit<LogLine, "at">): RunState {
  return { ...state, log: [...state.log, { ...line, at: Date.now() }].slice(-MOST_LOG) };
}
