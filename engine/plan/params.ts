// Checks a node's params against its kind and says in words what does not fit.

import type * as z from "zod/mini";
import type { Issue } from "../document/issue.ts";
import type { NodeDocument } from "../document/types.ts";
import { describeValue } from "../document/json-value.ts";
import { closest } from "../sdk/closest.ts";
import type { AnyNode } from "../sdk/node-definition.ts";
import { infoOf, shapeOf, type Shape } from "../sdk/params.ts";
import { plainParams } from "../sdk/plain-params.ts";

/** The params by name, as the kind declares them. */
export function paramShape({ params }: AnyNode): Shape {
  return shapeOf(params) ?? (params as unknown as { readonly shape: Shape }).shape;
}

export interface CheckedParams {
  /** Checked, with defaults filled in; null when something does not fit. */
  readonly params: object | null;
  readonly issues: readonly Issue[];
}

export function checkParams(node: NodeDocument, definition: AnyNode): CheckedParams {
  const shape = paramShape(definition);
  const unknown = Object.keys(node.params).filter((name) => !Object.hasOwn(shape, name));
  const warnings = unknown.map((name) => unknownParam(node, name, Object.keys(shape)));
  const kept = placeOfKept(node.params);
  if (kept) return { params: null, issues: [...warnings, keptIssue(node, shape, kept)] };
  const plain = plainParams(definition.params, node.params);
  if (plain) return { params: plain, issues: warnings };
  const result = definition.params.safeParse(node.params, { reportInput: true });
  if (result.success) return { params: result.data, issues: warnings };
  const errors = oneEach(result.error.issues).map((issue) => paramIssue(node, shape, issue));
  return { params: null, issues: [...warnings, ...errors] };
}

function unknownParam({ id, kind, params }: NodeDocument, name: string, known: readonly string[]): Issue {
  const near = closest(name, known);
  const isFree = near !== null && !Object.hasOwn(params, near);
  const remove = { do: "unset-param", id, param: name } as const;
  return {
    code: "PARAM_UNKNOWN",
    severity: "warning",
    node: id,
    path: `params.${name}`,
    message: `The kind "${kind}" has no parameter "${name}"; it is kept and not used.`,
    expected: `one of ${known.join(", ")}`,
    got: name,
    hint: near ? `Did you mean "${near}"? Else take it out.` : "Check how it is spelled, or take it out.",
    // Nobody but a person knows whether it is of any use to somebody else.
    otherFixes: [
      ...(isFree
        ? [
            {
              label: `Use it as "${near}"`,
              commands: [{ do: "set-param", id, param: near, value: params[name] } as const, remove],
            },
          ]
        : []),
      { label: `Take "${name}" out`, commands: [remove] },
    ],
  };
}

/** Of several things wrong with one value the narrowest bound says most: 1e30 is above every limit of a whole number. */
function oneEach(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  const byPlace = new Map<string, z.core.$ZodIssue>();
  for (const issue of issues) {
    const place = JSON.stringify(issue.path);
    const known = byPlace.get(place);
    if (!known || isNarrower(issue, known)) byPlace.set(place, issue);
  }
  return [...byPlace.values()];
}

function isNarrower(issue: z.core.$ZodIssue, than: z.core.$ZodIssue): boolean {
  if (issue.code === "too_big" && than.code === "too_big") return issue.maximum < than.maximum;
  return issue.code === "too_small" && than.code === "too_small" && issue.minimum > than.minimum;
}

/** JSON may have this key. JavaScript keeps it for itself, and what checks params would leave it out without a word. */
const KEPT_NAME = "__proto__";

