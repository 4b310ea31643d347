// Opens the journal of a run: a new one, or that of a run that was ended, if it is one of the same run.

import { isCutOff, RecordFile, readRecords } from "../../host/record-file.ts";
import { isHolder, takeLock, type RunLock } from "../../host/run-lock.ts";
import { withFile } from "../../host/file-errors.ts";
import { syncFolderOf } from "../../host/output-target.ts";
import type { Plan, PlannedNode } from "../../plan/types.ts";
import type { Files, HostServices } from "../../sdk/services.ts";
import { inUse, journalDamaged, journalMissing, otherVersion, outputUnkept } from "./errors.ts";
import { findOutputs } from "./found-outputs.ts";
import { identityOf, refuseOtherRun, type RunFacts, type RunIdentity } from "./identity.ts";
import { journalMode } from "./journal-mode.ts";
import { FIRST_LINE, fromBytes, toBytes, type Checkpoint, type Header } from "./records.ts";
import { RunJournal } from "./run-journal.ts";

export interface JournalWish extends RunFacts {
  /** `either`: goes on where there is a journal, else begins. */
  readonly start: "begin" | "resume" | "either";
  /** Absolute. */
  readonly path: string;
  /** Version of the program. */
  readonly program: string;
  /** Milliseconds between two checkpoints. */
  readonly everyMs: number;
}

/** Whoever gets it closes it. A journal of an unfinished run is replaced where a new one is to begin. */
export async function openJournal(
  plan: Plan,
  { files, clock }: Pick<HostServices, "files" | "clock">,
  wish: JournalWish,
): Promise<RunJournal> {
  const { path } = wish;
  const lockPath = `${path}.lock`;
  const taken = await withFile(lockPath, async () => takeLock(lockPath, clock.now()));
  if (isHolder(taken)) throw inUse(lockPath, taken);
  try {
    const unkept = unkeptNode(plan);
    if (unkept) throw outputUnkept(unkept.node.id, unkept.node.title, unkept.isNever);
    const identity = await identityOf(plan, files, wish);
    const found = wish.start === "begin" ? null : await findJournal(path, files, wish.start === "resume");
    if (found) return await goOn(found, identity, { files, lock: taken, wish });
    if (wish.start === "resume") throw journalMissing(path);
    return await begin(journalMode(plan), identity, { files, lock: taken, wish });
  } catch (thrown) {
    taken.release();
    throw thrown;
  }
}

/** The run that has left a journal, and what its flags were; null where there is none. */
export async function runOfJournal(
  path: string,
  files: Files,
): Promise<{ readonly run: string; readonly flags: Readonly<Record<string, unknown>> } | null> {
  const found = await findJournal(path, files, false);
  if (!found) return null;
  const { run, identity } = found.header;
  return { run, flags: JSON.parse(identity.flags) as Record<string, unknown> };
}

/** The first node whose outputs could not be gone on with: they would be lost, or written twice. */
export function unkeptNode(plan: Plan): { readonly node: PlannedNode; readonly isNever: boolean } | null {
  const mode = journalMode(plan);
  for (const node of plan.nodes) {
    const journals = node.definition.journals?.({ params: node.params }) ?? "always";
    const isNever = journals === "never";
    if (isNever || (journals === "snapshots" && mode === "replay")) return { node, isNever };
  }
  return null;
}

interface Opening {
  readonly files: Files;
  readonly lock: RunLock;
  readonly wish: JournalWish;
}

async function begin(
  mode: Header["mode"],
  identity: RunIdentity,
  { files, lock, wish: { path, program, everyMs } }: Opening,
): Promise<RunJournal> {
  const run = globalThis.crypto.randomUUID();
  const file = await RecordFile.create(path, new TextEncoder().encode(FIRST_LINE));
  try {
    await file.append(toBytes({ is: "header", program, mode, run, identity }));
    // Whoever gets rows or a request knows the run by its name from then on; one that is cut off here has done nothing yet.
    await Promise.all([file.synced(), syncFolderOf(path)]);
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
  const before = { resumed: null, found: [], begun: [], kept: 0 };
  return new RunJournal({ path, mode, run, file, lock, everyMs, files, ...before });
}

async function goOn(
  { header, last, begun, end }: FoundJournal,
  identity: RunIdentity,
  { files, lock, wish: { path, program, everyMs } }: Opening,
): Promise<RunJournal> {
  if (header.program !== program) throw otherVersion(path, program, header.program);
  refuseOtherRun(path, header.identity, identity);
  const found = last ? await findOutputs(last, files) : [];
  const file = await RecordFile.goOn(path, end);
  const { mode, run } = header;
  const before = { resumed: last, found, begun: begun.map(({ node }) => node), kept: end };
  const journal = new RunJournal({ path, mode, run, file, lock, everyMs, files, ...before });
  // These were cut off with what stands behind the last checkpoint, and still count.
  for (const { node, at } of begun) if (at > end) await journal.journaledBy(node).begin();
  return journal;
}

interface FoundJournal {
  readonly header: Header;
  /** The last checkpoint that was written to its end. */
  readonly last: Checkpoint | null;
  /** Nodes that have begun to write, and where that is said. */
  readonly begun: readonly { readonly node: string; readonly at: number }[];
  /** What else stands behind counts for nothing. */
  readonly end: number;
}

/**
 * Null where there is none, or one that was ended before it said anything; throws where what it says of its run cannot be read. One that is cut off in its
 * first record is of a run that has done nothing yet, and none unless somebody asks for it.
 */
async function findJournal(path: string, files: Files, isAsked: boolean): Promise<FoundJournal | null> {
  const found = await files.stat(path);
  if (!found || found.size <= FIRST_LINE.length) return null;
  const reader = await files.open(path);
  try {
    const into = new Uint8Array(FIRST_LINE.length);
    const line = new TextDecoder().decode(into.subarray(0, await reader.read(into, 0)));
    if (!FIRST_LINE.startsWith(line)) throw otherVersion(path, FIRST_LINE.trim(), line.split("\n")[0]);
    let header: Header | null = null;
    let last: Checkpoint | null = null;
    const begun: { node: string; at: number }[] = [];
    let end = 0;
    for await (const record of readRecords(reader, FIRST_LINE.length)) {
      const read = fromBytes(record.bytes);
      if (read.is === "failed") continue;
      if (read.is === "begun") {
        begun.push({ node: read.node, at: record.end });
        continue;
      }
      if (read.is === "header") header = read;
      else last = read;
      end = record.end;
    }
    if (!header && !isAsked && (await isCutOff(reader, FIRST_LINE.length))) return null;
    if (!header) throw journalDamaged(path);
    return { header, last, begun, end };
  } finally {
    await reader.close();
  }
}
