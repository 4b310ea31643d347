// Are the models those that were exported? models/models.lock.json says which they were.

import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { join, resolve } from "node:path";
import type { WorkflowDocument } from "../../engine/document/types.ts";
import type { LockedFile, ModelsLock } from "../../engine/export/models.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { MODELS_LOCK } from "../../engine/export/places.ts";
import { readIfThere } from "./read-if-there.ts";

const PIECE_BYTES = 1024 * 1024;

/** Throws for the first model that is not there, or not the one that was exported. */
export function checkModels(folder: string): void {
  const { models, assets = [] } = readLock(folder);
  for (const file of [...models.flatMap((model) => [model, ...model.external]), ...assets])
    checkFile(folder, file);
}

/** Models that a workflow names and that are not locked: given from outside, or written into pipeline.mjs by hand. */
export function otherModels(folder: string, document: WorkflowDocument): readonly string[] {
  const known = new Set(readLock(folder).models.map(({ path }) => resolve(folder, path)));
  const named = document.nodes
    .flatMap(({ params }) => Object.values(params))
    .filter((value): value is string => typeof value === "string" && /\.onnx$/i.test(value));
  return [...new Set(named)].filter((path) => !known.has(resolve(folder, path)));
}

/** None where a program has no models. */
function readLock(folder: string): ModelsLock {
  const text = readIfThere(join(folder, MODELS_LOCK));
  if (text === null) return { models: [] };
  try {
    const lock = JSON.parse(text) as ModelsLock;
    const files = [
      ...lock.models.flatMap(({ external, ...file }) => [file, ...external]),
      ...(lock.assets ?? []),
    ];
    if (files.every(isLocked)) return lock;
  } catch {
    // Told below, whatever it was.
  }
  throw new MillraceError("PIPELINE_DAMAGED", {
    message: `${MODELS_LOCK} of the program is damaged.`,
    file: MODELS_LOCK,
    hint: "Copy the whole exported folder, or export again.",
  });
}

function isLocked({ path, sha256 }: LockedFile): boolean {
  return typeof path === "string" && typeof sha256 === "string";
}

function checkFile(folder: string, { path, sha256 }: LockedFile): void {
  const found = hashOf(join(folder, path));
  if (found === null)
    throw new MillraceError("MODEL_MISSING", {
      message: `The model ${path} is not there.`,
      file: path,
      hint: "Copy the whole exported folder, or export again.",
    });
  if (found === sha256) return;
  throw new MillraceError("MODEL_CHANGED", {
    message: `${path} is not the model that was exported.`,
    file: path,
    expected: `sha256 ${sha256}`,
    got: `sha256 ${found}`,
    hint: "Put the exported file back. For a new model, export the workflow again, so that it is tested with it.",
  });
}

/** Piece by piece: weights can be larger than what Node reads at once. Null where there is no such file. */
function hashOf(path: string): string | null {
  const hash = createHash("sha256");
  const piece = new Uint8Array(PIECE_BYTES);
  let fd: number;
  try {
    fd = openSync(path, "r");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw thrown;
  }
  try {
    for (let read = readSync(fd, piece); read > 0; read = readSync(fd, piece))
      hash.update(piece.subarray(0, read));
  } finally {
    closeSync(fd);
  }
  return hash.digest("hex");
}