/** Where in a value the name stands; null where it does not. Without calling itself: a file may nest as deep as it likes. */
function placeOfKept(value: unknown): readonly PropertyKey[] | null {
  const left: { readonly value: unknown; readonly path: readonly PropertyKey[] }[] = [{ value, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (typeof value !== "object" || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      const place = () => [...path, Array.isArray(value) ? Number(key) : key];
      if (key === KEPT_NAME) return place();
      if (typeof item === "object" && item !== null) left.push({ value: item, path: place() });
    }
  }
  return null;
}

function keptIssue(node: NodeDocument, shape: Shape, path: readonly PropertyKey[]): Issue {
  const name = String(path[0]);
  const title = Object.hasOwn(shape, name) ? (infoOf(shape[name])?.title ?? name) : name;
  return {
    code: "PARAM_INVALID",
    severity: "error",
    node: node.id,
    path: pathText(path),
    message: `"${title}" uses the name ${KEPT_NAME}, which cannot stand here.`,
    expected: "another name",
    got: KEPT_NAME,
    hint: "Give the column or the value another name before this node, or take the entry out.",
  };
}

function paramIssue(node: NodeDocument, shape: Shape, issue: z.core.$ZodIssue): Issue {
  const [name] = issue.path;
  const info = typeof name === "string" && Object.hasOwn(shape, name) ? infoOf(shape[name]) : undefined;
  const title = info?.title ?? String(name);
  const inside = issue.path.slice(1);
  const subject = [`"${title}"`, ...inside.map(entryText)].join(", ");
  if (issue.code === "unrecognized_keys" && info) return strangeKeys(node, shape, issue, title);
  const missing = typeof name === "string" && node.params[name] === undefined && issue.path.length === 1;
  const expected = expectation(issue);
  const common = { severity: "error", node: node.id, path: pathText(issue.path), expected } as const;
  if (missing) {
    const hint = `Set ${named(title, name)}. ${info?.help ?? ""}`.trimEnd();
    return { ...common, code: "PARAM_REQUIRED", message: `"${title}" is needed.`, hint };
  }
  // An entry needs a line of its own; what the whole list is for stands beside it.
  const help = inside.length === 0 ? info?.help : firstSentence(info?.help);
  if (inside.length > 0 && issue.code === "invalid_type" && issue.input === undefined)
    return {
      ...common,
      code: "PARAM_INVALID",
      message: `${subject} is missing; it must be ${expected}.`,
      hint: `Add it. ${help ?? ""}`.trimEnd(),
    };
  const { input = null } = issue;
  const got = typeof input === "object" ? describeValue(input) : JSON.stringify(input).slice(0, 80);
  return {
    ...common,
    code: "PARAM_INVALID",
    message: expected === NOT_EMPTY ? `${subject} must not be empty.` : `${subject} must be ${expected}.`,
    got,
    hint: `${rewritten(issue)} ${help ?? ""}`.trimEnd(),
  };
}

/** A step into a value, for a sentence: `entry 2`, `"name"`. */
function entryText(step: PropertyKey): string {
  return typeof step === "number" ? `entry ${step + 1}` : `"${String(step)}"`;
}

function firstSentence(text: string | undefined): string | undefined {
  return text === undefined ? undefined : /^.*?[.!?](?= |$)/s.exec(text)?.[0];
}

/** By its title, which the editor shows; with the name that a file has and `--set` takes, where it is another word. */
function named(title: string, name: string): string {
  return title.toLowerCase() === name.toLowerCase() ? `"${title}"` : `"${title}" (${name})`;
}

/** How the value is written in the form that is wanted, where that is plain. */
function rewritten(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") return "Choose one of them.";
  if (issue.code === "too_small" || issue.code === "too_big")
    return issue.origin === "string" || issue.origin === "array"
      ? "Fill it in."
      : "Write a number in that range.";
  if (issue.code !== "invalid_type") return "Change it.";
  const { expected, input } = issue;
  if (expected === "array" && typeof input === "string")
    return input === ""
      ? "Make a list of it, which may be empty."
      : `Make a list of it, with "${input}" as its entry.`;
  // `--set` reads what looks like JSON as JSON: a folder called 2024 is a number there.
  if (expected === "string" && (typeof input === "number" || typeof input === "boolean"))
    return `Write text in double quotes: "${String(input)}".`;
  return "Change it.";
}

/** Keys inside of a param that it does not have: most likely misspelt. */
function strangeKeys(
  node: NodeDocument,
  shape: Shape,
  { path, keys, input }: z.core.$ZodIssueUnrecognizedKeys,
  title: string,
): Issue {
  const [name, ...inside] = path;
  const known = keysAt(shape[String(name)], inside, input).join(", ");
  return {
    code: "PARAM_INVALID",
    severity: "error",
    node: node.id,
    path: pathText(path),
    message: `${[`"${title}"`, ...inside.map(entryText)].join(", ")} has the unknown key ${keys.join(", ")}; known: ${known}.`,
    expected: `one of ${known}`,
    got: keys.join(", "),
    hint: firstSentence(infoOf(shape[String(name)])?.help),
  };
}

/** The keys of the object at a place inside of a param. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[], input: unknown): readonly string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const [key, ...rest] = path;
  switch (def.type) {
    case "default":
    case "optional":
      return keysAt(def.innerType, path, input);
    case "array":
      return keysAt(def.element, rest, input);
    case "record":
      return keysAt(def.valueType, rest, input);
    case "union": {
      const kind = (input as { readonly kind?: unknown } | undefined)?.kind;
      const options = def.options.map((option) => ({ option, keys: keysAt(option, path, input) }));
      const chosen = options.find(({ option }) => literalKind(option) === kind);
      return chosen ? chosen.keys : [...new Set(options.flatMap(({ keys }) => keys))];
    }
    case "object":
      return path.length === 0 ? Object.keys(def.shape) : keysAt(def.shape[String(key)], rest, input);
    default:
      return [];
  }
}

/** The `kind` that tells one object of a union from the others. */
function literalKind(option: z.core.$ZodType): unknown {
  const { def } = (option as z.core.$ZodTypes)._zod;
  const kind = def.type === "object" ? (def.shape.kind as z.core.$ZodTypes | undefined)?._zod.def : undefined;
  return kind?.type === "literal" ? kind.values[0] : undefined;
}

/** `params.columns[2].name`: a place inside the params. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => text + (typeof part === "number" ? `[${part}]` : `.${String(part)}`),
    "params",
  );
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a list of names with a value each",
  record: "a list of names with a value each",
};

const NOT_EMPTY = "not empty";

/** What zod wanted, in words. */
function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPE_WORDS[issue.expected] ?? `of type ${issue.expected}`;
    case "too_small":
      return issue.origin === "string" || issue.origin === "array" ? NOT_EMPTY : `at least ${issue.minimum}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    case "invalid_value":
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(", ")}`;
    case "unrecognized_keys":
      return `without ${issue.keys.join(", ")}`;
    case "invalid_union":
      return "one of the forms that its help describes";
    default:
      return issue.message && issue.message !== "Invalid input" ? issue.message : "valid";
  }
}
