// What a run tells while it goes: numbered events, counters, failed rows and the summary. Plain data.

import type { DataType } from "../frames/types.ts";
import type { RefusedProvider } from "../sdk/providers.ts";
import type { Outcome } from "../sdk/node-definition.ts";

/** Counters of one node. Times are milliseconds of this thread; `waitMs` is time spent waiting for others. */
export interface NodeCounters {
  readonly rowsIn: number;
  readonly rowsOut: number;
  /** Of a node with several outputs, failed rows aside. */
  readonly rowsByPort?: Readonly<Record<string, number>>;
  readonly framesIn: number;
  readonly rowsFailed: number;
  /** Bytes read (sources) or written (actions), else an estimate of what went out. */
  readonly bytes: number;
  readonly busyMs: number;
  readonly waitMs: number;
  /** Most frames that ever waited in front of the node. */
  readonly queueDepth: number;
}

/** A row that nothing could rescue. */
export interface FailedRow {
  readonly node: string;
  /** Id of the source node the row came from. */
  readonly source: string;
  /** What `row` counts: line of a file, row, or file of a list. */
  readonly unit: "line" | "row" | "file";
  readonly row: number;
  /** The row stands for a group of rows of the source, and `row` is where the first of them is. */
  readonly ofGroup?: true;
  readonly code: string;
  readonly cause: string;
  /** What to do about it. */
  readonly hint?: string;
  readonly column?: string;
  /** The row as it stood before the node that failed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** The row as its source gave it; absent where nobody knows: it could not be read, or rows were numbered anew since. */
  readonly given?: GivenValues;
}

/** A row of a source, exactly: its cells by `exactCell`, and what they are. */
export interface GivenValues {
  readonly row: Readonly<Record<string, unknown>>;
  readonly types: Readonly<Record<string, DataType>>;
  /** Columns in whose cells a secret was hidden: what stands there is not what the source gave. */
  readonly hidden?: readonly string[];
}

export interface RunError {
  readonly code: string;
  readonly message: string;
  readonly expected?: string;
  readonly got?: string;
  readonly place: string;
  readonly hint: string;
  readonly node?: string;
  readonly port?: string;
  readonly cause?: string;
}

/** A model as a node really ran it. */
export interface ModelUse {
  readonly node: string;
  /** What computed it: `cpu`, `cuda`, or `cuda, partly cpu`. */
  readonly provider: string;
  /** `inline`, `inline, 2 threads`, `1 lane`, `2 lanes`, `child`. */
  readonly placement: string;
  /** Providers that were to compute it rather, and why they do not; none unless given. */
  readonly refused?: readonly RefusedProvider[];
}

export interface RunSummary {
  readonly outcome: Outcome;
  readonly nodes: Readonly<Record<string, NodeCounters>>;
  /** Rows that sources have come past: those they gave, and those that could not be read. */
  readonly rows: number;
  readonly rowsFailed: number;
  /** Rows that filters and limits left out, and those that no wire took; 0 of a run that is not done. */
  readonly rowsSkipped: number;
  /** Those of `rows` that a run before had come past, of a run that went on from its journal. */
  readonly rowsBefore?: number;
  /** Where the (one) source came to, as a row id: how many rows or lines lie behind it, skipped ones included. */
  readonly sourceRows: number;
  /** Files that have taken their place: those of an output folder do one by one, also in a run that fails later. */
  readonly filesPlaced: number;
  /** Of a run that is not done: actions whose rows were to take the place of others at their end, which they have not come to. */
  readonly unplaced?: readonly string[];
  /** Threads that read and computed. */
  readonly threads: number;
  readonly elapsedMs: number;
  /** The models that nodes opened, fallbacks included. */
  readonly models: readonly ModelUse[];
  readonly warnings: readonly { readonly node: string; readonly code: string; readonly message: string }[];
  readonly error: RunError | null;
}

export type RunEventBody =
  | { readonly type: "run-started"; readonly nodes: readonly string[]; readonly dryRun: boolean }
  | { readonly type: "node-started"; readonly node: string }
  | {
      readonly type: "progress";
      /** Rows of all sources so far, those that could not be read included. */
      readonly rows: number;
      /** How much of the sources has been read, 0..1; null when nobody knows. */
      readonly share: number | null;
      readonly elapsedMs: number;
      readonly nodes: Readonly<Record<string, NodeCounters>>;
    }
  | ({ readonly type: "row-failed" } & FailedRow)
  | {
      readonly type: "effect";
      readonly node: string;
      readonly key: string;
      readonly summary: string;
      readonly rows: number;
      /** What of it people would want to see, a line each. */
      readonly details?: readonly string[];
    }
  /** Text for people, as it went to the output. */
  | { readonly type: "printed"; readonly node: string; readonly text: string }
  | { readonly type: "node-done"; readonly node: string; readonly counters: NodeCounters }
  | { readonly type: "warning"; readonly node: string; readonly code: string; readonly message: string }
  | { readonly type: "run-done"; readonly summary: RunSummary };

/** `seq` counts from 1 without gaps, so that a reader knows when it missed one. */
export type RunEvent = RunEventBody & { readonly seq: number };
