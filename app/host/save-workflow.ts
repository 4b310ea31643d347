// Writes a workflow to where a person wants it, unless somebody else's work lies there.

import { realpath } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Request } from "../bridge/calls.ts";
import { DiskWriter } from "../../engine/host/file-writer.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { moveData, moveResults } from "./move-untitled.ts";
import { hashOnDisk } from "./read-workflow-file.ts";
import type { Session } from "./session.ts";
import { hashOf } from "./text-hash.ts";
import { workflowFile } from "./workflow-name.ts";

export interface SaveResult {
  readonly path: string;
  /** False: there is something else at the place, and nothing was written. */
  readonly saved: boolean;
  /** Of what lies there now. */
  readonly hash: string;
}

export async function saveWorkflow(
  session: Session,
  { text, path: given, force = false }: Omit<Request<"document.save">, "session">,
): Promise<SaveResult> {
  const path = await placeOf(session, given);
  const before = await hashOnDisk(path);
  const hash = hashOf(text);
  // Under its own name the file must be as it was read, or gone; under another there must be none.
  const expected = path === session.path ? session.hash : null;
  if (before !== null && before !== expected && before !== hash && !force)
    return { path, saved: false, hash: before };
  if (session.path === null) {
    await moveData(session.folder, dirname(path), text);
    await moveResults(session.folder, dirname(path));
  }
  if (before !== hash) await write(path, text);
  return { path, saved: true, hash };
}

async function placeOf({ path: own }: Session, given: string | undefined): Promise<string> {
  // A rename would put a plain file in the place of a link.
  if (given !== undefined) {
    const path = workflowFile(resolve(given));
    return realpath(path).catch(() => path);
  }
  if (own !== null) return own;
  throw new MillraceError("WORKFLOW_UNNAMED", {
    message: "This workflow has no file yet.",
    hint: "Choose where to save it.",
  });
}

async function write(path: string, text: string): Promise<void> {
  const writer = new DiskWriter(await realpath(path).catch(() => path));
  await writer.write(new TextEncoder().encode(text));
  await writer.commit();
}
