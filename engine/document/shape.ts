// Does parsed JSON have the shape of a workflow file, and what can still be shown when it has not?

import type * as z from "zod/mini";
import type { Issue } from "./issue.ts";
import { describeValue, isObject, type JsonObject } from "./json-value.ts";
import { isPlain } from "./plain-file.ts";
import { schemas, type FileContent } from "./schema.ts";
import type { WorkflowDocument } from "./types.ts";

export interface Shaped {
  readonly document: WorkflowDocument;
  readonly issues: readonly Issue[];
  /** False when something in the file has no place in the document: saving would lose it. */
  readonly lossless: boolean;
}

/** The file as a document. What does not fit the schema is replaced by its default or left out, with an issue each. */
export function shapeFile(file: JsonObject): Shaped {
  // The parsed value itself becomes the document, not zod's copy: so every unknown key stays, `__proto__` too.
  if (fits(file)) return { document: complete(file), issues: [], lossless: true };
  const faults = schemas().file.safeParse(file).error?.issues ?? [];
  const issues = faults.map((fault) => shapeIssue(file, fault));
  return {
    document: complete(repair(file)),
    issues,
    lossless: faults.every(isSmall),
  };
}

/** A fault that saving may do away with: a place on the canvas; not what somebody wrote there. */
function isSmall({ path: [part, list] }: Fault): boolean {
  return part === "view" && list !== "notes" && list !== "frames";
}

function fits(file: JsonObject): file is FileContent {
  return isPlain(file) || schemas().file.safeParse(file).success;
}

/** Fills in what a file may leave out. */
function complete(file: FileContent): WorkflowDocument {
  const { nodes = [], edges = [], view } = file;
  const full = nodes.map((node) => {
    const { version = 1, title = node.id, params = {} } = node;
    return { ...node, version, title, params };
  });
  return { ...file, nodes: full, edges, view: { ...view, nodes: view?.nodes ?? {} } };
}

function repair(file: JsonObject): FileContent {
  const parts = schemas();
  const nodes = listOf(file.nodes).flatMap((node, index) => {
    const id = `node-${index + 1}`;
    const kept = isObject(node)
      ? parts.node.safeParse({ id, kind: "unknown", ...validPart(parts.node, node) })
      : null;
    return kept?.success ? [kept.data] : [];
  });
  const edges = validItems(parts.edge, listOf(file.edges));
  const view = isObject(file.view) ? file.view : {};
  const positions = Object.entries(isObject(view.nodes) ? view.nodes : {}).flatMap(([id, position]) => {
    const kept = parts.position.safeParse(position);
    return kept.success ? [[id, kept.data] as const] : [];
  });
  const rest = validPart(parts.file, file);
  const version = typeof rest.version === "number" ? rest.version : 1;
  const shown = {
    ...validPart(parts.view, view),
    nodes: Object.fromEntries(positions),
    ...(Array.isArray(view.notes) && { notes: validItems(parts.note, view.notes) }),
    ...(Array.isArray(view.frames) && { frames: validItems(parts.frame, view.frames) }),
    ...(Array.isArray(view.wires) && { wires: validItems(parts.wire, view.wires) }),
  };
  return { ...rest, format: "millrace", version, nodes, edges, view: shown };
}

function validItems<T extends z.ZodMiniType>(schema: T, items: readonly unknown[]): z.output<T>[] {
  return items.flatMap((item) => {
    const kept = schema.safeParse(item);
    return kept.success ? [kept.data] : [];
  });
}

/** The entries of an object that its schema accepts or does not know. */
function validPart(
  schema: { readonly shape: Readonly<Record<string, z.ZodMiniType>> },
  value: JsonObject,
): JsonObject {
  const { shape } = schema;
  return Object.fromEntries(
    Object.entries(value).filter(
      ([key, item]) => !Object.hasOwn(shape, key) || shape[key].safeParse(item).success,
    ),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

type Fault = z.core.$ZodIssue;

function shapeIssue(file: JsonObject, fault: Fault): Issue {
  const path = formatPath(fault.path);
  const [list, index] = fault.path;
  const id = list === "nodes" ? valueAt(file, ["nodes", index, "id"]) : undefined;
  const expected = expectation(fault);
  const got = describeValue(valueAt(file, fault.path));
  return {
    code: "FILE_SHAPE",
    severity: list === "view" ? "warning" : "error",
    message: `${path} should be ${expected}; there is ${got}.`,
    ...(typeof id === "string" ? { node: id } : {}),
    path,
    expected,
    got,
    hint: "Correct the file in a text editor; docs/file-format.md describes it.",
  };
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  object: "an object",
  record: "an object",
  array: "a list",
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

function expectation(fault: Fault): string {
  if (fault.code === "invalid_type") return TYPE_WORDS[fault.expected] ?? fault.expected;
  if (fault.code === "invalid_value") return fault.values.map((value) => JSON.stringify(value)).join(" or ");
  if (fault.code === "too_small" && fault.origin === "string") return "text that is not empty";
  if (fault.code === "too_small") return `${fault.inclusive ? "at least" : "more than"} ${fault.minimum}`;
  if (fault.code === "too_big") return `at most ${fault.maximum}`;
  return fault.path.at(-1) === "use" ? '"constant" or "params"' : "text, a number, true, false or null";
}

function valueAt(value: unknown, path: readonly (PropertyKey | undefined)[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[Number(key)];
    return isObject(at) && key !== undefined && Object.hasOwn(at, key) ? at[String(key)] : undefined;
  }, value);
}

function formatPath(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}
