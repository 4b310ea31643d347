// Are the files that were put together models that can be read, with all that belongs to them? Asked before they count.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { diskFiles } from "../host/files.ts";
import { MillraceError } from "../sdk/errors.ts";
import { externalFileProblems, externalPathProblems } from "../models/onnx/external-data.ts";
import { whatIs } from "../models/onnx/kind-of-file.ts";
import { problemError } from "../models/onnx/problem.ts";
import { scanModel } from "../models/onnx/scan.ts";
import { isModel } from "./choose-files.ts";
import type { LibraryFile } from "./entry.ts";

/** That it is no model, or only half of one; whether this machine can run it is found out once it is there. */
export async function checkModels(folder: string, files: readonly LibraryFile[]): Promise<void> {
  const models = files.filter(({ path }) => isModel(path));
  for (const { path } of models) {
    const bytes = await readFile(join(folder, ...path.split("/")));
    const scan = scanModel(bytes);
    const { problem } = whatIs(bytes, scan);
    if (problem) throw problemError(problem, path);
    const [outside] = externalPathProblems(scan);
    if (outside) throw problemError(outside, path);
    const [missing] = await externalFileProblems(diskFiles(folder), path, scan);
    if (missing) throw problemError(missing, path);
  }
}

/** What somebody said the file must be; what has several models has no one fingerprint. */
export function checkSha256(files: readonly LibraryFile[], sha256: string): void {
  const models = files.filter(({ path }) => isModel(path));
  if (models.length === 1 && models[0].sha256 === sha256.toLowerCase()) return;
  throw new MillraceError("DOWNLOAD_DIFFERS", {
    message:
      models.length === 1
        ? "The model is not the one whose sha256 was given."
        : `There are ${models.length} models, so that one sha256 does not say which is meant.`,
    expected: `sha256 ${sha256}`,
    got: models.map((file) => `sha256 ${file.sha256}`).join(", ") || "no model",
    hint: "Nothing was installed. Name the one file that is meant, or check the sha256.",
  });
}
