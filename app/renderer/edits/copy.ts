// What is copied: a piece of the workflow, written as a workflow file, so that it goes anywhere text goes.

import { isObject } from "../../../engine/document/json-value.ts";
import { readWorkflow } from "../../../engine/document/read.ts";
import { FILE_VERSION } from "../../../engine/document/schema.ts";
import { parsePort, type EdgeDocument, type WorkflowDocument } from "../../../engine/document/types.ts";
import { writeWorkflow } from "../../../engine/document/write.ts";
import type { Selection } from "./edit.ts";
import { withContents } from "./frame.ts";
import { placesOf } from "./places.ts";

/**
 * The nodes with the wires between them, and those that come from outside: pasting may keep them. Wires that lead out stay
 * behind, since most inputs take one only. A frame brings what lies in it.
 */
export function pieceOf(document: WorkflowDocument, selection: Selection): WorkflowDocument {
  const { nodes, items } = withContents(document, selection);
  const ids = new Set(nodes);
  const chosen = new Set(items);
  const places = placesOf(document);
  const { notes = [], frames = [], wires = [] } = document.view;
  const isInner = ({ from, to }: EdgeDocument) => [from, to].every((end) => ids.has(parsePort(end).node));
  return {
    format: "millrace",
    version: FILE_VERSION,
    nodes: document.nodes.filter(({ id }) => ids.has(id)),
    edges: document.edges.filter(({ to }) => ids.has(parsePort(to).node)),
    view: {
      nodes: Object.fromEntries([...ids].filter((id) => id in places).map((id) => [id, places[id]])),
      notes: notes.filter(({ id }) => chosen.has(id)),
      frames: frames.filter(({ id }) => chosen.has(id)),
      wires: wires.filter(isInner),
    },
  };
}

export function copyText(document: WorkflowDocument, selection: Selection): string {
  return writeWorkflow(pieceOf(document, selection));
}

/** A text from the clipboard as a piece of a workflow; null when it is something else. */
export function readPiece(text: string): WorkflowDocument | null {
  // Nearly every text is something else: say so without parsing.
  if (!text.trimStart().startsWith("{")) return null;
  try {
    const file: unknown = JSON.parse(text);
    if (!isObject(file) || file.format !== "millrace") return null;
  } catch {
    return null;
  }
  const { document } = readWorkflow(text);
  const { nodes = [], view } = document ?? {};
  return nodes.length + (view?.notes?.length ?? 0) + (view?.frames?.length ?? 0) > 0 ? document : null;
}
