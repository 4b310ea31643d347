// The journal that a run is asked to keep, or to go on from: where it lies, and how often something is written into it.

import type { Plan } from "../../engine/plan/types.ts";
import { noOutput } from "../../engine/runtime/journal/errors.ts";
import { openJournal } from "../../engine/runtime/journal/open-journal.ts";
import type { RunJournal } from "../../engine/runtime/journal/run-journal.ts";
import { partitionText, type Partition } from "../../engine/sdk/partition.ts";
import type { HostServices } from "../../engine/sdk/services.ts";
import { askedStart, type RedriveJournal } from "./dead-letter/redrive-journal.ts";
import type { FailedRowsFile } from "./failed-file.ts";
import { journalPath } from "./journal-path.ts";
import { version } from "./version.ts";

export interface AskedJournal {
  readonly journal: boolean;
  readonly resume: boolean;
  /** What else says which rows are computed. */
  readonly limit: number | null;
  readonly partition: Partition | null;
  /** Of failed rows that are run again: what they go on from, if anything. */
  readonly redrive: RedriveJournal | null;
}

/** So much is computed again at the most; to wait for the disk takes some hundredths of it. */
const EVERY_MS = 2000;

/** Null where none is asked for. The failed rows of the run before are in `failed` afterwards. Whoever gets it closes it. */
export async function askedJournal(
  plan: Plan,
  host: HostServices,
  { redrive, limit, partition, ...asked }: AskedJournal,
  failed: FailedRowsFile,
): Promise<RunJournal | null> {
  const start = redrive?.start ?? askedStart(asked);
  if (start === null) return null;
  const path = redrive?.path ?? journalPath(plan, host.files, failed.path);
  if (path === null) throw noOutput();
  const opened = await openJournal(plan, host, {
    start,
    path,
    program: version(),
    flags: {
      limit,
      partition: partition && partitionText(partition),
      ...(redrive && { attempt: redrive.attempt }),
    },
    reads: redrive?.reads,
    everyMs: everyMs(),
  });
  try {
    for await (const rows of opened.failedBefore()) await failed.add(rows);
    return opened;
  } catch (thrown) {
    await opened.close(false);
    throw thrown;
  }
}

/** What is no number counts as not set; 0 = after every frame. */
function everyMs(): number {
  const text = process.env.MILLRACE_CHECKPOINT_MS ?? "";
  return text.trim() !== "" && Number(text) >= 0 ? Number(text) : EVERY_MS;
}
