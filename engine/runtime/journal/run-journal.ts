// The journal of a run: what it has to know to go on where it was ended.

import { monotonicMs } from "../../host/clock.ts";
import { readRecords, type RecordFile } from "../../host/record-file.ts";
import type { RunLock } from "../../host/run-lock.ts";
import { syncFolderOf } from "../../host/output-target.ts";
import { unlink } from "../../host/promised-fs.ts";
import type { JournaledRun } from "../../sdk/node-definition.ts";
import type { FileReader, Files } from "../../sdk/services.ts";
import type { FailedRow } from "../events.ts";
import { ToldRows } from "../told-rows.ts";
import { JournaledOutputs } from "./journaled-outputs.ts";
import type { FoundOutput } from "./found-outputs.ts";
import {
  FIRST_LINE,
  fromBytes,
  toBytes,
  type Checkpoint,
  type JournalMode,
  type Standing,
} from "./records.ts";

export interface JournalParts {
  readonly path: string;
  readonly mode: JournalMode;
  /** Names the run, and is the same when it goes on. */
  readonly run: string;
  readonly file: RecordFile;
  readonly lock: RunLock;
  /** Milliseconds between two checkpoints. */
  readonly everyMs: number;
  /** Where the run before stood; null = this one begins. */
  readonly resumed: Checkpoint | null;
  readonly found: readonly FoundOutput[];
  /** Nodes that have noted that they begin to write. */
  readonly begun: readonly string[];
  /** Bytes of the journal that were there. */
  readonly kept: number;
  readonly files: Files;
}

export class RunJournal {
  readonly path: string;
  readonly mode: JournalMode;
  /** Names the run, however often it goes on. */
  readonly run: string;
  readonly outputs: JournaledOutputs;
  /** Failed rows that a run before has told of. */
  readonly told = new ToldRows();
  #resumed: Checkpoint | null;
  readonly #parts: JournalParts;
  #lastMs = monotonicMs();
  #isTaking = false;
  #hasNoted = false;
  /** The last checkpoint, until it is on the disk or could not be written. */
  #underWay: Promise<void> = Promise.resolve();
  /** Folders whose entries are on the disk. */
  readonly #syncedFolders = new Set<string>();

  constructor(parts: JournalParts) {
    this.path = parts.path;
    this.mode = parts.mode;
    this.run = parts.run;
    this.outputs = new JournaledOutputs(parts.mode, parts.found);
    this.#resumed = parts.resumed;
    this.#parts = parts;
  }

  /** Where to go on; null = at the beginning. */
  get standing(): Standing | null {
    return this.#resumed?.at ?? null;
  }

  /** Whether all that is left is to put the outputs in place. */
  get hasEnded(): boolean {
    return this.#resumed !== null && this.#resumed.ended && this.#resumed.at !== null;
  }

  /** A run that is to be noted after every frame waits for each note. */
  get isWaitedFor(): boolean {
    return this.#parts.everyMs === 0;
  }

  /** The run is so short until now that it would sooner be computed again than noted. */
  get isYoung(): boolean {
    return !this.#hasNoted && this.#parts.kept === 0 && !this.due();
  }

  /** The failed rows of the run before, in the order in which they came. To be read before the run begins. */
  async *failedBefore(): AsyncGenerator<readonly FailedRow[]> {
    const { kept, files, path } = this.#parts;
    if (kept === 0) return;
    const reader: FileReader = await files.open(path);
    try {
      for await (const { bytes, end } of readRecords(reader, FIRST_LINE.length)) {
        if (end > kept) return;
        const record = fromBytes(bytes);
        if (record.is !== "failed") continue;
        this.told.add(record.rows);
        yield record.rows;
      }
    } finally {
      await reader.close();
    }
  }

  /** The run as a node that writes into a table gets it. */
  journaledBy(node: string): JournaledRun {
    const { begun, file, kept } = this.#parts;
    return {
      id: this.run,
      goesOn: kept > 0,
      hasBegun: begun.includes(node),
      begin: () => file.append(toBytes({ is: "begun", node })),
    };
  }

  /** Whether it is time for a checkpoint. */
  due(): boolean {
    return !this.#isTaking && monotonicMs() - this.#lastMs >= this.#parts.everyMs;
  }

  /** This moment does not do. */
  later(): void {
    this.#lastMs = monotonicMs();
  }

  /** Rows that fail behind a checkpoint stand behind it, also where that is still on its way. */
  async failed(rows: readonly FailedRow[]): Promise<void> {
    await this.#underWay;
    await this.#parts.file.append(toBytes({ is: "failed", rows }));
  }

  /**
   * Notes where the run stands at this moment, before it answers; resolves when that is on the disk. The run may go on meanwhile: what its
   * outputs get from now on is none of it. What they hold is on the disk before the journal says so.
   */
  checkpoint(at: Standing | null, ended: boolean): Promise<void> {
    const outputs = this.outputs.marks();
    const record = toBytes({ is: "checkpoint", outputs, ended, at });
    // Asked for at once: a file that takes its place meanwhile is on the disk as well.
    const synced = this.outputs.synced();
    const before = this.#underWay;
    this.#hasNoted = true;
    this.#isTaking = true;
    const written = (async () => {
      try {
        await Promise.all([
          before,
          synced,
          this.#syncFolders([this.path, ...outputs.map(({ path }) => path)]),
        ]);
        await this.#parts.file.append(record);
        await this.#parts.file.synced();
      } finally {
        this.#isTaking = false;
        this.#lastMs = monotonicMs();
      }
    })();
    // Who asked for it hears of what went wrong; nobody else has to.
    this.#underWay = written.catch(() => {});
    return written;
  }

  /** The run begins again in another way; what it has told of stays told. */
  async restart(): Promise<void> {
    this.outputs.forget();
    this.#resumed = null;
    await this.checkpoint(null, false);
  }

  /** At the end. The journal of a run that is done is of no use any more. */
  async close(isDone: boolean): Promise<void> {
    try {
      await this.#underWay;
      await this.#parts.file.close();
      if (isDone) await unlink(this.path);
    } finally {
      this.#parts.lock.release();
    }
  }

  /** A file that is new has its name in its folder, which is written to the disk by itself. */
  async #syncFolders(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const folder = path.replace(/[^/\\]*$/, "");
      if (this.#syncedFolders.has(folder)) continue;
      await syncFolderOf(path);
      this.#syncedFolders.add(folder);
    }
  }
}
