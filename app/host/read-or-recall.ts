// The text of a workflow file; of one that is gone, what it held for whoever had it open.

import { MillraceError } from "../../engine/sdk/errors.ts";
import { textOfGone, type Claimant } from "./left-journals.ts";
import { readWorkflowFile, type TextOnDisk } from "./read-workflow-file.ts";
import { hashOf } from "./text-hash.ts";

export interface Recalled extends TextOnDisk {
  readonly hash: string;
  readonly gone: boolean;
}

/** Throws as `readWorkflowFile` does where nobody has left anything of it. */
export async function readOrRecall(path: string, appData: string, who: Claimant): Promise<Recalled> {
  try {
    return { ...(await readWorkflowFile(path)), gone: false };
  } catch (thrown) {
    if (!(thrown instanceof MillraceError) || thrown.code !== "FILE_MISSING") throw thrown;
    const text = await textOfGone(path, appData, who);
    if (text === null) throw thrown;
    return { text, hash: hashOf(text), gone: true };
  }
}
