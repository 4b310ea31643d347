// The connection to the host broke and is back. The host may be another one by now, or have forgotten this workflow, or have
// missed edits: it gets the workflow as it stands here, with everything that was not saved.

import type { Bridge } from "../../bridge/bridge.ts";
import type { Opened } from "../../bridge/shapes.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import type { DocumentState } from "./document.ts";
import { replacement } from "./recovery.ts";

/** The file as it was last read or written here. */
export interface OnDisk {
  readonly text: string;
  readonly hash: string | null;
}

type News = Pick<DocumentState, "session" | "path" | "untitled" | "name" | "changedOnDisk">;

/** What has changed about the workflow. Throws where the host cannot open it any more. */
export async function rejoined(bridge: Bridge, state: DocumentState, onDisk: OnDisk): Promise<News> {
  const { session, path, untitled, name, changedOnDisk, trusted } = state;
  const { opened } = await bridge.document.rejoin({ session, path, untitled, hash: onDisk.hash });
  const now = opened ?? { session, path, untitled, name, text: onDisk.text, recovery: null };
  await keepUnsaved(bridge, state, now, onDisk);
  // Whoever trusted it here has seen it as it is.
  if (trusted && opened && !opened.trusted)
    await bridge.document.trust({ session: now.session, text: onDisk.text });
  const isChanged = opened !== null && opened.hash !== onDisk.hash;
  return {
    session: now.session,
    path: now.path,
    untitled: now.untitled,
    name: now.name,
    changedOnDisk: changedOnDisk || isChanged,
  };
}

/** Writes the journal anew: it lacks what was done while nobody heard it. */
async function keepUnsaved(
  bridge: Bridge,
  { document }: DocumentState,
  { session, text, recovery }: Pick<Opened, "session" | "text" | "recovery">,
  onDisk: OnDisk,
): Promise<void> {
  const from = readWorkflow(text).document;
  // The file cannot be read any more: there is nothing that a journal could stand on.
  if (!from) return;
  await bridge.document.journal({ session, commands: [] });
  if (writeWorkflow(from) !== writeWorkflow(document))
    await bridge.document.journal({ session, commands: [replacement(from, document)] });
  // What this page left itself is in the journal now; what another has left stays.
  if (recovery?.base === onDisk.text) await bridge.document.forget({ session });
}
