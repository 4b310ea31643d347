// One open workflow of one window.

import type { Journal } from "./journal.ts";
import type { SessionView } from "./engine-link.ts";

export interface Session {
  readonly id: string;
  /** Absolute; null while it has never been saved. */
  path: string | null;
  /** Of its file, without the ending. */
  name: string;
  /** Where its relative paths start. */
  folder: string;
  /** sha256 of the text as it was last read or written; null while there is no file. */
  hash: string | null;
  /** What was last told, or found, to be on the disk. */
  seenHash: string | null;
  trusted: boolean;
  /** Files and folders besides `folder` that the person chose for it. */
  allowed: readonly string[];
  journal: Journal;
  /** A journal on another text of the file, until the person has looked at it. */
  leftJournal: string | null;
  /** Files that were dropped on it and are kept beside it since. */
  readonly imported: string[];
  stopWatching: () => void;
}

export function viewOf({ id, folder, path, allowed, trusted }: Session): SessionView {
  return { session: id, folder, path, allowed: [folder, ...allowed], trusted };
}
