// How does the text of a workflow file become a document? Parse, migrate, check; it opens whatever can be shown.

import type { Issue } from "./issue.ts";
import { changedNumbers, changeWords, type ChangedNumber } from "./changed-numbers.ts";
import { documentIssues } from "./issues.ts";
import { findJsonFault } from "./json-text.ts";
import { describeValue, isObject, type JsonObject } from "./json-value.ts";
import { FILE_MIGRATIONS, migrateFile, type FileMigrations } from "./migrate.ts";
import { FILE_VERSION } from "./schema.ts";
import { shapeFile } from "./shape.ts";
import type { WorkflowDocument } from "./types.ts";

export interface ReadResult {
  /** null only for a text that is not JSON or not a workflow at all. */
  readonly document: WorkflowDocument | null;
  /** Errors here keep it from running, never from being shown. */
  readonly issues: readonly Issue[];
  /** Saving would lose something: the file is of a newer version, or parts of it have the wrong shape. */
  readonly readOnly: boolean;
  /** The version in the file when it was older than the document's; saving then writes the newer one. */
  readonly migratedFrom: number | null;
}

/** Reads the text of a workflow file. Never throws: everything that is wrong with it is an issue. */
export function readWorkflow(text: string, migrations: FileMigrations = FILE_MIGRATIONS): ReadResult {
  // A byte order mark is no part of JSON, but Windows editors put one there.
  const json = text.startsWith("\ufeff") ? text.slice(1) : text;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    return unreadable(malformed(json, cause));
  }
  const foreign = !isObject(value) || (value.format !== "millrace" && !Array.isArray(value.nodes));
  if (foreign) return unreadable(notAWorkflow(value));
  const file = value as JsonObject;
  const read = readFile(file, migrations);
  return { ...read, issues: [...read.issues, ...numberIssues(changedNumbers(json), file)] };
}

/** One for each param that holds such numbers, and one more where some are lost: it names the first. */
function numberIssues(numbers: readonly ChangedNumber[], { nodes }: JsonObject): Issue[] {
  const inParams = numbers.filter(
    ({ path }) => path[0] === "nodes" && path[2] === "params" && path.length > 3,
  );
  const byParam = new Map<string, ChangedNumber[]>();
  for (const number of inParams) {
    const param = `${number.path[1]} ${number.path[3]} ${Number.isFinite(number.value)}`;
    byParam.set(param, [...(byParam.get(param) ?? []), number]);
  }
  return [...byParam.values()].map(([first, ...others]): Issue => {
    const node = Array.isArray(nodes) ? (nodes as unknown[])[Number(first.path[1])] : null;
    const isLost = !Number.isFinite(first.value);
    const more = others.length > 0 ? ` The same goes for ${others.length} more there.` : "";
    return {
      code: "NUMBER_CHANGED",
      // A number that is lost would be written as nothing at all.
      severity: isLost ? "error" : "warning",
      ...(isObject(node) && typeof node.id === "string" && { node: node.id }),
      path: placeText(first.path.slice(2)),
      message: changeWords(first) + more,
      expected: "a number that can be kept, or text",
      got: first.text.slice(0, 80),
      hint: isLost
        ? "Write a smaller number, or text in double quotes."
        : "Write it as text, in double quotes, and set the type of its column to int64 (Types), or to text if it is a name.",
    };
  });
}

/** `params.rows[2].id`. */
function placeText(path: ChangedNumber["path"]): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
  return steps.join("").slice(1);
}

function readFile(file: JsonObject, migrations: FileMigrations): ReadResult {
  const newest = Math.max(FILE_VERSION, ...Object.keys(migrations).map((from) => Number(from) + 1));
  const version = typeof file.version === "number" && Number.isInteger(file.version) ? file.version : newest;
  const migrated = migrateFile(file, version, migrations);
  const { document, issues, lossless } = shapeFile(migrated);
  const newer = version > newest;
  return {
    document,
    issues: [...(newer ? [newerVersion(version, newest)] : []), ...issues, ...documentIssues(document)],
    readOnly: newer || !lossless,
    migratedFrom: migrated === file ? null : version,
  };
}

function unreadable(issue: Issue): ReadResult {
  return { document: null, issues: [issue], readOnly: true, migratedFrom: null };
}

function malformed(text: string, cause: unknown): Issue {
  const fault = findJsonFault(text) ?? {
    message: String(cause),
    hint: "Correct the text.",
    line: 1,
    column: 1,
    path: "",
  };
  const { message, hint, line, column, path } = fault;
  return {
    code: "JSON_MALFORMED",
    severity: "error",
    message: `Line ${line}, column ${column} is not JSON: ${message}`,
    ...(path ? { path } : {}),
    line,
    column,
    hint,
  };
}

function notAWorkflow(value: unknown): Issue {
  const format = isObject(value) ? value.format : value;
  return {
    code: "FILE_NOT_WORKFLOW",
    severity: "error",
    message: "The file is JSON, but not a Millrace workflow.",
    path: isObject(value) ? "format" : "",
    expected: 'an object with "format": "millrace"',
    got: describeValue(format),
    hint: "Choose a *.millrace.json file, or make one with `millrace new`.",
  };
}

function newerVersion(version: number, newest: number): Issue {
  return {
    code: "FILE_VERSION_NEWER",
    severity: "error",
    message: `The file has version ${version}; this Millrace knows versions up to ${newest}, so it is opened read-only.`,
    path: "version",
    expected: `at most ${newest}`,
    got: String(version),
    hint: "Update Millrace to run or change this workflow.",
  };
}
