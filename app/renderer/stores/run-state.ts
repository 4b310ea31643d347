// What is known of a run: status of every node, failed rows, log; and how that grows with what is told of it.

import type {
  FailedRow,
  NodeCounters,
  RunEvent,
  RunSoFar,
  RunSummary,
  Written,
} from "../../bridge/shapes.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import { runText as text } from "../strings/run.ts";
import { byId } from "./by-id.ts";
import { whyNothingRan } from "./nothing-ran.ts";

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
  /** Rows of each source that it takes; null = all, or where this page has not seen it begin. */
  readonly limit: number | null;
  readonly startedAt: number;
  readonly rows: number;
  /** 0..1, null when nobody knows. */
  readonly share: number | null;
  readonly elapsedMs: number;
  /** When `elapsedMs` was told, in milliseconds since 1970. */
  readonly heardAt: number;
  /** When a row was last known to have gone anywhere. */
  readonly movedAt: number;
  readonly nodes: Readonly<Record<string, NodeStatus>>;
  /** The node that was last said to run its model; null where none was. */
  readonly works: string | null;
  /** No row goes anywhere for so long, and the node that is waited for, where that is known; null while rows move. */
  readonly stuck: { readonly ms: number; readonly node: string | null } | null;
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
  /** Why it did not begin. */
  readonly trouble: string | null;
  /** It began, and its end was heard by nobody. */
  readonly isLost: boolean;
}

/** More are counted, not kept. */
const MOST_FAILED = 1000;
const MOST_LOG = 2000;
const MOST_POINTS = 600;
/** Each has the counters of every node. */
const MOST_SNAPSHOTS = 160;

export const NO_RUN: RunState = {
  running: null,
  stopping: false,
  dryRun: false,
  limit: null,
  startedAt: 0,
  rows: 0,
  share: null,
  elapsedMs: 0,
  heardAt: 0,
  movedAt: 0,
  nodes: byId(),
  works: null,
  stuck: null,
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
  isLost: false,
};

/** Every other one goes when there are too many: the whole run stays in the picture. */
export function thinned<T>(points: readonly T[], most = MOST_POINTS): readonly T[] {
  return points.length > most ? points.filter((_, i) => i % 2 === 1) : points;
}

/** The run as it was told to the host, for a page that has not heard it from its beginning. */
export function caughtUp({ run, document, dryRun, startedAt, told }: RunSoFar): RunState {
  const begun: RunState = {
    ...NO_RUN,
    running: run,
    ran: document,
    dryRun,
    startedAt,
    heardAt: startedAt,
    movedAt: startedAt,
  };
  return told.reduce((state, { event, at }) => afterEvent(state, event, at), begun);
}

/** The run when nobody can tell its end any more. */
export function lostRun(state: RunState, why: string): RunState {
  const nodes = byId<NodeStatus>();
  for (const [id, status] of Object.entries(state.nodes))
    nodes[id] = status.state === "running" ? { ...status, state: "waiting" } : status;
  const lost: RunState = { ...state, running: null, stopping: false, isLost: true, nodes };
  return withLog(lost, { at: Date.now(), level: "error", node: null, code: null, text: why });
}

/** The run after it told something, at a time in milliseconds since 1970. */
export function afterEvent(state: RunState, event: RunEvent, at: number): RunState {
  switch (event.type) {
    case "run-started":
      return {
        ...withLog(state, info(at, null, text.started(event.nodes.length, event.dryRun))),
        nodes: byId(
          Object.fromEntries(event.nodes.map((id) => [id, { state: "waiting", counters: null } as const])),
        ),
      };
    case "node-started":
      return withNode(state, event.node, "running", null);
    case "node-done": {
      const failed = state.nodes[event.node]?.state === "failed";
      const told = withLog(state, info(at, event.node, text.nodeDone(event.counters)));
      return withNode(told, event.node, failed ? "failed" : "done", event.counters);
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
        heardAt: at,
        movedAt: rowsOf(event.nodes) === rowsOf(state.history.at(-1)?.nodes ?? {}) ? state.movedAt : at,
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
      return withLog(state, {
        at,
        level: "warning",
        node: event.node,
        code: event.code,
        text: event.message,
      });
    case "run-done":
      return ended({ ...state, failedFile: event.failedFile, written: event.written }, event.summary, at);
  }
}

/** Nodes of a run that was stopped have closed, and are not through with their rows. */
const ENDED_AS: Readonly<Partial<Record<RunSummary["outcome"], NodeRunState>>> = {
  done: "done",
  cancelled: "waiting",
};

function ended(state: RunState, summary: RunSummary, at: number): RunState {
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
    (all, { node, path, rows }) => withLog(all, info(at, node, text.writtenTo(rows, path))),
    state,
  );
  const told =
    failedFile === null
      ? withFiles
      : withLog(withFiles, info(at, null, text.failedIn(summary.rowsFailed, failedFile)));
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
  if (error) {
    const { node = null, code, message, hint } = error;
    const after = summary.filesPlaced > 0 ? ` ${text.failedAfter(summary.filesPlaced)}` : "";
    return withLog(next, { at, level: "error", node, code, text: `${message}${after} ${hint}` });
  }
  const nothing = outcome === "done" ? whyNothingRan(state.ran, counters) : null;
  if (nothing !== null)
    return withLog(next, { at, level: "warning", node: null, code: null, text: text.nothingRan[nothing] });
  return withLog(
    next,
    info(at, null, outcome === "done" ? text.done : text.stopped(state.dryRun, summary.filesPlaced)),
  );
}

function rowsOf(nodes: Snapshot["nodes"]): number {
  return Object.values(nodes).reduce(
    (sum, { rowsIn, rowsOut, rowsFailed }) => sum + rowsIn + rowsOut + rowsFailed,
    0,
  );
}

function withSnapshot({ history }: RunState, ms: number, nodes: Snapshot["nodes"]): readonly Snapshot[] {
  return thinned([...history, { ms, nodes }], MOST_SNAPSHOTS);
}

function withNode(state: RunState, node: string, to: NodeRunState, counters: NodeCounters | null): RunState {
  const old = state.nodes[node]?.counters ?? null;
  return { ...state, nodes: byId(state.nodes, { [node]: { state: to, counters: counters ?? old } }) };
}

function withLog(state: RunState, line: LogLine): RunState {
  return { ...state, log: [...state.log, line].slice(-MOST_LOG) };
}

function info(at: number, node: string | null, words: string): LogLine {
  return { at, level: "info", node, code: null, text: words };
}
