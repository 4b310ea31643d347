// What all nodes of one run share: services, the stop switch, failed rows, events.

import { setMaxListeners } from "node:events";
import { withoutSecrets } from "../host/handed-out.ts";
import { threadTurns } from "../host/turns.ts";
import type { MillraceError } from "../sdk/errors.ts";
import type { Effect, SourcePart } from "../sdk/node-definition.ts";
import type { HostServices } from "../sdk/services.ts";
import type { EventLog } from "./event-log.ts";
import type { FailedRow } from "./events.ts";
import { hiddenRow } from "./hidden-row.ts";
import type { RunJournal } from "./journal/run-journal.ts";
import { PlacedFiles } from "./placed-files.ts";
import type { ToldRows } from "./told-rows.ts";

/** Thrown into a source, or a call that gives many frames, to end it: the run is over, or nobody wants more. */
export class StopProducing extends Error {
  override readonly name = "StopProducing";
}

export class RunShared {
  readonly host: HostServices;
  readonly events: EventLog;
  readonly dryRun: boolean;
  /** Rows each source may give; Infinity = all. */
  readonly limit: number;
  /** The part of the one source that this run produces; null = every source, whole or as `parts` says. */
  readonly part: SourcePart | null;
  /** What each source gives in a batch that is divided over machines; empty otherwise. */
  readonly parts = new Map<string, SourcePart>();
  /** Takes what actions plan instead of performing it; null = perform. */
  readonly onEffect: ((node: string, effect: Effect) => Promise<void> | void) | null;
  /** Gets failed rows as they come; waited for. */
  readonly onFailedRows: ((rows: readonly FailedRow[]) => Promise<void> | void) | null;
  /** Failed rows that an attempt before this one has told of; null = there was none. */
  readonly told: ToldRows | null;
  /** Keeps what the run needs to go on where it was ended; null = nobody does. */
  readonly journal: RunJournal | null;
  /** Takes a checkpoint of the run while its source waits; set by who runs it. */
  checkpoint: () => Promise<void> = async () => {};
  readonly warnings: { node: string; code: string; message: string }[] = [];
  /** Aborted when the run ends early, for whatever reason. */
  readonly stopping = new AbortController();
  failure: MillraceError | null = null;
  readonly #placed: PlacedFiles;

  constructor(
    parts: Pick<
      RunShared,
      "host" | "events" | "dryRun" | "limit" | "part" | "onEffect" | "onFailedRows" | "told" | "journal"
    >,
  ) {
    this.#placed = new PlacedFiles(parts.host.files);
    this.host = { ...parts.host, files: this.#placed.files };
    this.events = parts.events;
    this.dryRun = parts.dryRun;
    this.limit = parts.limit;
    this.part = parts.part;
    this.onEffect = parts.onEffect;
    this.journal = parts.journal;
    this.onFailedRows = noted(parts.onFailedRows, parts.journal);
    this.told = parts.told;
    // One listener for each part and call that waits: with many threads more than the ten that Node finds suspicious.
    setMaxListeners(0, this.stopping.signal);
  }

  /** The services as one node gets them. */
  hostOf(node: string): HostServices {
    if (!this.journal) return this.host;
    return { ...this.host, files: this.journal.outputs.of(node, this.host.files) };
  }

  /** The part that a node of this run is about; null = all of it. */
  partOf(node: string): SourcePart | null {
    return this.parts.get(node) ?? this.part;
  }

  /** Files that have taken their place. */
  get filesPlaced(): number {
    return this.#placed.count;
  }

  get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Ends the run with an error; the first one counts. */
  fail(error: MillraceError): void {
    this.failure ??= error;
    this.stopping.abort(error);
  }

  warn(node: string, code: string, said: string): void {
    const message = withoutSecrets(said);
    if (this.warnings.some((old) => old.node === node && old.code === code)) return;
    this.warnings.push({ node, code, message });
    this.events.emit({ type: "warning", node, code, message });
  }

  /** A promise for the next turn of the event loop when this one has lasted long enough, else undefined. */
  turn(): Promise<void> | undefined {
    return threadTurns.due();
  }
}

/** Failed rows go into the journal first: a row that is told of once must not be told of again. Nobody gets a secret with them. */
function noted(tell: RunShared["onFailedRows"], journal: RunJournal | null): RunShared["onFailedRows"] {
  if (!tell && !journal) return null;
  return async (found) => {
    const rows = found.map(hiddenRow);
    await journal?.failed(rows);
    await tell?.(rows);
  };
}
