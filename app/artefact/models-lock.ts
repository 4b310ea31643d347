// Are the models those that were exported? models/models.lock.json says which they were.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { LockedFile, ModelsLock } from "../../engine/export/models.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { MODELS_LOCK } from "../../engine/export/places.ts";
import { readIfThere } from "./read-if-there.ts";

/** Throws for the first model that is not there, or not the one that was exported. */
export async function checkModels(folder: string): Promise<void> {
  const text = readIfThere(join(folder, MODELS_LOCK));
  if (text === null) return;
  const { models } = JSON.parse(text) as ModelsLock;
  for (const model of models) for (const file of [model, ...model.external]) await checkFile(folder, file);
}

async function checkFile(folder: string, { path, sha256 }: LockedFile): Promise<void> {
  const found = await hashOf(join(folder, path)).catch(() => null);
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

/** Piece by piece: weights can be larger than what Node reads at once. */
async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file)) hash.update(piece as Uint8Array);
  return hash.digest("hex");
}
