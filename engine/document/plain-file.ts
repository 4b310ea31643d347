// Is a file plainly right? Answers for the usual form without the schema, which takes a start longer to build than to use.

import { isObject, type JsonObject } from "./json-value.ts";
import type { FileContent } from "./schema.ts";

/**
 * True only for what the schema accepts as well (a property test holds them together). False says nothing: rescues, notes,
 * frames, bent wires and everything wrong are for the schema to judge.
 */
export function isPlain(file: JsonObject): file is FileContent {
  const { format, version, nodes, edges, models, view } = file;
  return (
    format === "millrace" &&
    isVersion(version) &&
    isListOf(isPlainNode, nodes) &&
    isListOf(isPlainEdge, edges) &&
    isAbsentOr(isPlainPins, models) &&
    isAbsentOr(isPlainView, view)
  );
}

function isPlainNode({ id, kind, version, title, params, rescue, disabled, bypassed }: JsonObject): boolean {
  return (
    typeof id === "string" &&
    typeof kind === "string" &&
    kind !== "" &&
    isAbsentOr(isVersion, version) &&
    isAbsentOr(isText, title) &&
    isAbsentOr(isObject, params) &&
    rescue === undefined &&
    isAbsentOr(isSwitch, disabled) &&
    isAbsentOr(isSwitch, bypassed)
  );
}

function isPlainEdge({ from, to }: JsonObject): boolean {
  return isText(from) && isText(to);
}

function isPlainView(view: unknown): boolean {
  if (!isObject(view) || [view.notes, view.frames, view.wires].some((list) => list !== undefined))
    return false;
  return (
    view.nodes === undefined || (isObject(view.nodes) && Object.values(view.nodes).every(isPlainPosition))
  );
}

function isPlainPosition(position: unknown): boolean {
  if (!isObject(position)) return false;
  const { x, y, collapsed } = position;
  return Number.isFinite(x) && Number.isFinite(y) && isAbsentOr(isSwitch, collapsed);
}

function isPlainPins(models: unknown): boolean {
  return isObject(models) && Object.values(models).every(isPlainPin);
}

function isPlainPin(pin: unknown): boolean {
  if (!isObject(pin)) return false;
  const { sha256, source, licence } = pin;
  return isText(sha256) && isText(source) && (licence === null || isText(licence));
}

function isListOf(isItem: (item: JsonObject) => boolean, list: unknown): boolean {
  return list === undefined || (Array.isArray(list) && list.every((item) => isObject(item) && isItem(item)));
}

function isAbsentOr(isRight: (value: unknown) => boolean, value: unknown): boolean {
  return value === undefined || isRight(value);
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function isSwitch(value: unknown): boolean {
  return typeof value === "boolean";
}

function isVersion(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}
