// How does an old file, or a node of an old version of its kind, become a current one? In numbered pure steps.

import type { JsonObject } from "./json-value.ts";
import type { NodeDocument } from "./types.ts";

/**
 * `steps[v]` turns a file of version v into one of v + 1. A step sees the file before its schema is checked: it must
 * bear any JSON, change only what it knows and keep the rest.
 */
export type FileMigrations = Readonly<Record<number, (file: JsonObject) => JsonObject>>;

/** `steps[v]` turns a node of version v of its kind into one of v + 1. The id must stay. */
export type NodeMigrations = Readonly<Record<number, (node: NodeDocument) => NodeDocument>>;

/** Version 1 is the first: nothing is older. A step is never changed again once a release could write its version. */
export const FILE_MIGRATIONS: FileMigrations = {};

/** Takes a file from `version` as far as the steps lead. The version number is set here, not by the steps. */
export function migrateFile(
  file: JsonObject,
  version: number,
  steps: FileMigrations = FILE_MIGRATIONS,
): JsonObject {
  let current = file;
  for (let from = version; Object.hasOwn(steps, from); from++) {
    current = { ...steps[from](current), version: from + 1 };
  }
  return current;
}

/**
 * Takes a node from its version as far as the steps lead; the same object when there is no step for it. Whether it
 * has then reached the kind's version is for the caller to compare.
 */
export function migrateNode(node: NodeDocument, steps: NodeMigrations): NodeDocument {
  let current = node;
  while (Object.hasOwn(steps, current.version)) {
    const { version } = current;
    current = { ...steps[version](current), version: version + 1 };
  }
  return current;
}
