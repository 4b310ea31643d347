// A node under another title. Its id stays: wires and the command line know it by that.

import { editWords } from "../strings/edits.ts";
import type { Edit } from "./edit.ts";

export function rename(id: string, title: string): Edit {
  return { label: editWords.rename(title), commands: [{ do: "rename-node", id, title }] };
}
