// How is a document written? As canonical text: the same document gives the same bytes, a small edit a small diff.

import { isObject } from "./json-value.ts";
import type { NodeDocument, WorkflowDocument } from "./types.ts";

/** Longest line that a list or object may share with its name; a longer one gets a line for each item. */
const LINE_WIDTH = 80;

const FILE_KEYS = ["format", "version", "nodes", "edges", "models", "view"];
const NODE_KEYS = ["id", "kind", "version", "title", "params", "rescue", "disabled", "bypassed"];
const POSITION_KEYS = ["x", "y", "collapsed"];
const AREA_KEYS = ["id", "x", "y", "width", "height", "title", "color", "text"];
const WIRE_KEYS = ["from", "to", "points"];
const RESCUE_KEYS = ["timeoutMs", "retries", "backoffMs", "fallback", "onError"];
/** Lists of the view, each item on a line. */
const VIEW_LISTS: Readonly<Record<string, readonly string[]>> = {
  notes: AREA_KEYS,
  frames: AREA_KEYS,
  wires: WIRE_KEYS,
};

/** Pairs instead of objects: an object would move keys that look like numbers to its front. */
type Entries = readonly (readonly [key: string, value: unknown])[];

/**
 * The text of the file. Known keys come first and in a fixed order, unknown ones behind them in theirs. Each node is a
 * block, each wire and each position one line. Ends with a line break.
 */
export function writeWorkflow(document: WorkflowDocument): string {
  const entries = ordered(document, FILE_KEYS).map(([key, value]) => {
    if (key === "nodes") return named(key, list(document.nodes.map(nodeText), 1));
    if (key === "edges") return named(key, list(document.edges.map(edgeText), 1));
    if (key === "view") return named(key, viewText(document));
    return entryText(key, value, 1);
  });
  return `${block("{", entries, "}", 0)}\n`;
}

/**
 * What to save: the very text that was read when the document says the same as then, also after undoing every edit
 * and for a file that somebody laid out by hand; else the canonical text.
 */
export function textToSave(
  read: { readonly text: string; readonly document: WorkflowDocument },
  document: WorkflowDocument,
): string {
  if (document === read.document) return read.text;
  const text = writeWorkflow(document);
  return text === writeWorkflow(read.document) ? read.text : text;
}

function nodeText(node: NodeDocument): string {
  const entries = ordered(node, NODE_KEYS).map(([key, value]) =>
    key === "rescue" && isObject(value)
      ? objectText(ordered(value, RESCUE_KEYS), 3, named(key, ""))
      : entryText(key, value, 3),
  );
  return block("{", entries, "}", 2);
}

function edgeText(edge: WorkflowDocument["edges"][number]): string {
  return inlineObject(ordered(edge, ["from", "to"]));
}

/** Positions in the order of the nodes; those of nodes that are not there come last, by name. */
function viewText(document: WorkflowDocument): string {
  const ids = [...document.nodes.map((node) => node.id), ...Object.keys(document.view.nodes).sort()];
  const entries = ordered(document.view, ["nodes", ...Object.keys(VIEW_LISTS)]).map(([key, value]) => {
    if (Object.hasOwn(VIEW_LISTS, key) && Array.isArray(value))
      return named(
        key,
        list(
          value.map((item) => lineText(item, VIEW_LISTS[key])),
          2,
        ),
      );
    if (key !== "nodes" || !isObject(value)) return entryText(key, value, 2);
    const positions = ordered(value, ids).map(([id, position]) =>
      named(id, isObject(position) ? inlineObject(ordered(position, POSITION_KEYS)) : inline(position)),
    );
    return named(key, block("{", positions, "}", 2));
  });
  return block("{", entries, "}", 1);
}

function lineText(item: unknown, keys: readonly string[]): string {
  return isObject(item) ? inlineObject(ordered(item, keys)) : inline(item);
}

function entryText(key: string, value: unknown, depth: number): string {
  return valueText(value, depth, named(key, ""));
}

/** A value behind its name (or behind nothing, in a list): on the same line if it fits, else a line for each item. */
function valueText(value: unknown, depth: number, name: string): string {
  if (isObject(value)) return objectText(ordered(value, []), depth, name);
  const line = name + inline(value);
  if (!Array.isArray(value) || fits(line, depth)) return line;
  const items = value.map((item: unknown) => valueText(item, depth + 1, ""));
  return name + list(items, depth);
}

function objectText(entries: Entries, depth: number, name: string): string {
  const line = name + inlineObject(entries);
  if (fits(line, depth)) return line;
  const items = entries.map(([key, value]) => entryText(key, value, depth + 1));
  return name + block("{", items, "}", depth);
}

function fits(line: string, depth: number): boolean {
  return depth * 2 + line.length <= LINE_WIDTH;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`;
  return isObject(value) ? inlineObject(ordered(value, [])) : JSON.stringify(value);
}

function inlineObject(entries: Entries): string {
  const items = entries.map(([key, value]) => named(key, inline(value)));
  return items.length ? `{ ${items.join(", ")} }` : "{}";
}

function named(key: string, text: string): string {
  return `${JSON.stringify(key)}: ${text}`;
}

function list(items: readonly string[], depth: number): string {
  return block("[", items, "]", depth);
}

function block(open: string, items: readonly string[], close: string, depth: number): string {
  if (items.length === 0) return open + close;
  const indent = "  ".repeat(depth + 1);
  return `${open}\n${indent}${items.join(`,\n${indent}`)}\n${"  ".repeat(depth)}${close}`;
}

/** The defined entries of an object: the `first` keys it has in that order, then the others in theirs. */
function ordered(value: object, first: readonly string[]): Entries {
  const entries = new Map<string, unknown>(Object.entries(value).filter(([, item]) => item !== undefined));
  const keys = new Set([...first.filter((key) => entries.has(key)), ...entries.keys()]);
  return Array.from(keys, (key) => [key, entries.get(key)] as const);
}
