// The repair of an issue as one edit of the history.

import type { Fix } from "../../../engine/document/issue.ts";
import type { Edit } from "./edit.ts";

/** "Add a Resize node" goes on as the Undo menu does behind its verb: "add a Resize node". */
export function fixEdit({ label, commands }: Fix): Edit {
  return { label: label.charAt(0).toLowerCase() + label.slice(1), commands };
}
