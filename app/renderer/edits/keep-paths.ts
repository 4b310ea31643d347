// A workflow that moves to another folder: its relative paths are written anew, so that they lead to the same files.

import type { KindDescription } from "../../bridge/shapes.ts";
import type { Command } from "../../../engine/document/command.ts";
import { isReference } from "../../../engine/document/model-reference.ts";
import { isAbsolutePath, resolvePath } from "../../../engine/document/paths.ts";
import { DEFAULT_RESCUE, type NodeDocument, type WorkflowDocument } from "../../../engine/document/types.ts";
import { writtenPath } from "../../../engine/document/written-path.ts";
import { editWords } from "../strings/edits.ts";
import type { Edit } from "./edit.ts";

type Params = Readonly<Record<string, unknown>>;

/** Controls whose value is a path. */
const PATHS: ReadonlySet<string> = new Set(["file", "folder", "model"]);

/** Null where no path has to change. */
export function keepPaths(
  { nodes }: WorkflowDocument,
  kinds: ReadonlyMap<string, KindDescription>,
  from: string,
  to: string,
): Edit | null {
  const moved = (value: string) => (isReference(value) ? value : writtenPath(to, resolvePath(from, value)));
  const commands = nodes.flatMap((node) => commandsOf(node, kinds.get(node.kind), moved));
  return commands.length === 0 ? null : { label: editWords.keepPaths, commands };
}

function commandsOf(
  { id, params, rescue }: NodeDocument,
  kind: KindDescription | undefined,
  moved: (path: string) => string,
): Command[] {
  if (!kind) return [];
  const commands = Object.entries(changes(kind, params, moved)).map(([param, value]): Command => ({
    do: "set-param",
    id,
    param,
    value,
  }));
  const fallback = rescue?.fallback;
  if (fallback?.use !== "params") return commands;
  const changed = changes(kind, fallback.params, moved);
  if (Object.keys(changed).length === 0) return commands;
  const full = { ...DEFAULT_RESCUE, ...rescue };
  const after = { ...full, fallback: { ...fallback, params: { ...fallback.params, ...changed } } };
  return [...commands, { do: "set-rescue", id, rescue: after }];
}

/** The params that are relative paths and are written in another way now. */
function changes(kind: KindDescription, params: Params, moved: (path: string) => string): Params {
  const found = kind.params.flatMap(({ name, control }) => {
    const value = params[name];
    if (!PATHS.has(control) || typeof value !== "string" || value === "" || isAbsolutePath(value)) return [];
    const after = moved(value);
    return after === value ? [] : [[name, after] as const];
  });
  return Object.fromEntries(found);
}
