// The connection to the host broke and is back. The host may be another one by now, or have forgotten this workflow, or have
// missed edits: it gets the workflow as it stands here, with everything that was not saved.

import type { Bridge } from "../../bridge/bridge.ts";
import type { Opened } from "../../bridge/shapes.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import type { DocumentState } from "./document.ts";
import { journalOf } from "./history.ts";

/** The file as it was last read or written here. */
export interface KnownFile {
  readonly text: string;
  readonly hash: string | null;
}

/** What this page has of the file. */
export interface OfFile {
  readonly known: KnownFile;
  /** What was to be saved when the connection broke; null where that was answered. */
  readonly sent: string | null;
}

export interface Rejoined {
  readonly news: Pick<DocumentState, "session" | "path" | "untitled" | "name"> &
    // A host that knows the workflow tells that by itself.
    Partial<Pick<DocumentState, "onDisk">>;
  readonly known: KnownFile;
  /** What was sent stands in the file. */
  readonly isSaved: boolean;
}

/** What has changed about the workflow. Throws where the host cannot open it any more. */
export async function rejoined(
  bridge: Bridge,
  state: DocumentState,
  { known, sent }: OfFile,
): Promise<Rejoined> {
  const { session, path, untitled, name, trusted } = state;
  const { opened } = await bridge.document.rejoin({ session, path, untitled, hash: known.hash });
  if (!opened) {
    await keepUnsaved(bridge, state, { session, text: known.text, recovery: null }, known);
    return { news: { session, path, untitled, name }, known, isSaved: false };
  }
  const isSaved = opened.text === sent && opened.hash !== null;
  // Nothing is written by it: the host takes note that the text is this page's own.
  if (isSaved) await bridge.document.save({ session: opened.session, text: sent });
  const seen = isSaved ? { text: sent, hash: opened.hash } : known;
  await keepUnsaved(bridge, state, opened, known);
  // Whoever trusted it here has seen it as it is.
  if (trusted && !opened.trusted) await bridge.document.trust({ session: opened.session, text: seen.text });
  return {
    news: {
      session: opened.session,
      path: opened.path,
      untitled: opened.untitled,
      name: opened.name,
      onDisk: stateOnDisk(opened.hash, seen),
    },
    known: seen,
    isSaved,
  };
}

/** What has become of a file, by the fingerprint of what lies there now; null: nothing. */
export function stateOnDisk(hash: string | null, known: KnownFile): DocumentState["onDisk"] {
  if (hash === known.hash) return "same";
  return hash === null ? "gone" : "changed";
}

/** Writes the journal anew: it lacks what was done while nobody heard it. */
async function keepUnsaved(
  bridge: Bridge,
  state: DocumentState,
  { session, text, recovery }: Pick<Opened, "session" | "text" | "recovery">,
  known: KnownFile,
): Promise<void> {
  const from = readWorkflow(text).document;
  // The file cannot be read any more: there is nothing that a journal could stand on.
  if (!from) return;
  await bridge.document.journal({ session, commands: [] });
  const { commands, steps } = journalOf(from, state);
  if (commands.length > 0) await bridge.document.journal({ session, commands, steps });
  // What this page left itself is in the journal now; what another has left stays.
  if (recovery?.base === known.text) await bridge.document.forget({ session });
}
