// A model of the library in the workflow: the param that names it, and which bytes are meant, in one step.

import { referenceTo } from "../../../engine/document/model-reference.ts";
import type { Command } from "../../../engine/document/command.ts";
import type { WorkflowDocument } from "../../../engine/document/types.ts";
import type { KindDescription, LibraryEntry } from "../../bridge/shapes.ts";

export interface LibraryFileChoice {
  readonly entry: LibraryEntry;
  readonly file: LibraryEntry["files"][number];
  readonly reference: string;
}

/** A param that takes a file of the library. */
export interface Taker {
  readonly node: string;
  readonly title: string;
  readonly param: string;
}

type Param = KindDescription["params"][number];

/** Models, and files that belong to one. */
export function takesLibraryFiles({ control, asset }: Pick<Param, "control" | "asset">): boolean {
  return control === "model" || asset === true;
}

/** What of the library such a param can be; what is not installed cannot be read yet. */
export function choicesFor(entries: readonly LibraryEntry[], { extensions = [] }: Pick<Param, "extensions">) {
  return entries
    .filter(({ is }) => is !== "offered")
    .flatMap((entry) => filesOf(entry).filter(({ file }) => hasEnding(file.path, extensions)));
}

export function filesOf(entry: LibraryEntry): readonly LibraryFileChoice[] {
  return entry.files
    .filter(({ path }) => path !== entry.licence.file)
    .map((file) => ({ entry, file, reference: referenceTo({ name: entry.name, file: file.path }) }));
}

export function hasEnding(path: string, extensions: readonly string[]): boolean {
  const name = path.toLowerCase();
  return extensions.length === 0 || extensions.some((ending) => name.endsWith(`.${ending.toLowerCase()}`));
}

/** The one selected node, where it has a param for such a file. */
export function takerOf(
  { nodes }: WorkflowDocument,
  kinds: ReadonlyMap<string, KindDescription>,
  selected: readonly string[],
  path: string,
): Taker | null {
  const node = selected.length === 1 ? nodes.find(({ id }) => id === selected[0]) : undefined;
  const params = (node && kinds.get(node.kind)?.params) ?? [];
  const fitting = params.filter((each) => takesLibraryFiles(each) && hasEnding(path, each.extensions ?? []));
  // One that is still open before one that would be replaced.
  const param = fitting.find(({ name }) => !node?.params[name]) ?? fitting[0];
  return node && param ? { node: node.id, title: node.title, param: param.name } : null;
}

export function pinCommand({ entry, file, reference }: LibraryFileChoice): Command {
  const { sha256 } = file;
  const pin = { sha256, source: entry.source, licence: entry.licence.name };
  return { do: "pin-models", pins: { [reference]: pin } };
}

export function fillCommands(choice: LibraryFileChoice, { node, param }: Omit<Taker, "title">): Command[] {
  return [{ do: "set-param", id: node, param, value: choice.reference }, pinCommand(choice)];
}
