// What a run of failed rows writes: beside what the run before has written, under a name that says which try it is.

import type { Catalog } from "../../../engine/catalog/catalog.ts";
import type { NodeDocument, WorkflowDocument } from "../../../engine/document/types.ts";
import { migrateNode } from "../../../engine/document/migrate.ts";
import { checkParams, paramShape } from "../../../engine/plan/params.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { Appending } from "../../../engine/sdk/node-definition.ts";
import { infoOf } from "../../../engine/sdk/params.ts";
import { pathOfAttempt } from "./path-of-attempt.ts";

/** A file that is written beside another, whose rows may go behind those of the other. */
export interface BesideFile {
  readonly node: string;
  readonly path: string;
  readonly beside: string;
  /** Null where it stays beside. */
  readonly appends: Appending | null;
}

export interface AttemptOutputs {
  readonly document: WorkflowDocument;
  readonly files: readonly BesideFile[];
  /** Files and folders that it writes in the place of others. */
  readonly places: readonly string[];
  /** Nodes that write elsewhere. */
  readonly moved: ReadonlySet<string>;
}

/**
 * The workflow with other places for what it writes. To append, files are written beside all the same and put behind the others at
 * the end, while folders, and files that follow each other, get more of them; throws for a file that nothing can be put behind. A database takes the rows where it is, and
 * an action that would put its table in the place of the rows that went well is refused.
 */
export async function attemptOutputs(
  document: WorkflowDocument,
  catalog: Catalog,
  { attempt, append }: { readonly attempt: number; readonly append: boolean },
): Promise<AttemptOutputs> {
  const files: BesideFile[] = [];
  const newPlaces: string[] = [];
  const movedNodes = new Set<string>();
  const nodes = await Promise.all(
    document.nodes.map(async (node) => {
      const found = node.disabled || node.bypassed ? null : await placesOf(node, catalog);
      if (!found) return node;
      const { current, definition, params, places } = found;
      const instead = definition.addsInstead?.({ params }) ?? null;
      if (instead) throw wouldReplace(node, instead);
      const follows = definition.follows?.({ params }) ?? null;
      if (append && follows) return { ...current, params: { ...current.params, ...follows.goesOn } };
      const moved: Record<string, string> = {};
      for (const { name, path, isFolder } of places) {
        if (append && isFolder) continue;
        const appends = append ? (definition.appends?.(params) ?? null) : null;
        if (append && !appends) throw cannotAppend(node, path);
        moved[name] = pathOfAttempt(path, attempt);
        newPlaces.push(follows ? pathOfAttempt(follows.first, attempt) : moved[name]);
        movedNodes.add(node.id);
        if (!isFolder) files.push({ node: node.id, path, beside: moved[name], appends });
      }
      return { ...current, params: { ...current.params, ...moved } };
    }),
  );
  return { document: { ...document, nodes }, files, places: newPlaces, moved: movedNodes };
}

async function placesOf(node: NodeDocument, catalog: Catalog) {
  const definition = await catalog.load(node.kind);
  if (!definition?.effects.includes("writes") || node.version > definition.version) return null;
  const current = node.version < definition.version ? migrateNode(node, definition.migrations ?? {}) : node;
  const { params } = checkParams(current, definition);
  // What is wrong with its params is told by the plan.
  if (!params) return null;
  const places = Object.entries(paramShape(definition)).flatMap(([name, schema]) => {
    const path = (params as Readonly<Record<string, unknown>>)[name];
    const info = infoOf(schema);
    const isFolder = info?.control === "folder";
    const isPlace = isFolder || (info?.control === "file" && !info.asset && !info.inPlace);
    return isPlace && typeof path === "string" && path !== "" ? [{ name, path, isFolder }] : [];
  });
  return { current, definition, params, places };
}

/** The rows of the run before would be lost, and so would those of others. */
function wouldReplace({ id }: NodeDocument, instead: Readonly<Record<string, unknown>>): MillraceError {
  const settings = Object.entries(instead).map(([name, value]) => ({ name, value: String(value) }));
  const words = settings.map(({ name, value }) => `${name} to ${value}`).join(" and ");
  const flags = settings.map(({ name, value }) => `--set ${id}.${name}=${value}`).join(" ");
  return new MillraceError("DEAD_LETTER_REPLACE", {
    message: "The few rows that are run again would take the place of all rows that are there.",
    node: id,
    path: `params.${Object.keys(instead)[0]}`,
    expected: "rows that are added to those that are there",
    got: "replace",
    hint: `Set ${words} for this run (on the command line: ${flags}), or run the workflow on its source once more.`,
  });
}

function cannotAppend({ id }: NodeDocument, path: string): MillraceError {
  return new MillraceError("DEAD_LETTER_APPEND", {
    message: `Nothing can be put behind what is in "${path}" already.`,
    node: id,
    expected: "a CSV file, JSON lines, or a folder of files",
    hint: "Leave --append out: what the rows come to is then written beside it, under a name of its own.",
  });
}
