// Why a run cannot go on from a journal, in words.

import type { LockHolder } from "../../host/run-lock.ts";
import { MillraceError } from "../../sdk/errors.ts";

const BEGIN_ANEW =
  "To begin anew, run it with --journal instead: what is in a table already, or sent, then comes there once more.";

export function journalMissing(path: string): MillraceError {
  return new MillraceError("JOURNAL_MISSING", {
    message: `There is no journal "${path}" to go on from.`,
    file: path,
    hint: "Either the last run was done, or it kept none. Run it with --journal; with --journal --resume it goes on where there is a journal.",
  });
}

export function journalDamaged(path: string): MillraceError {
  return new MillraceError("JOURNAL_DAMAGED", {
    message:
      "The journal is cut off or damaged in its first record, which says what run it is of: nothing can go on from it.",
    file: path,
    hint: `Put back a sound copy, if there is one. ${BEGIN_ANEW}`,
  });
}

export function otherVersion(path: string, expected: string, got: string): MillraceError {
  return new MillraceError("JOURNAL_VERSION", {
    message: "The journal is of another version, which keeps things in another way.",
    file: path,
    expected,
    got,
    hint: `Finish the run with the version that began it. ${BEGIN_ANEW}`,
  });
}

export function workflowChanged(path: string, what: string): MillraceError {
  return new MillraceError("JOURNAL_WORKFLOW", {
    message: `The workflow is not the one that the run was begun with: ${what}.`,
    file: path,
    hint: `Undo the change, also of --set and other flags, and resume again. ${BEGIN_ANEW}`,
  });
}

export function sourceChanged(file: string, node: string, what: string): MillraceError {
  return new MillraceError("JOURNAL_SOURCE", {
    message: `What the run reads has changed since it began: ${what}.`,
    node,
    file,
    hint: `Put the old file back, with its time of change, and resume again. ${BEGIN_ANEW}`,
  });
}

export function outputChanged(file: string, node: string, what: string): MillraceError {
  return new MillraceError("JOURNAL_OUTPUT", {
    message: `The unfinished output is not as the run left it: ${what}.`,
    node,
    file,
    hint: `Put the file back and resume again. ${BEGIN_ANEW}`,
  });
}

export function inUse(lock: string, { pid, host, since }: LockHolder): MillraceError {
  return new MillraceError("JOURNAL_IN_USE", {
    message: "Another run writes to the same output.",
    file: lock,
    got: `process ${pid} on ${host}, since ${new Date(since).toISOString()}`,
    hint: "Wait until it is done, or give this run another output. If it runs on another machine that is gone, remove the file.",
  });
}

export function replayDiffers(file: string, byte: number): MillraceError {
  return new MillraceError("REPLAY_DIFFERS", {
    message: `Computed again, the output is another one from byte ${byte} on: the run does not give the same each time.`,
    file,
    hint: `It cannot be resumed. ${BEGIN_ANEW} Nodes that ask the clock or the network give something else each time.`,
    fatal: true,
  });
}

export function noOutput(): MillraceError {
  return new MillraceError("JOURNAL_NO_OUTPUT", {
    message: "The workflow writes nothing and sends nothing, so there is nothing that a journal could keep.",
    hint: "Leave --journal and --resume out, or add an action that writes or sends something.",
  });
}

export function outputUnkept(node: string, title: string, isNever: boolean): MillraceError {
  return new MillraceError("JOURNAL_UNKEPT", {
    message: isNever
      ? `"${title}" puts files in place while the run goes on: a run that goes on from a journal could not take them back.`
      : `"${title}" adds rows to a file, and this run could only be computed again from its beginning: rows might be added twice.`,
    node,
    hint: isNever
      ? "Run it without --journal, or let the node write one file."
      : "Run it without --journal, or let the node replace its file. The page on the command line says which runs go on in the middle.",
  });
}
