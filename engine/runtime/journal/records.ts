// What stands in a journal: one header, then failed rows as they came, checkpoints, and who has begun to write.

import type { SourcePart } from "../../sdk/node-definition.ts";
import type { WrittenPart } from "../../sdk/services.ts";
import type { FailedRow, NodeCounters } from "../events.ts";
import type { RunIdentity } from "./identity.ts";

/** The first line of every journal; the number goes up when records mean something else. */
export const FIRST_LINE = "millrace-journal 1\n";

/**
 * `snapshots`: a run goes on at the last checkpoint. `replay`: there is a node whose state cannot be kept, so everything is
 * computed again, and compared with what is in the outputs already.
 */
export type JournalMode = "snapshots" | "replay";

export interface Header {
  readonly is: "header";
  /** Version of the program that wrote it: another one may keep states in another way. */
  readonly program: string;
  readonly mode: JournalMode;
  /** Names the run to what it writes into; made by chance. */
  readonly run: string;
  readonly identity: RunIdentity;
}

/** How far a file had been written, and what for. */
export interface OutputMark extends WrittenPart {
  readonly node: string;
  /** Absolute. */
  readonly path: string;
}

/** Where a run stood when nothing of it was under way. Empty in a journal for replay, the outputs aside. */
export interface Checkpoint {
  readonly is: "checkpoint";
  readonly outputs: readonly OutputMark[];
  /** All rows have been through; what is left is to put the outputs in place. */
  readonly ended: boolean;
  readonly at: Standing | null;
}

export interface Standing {
  /** What is left of the source. */
  readonly left: SourcePart | null;
  /** Of a run in parts: how many there are, and how many of them are done. */
  readonly parts: { readonly count: number; readonly done: number } | null;
  /** Row id behind the last row. */
  readonly sourceRows: number;
  readonly elapsedMs: number;
  readonly nodes: Readonly<Record<string, NodeCounters>>;
  /** Nodes that want nothing more. */
  readonly finished: readonly string[];
  /** Snapshots by node, as base64. */
  readonly states: Readonly<Record<string, string>>;
  readonly warnings: readonly { readonly node: string; readonly code: string; readonly message: string }[];
}

/** They count once a checkpoint stands behind them. */
interface FailedRows {
  readonly is: "failed";
  readonly rows: readonly FailedRow[];
}

/** A node writes from here on into what keeps by itself how far the run is. It counts wherever it stands. */
interface BegunNode {
  readonly is: "begun";
  readonly node: string;
}

export type JournalRecord = Header | Checkpoint | FailedRows | BegunNode;

export function toBytes(record: JournalRecord): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(record));
}

/** Its sum is right, so it is what was written; the first line says what it means. */
export function fromBytes(bytes: Uint8Array): JournalRecord {
  return JSON.parse(new TextDecoder().decode(bytes)) as JournalRecord;
}
