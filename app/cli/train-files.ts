// The files of a training: where they go, what must not be in their way, and how they come there all at once.

import { existsSync, realpathSync } from "node:fs";
import { mkdir, unlink } from "node:fs/promises";
import { dirname, relative, resolve } from "node:path";
import { withFile } from "../../engine/host/file-errors.ts";
import { DiskWriter } from "../../engine/host/file-writer.ts";
import { WORKFLOW_ENDING } from "../../engine/document/workflow-file.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";

/** Absolute paths. */
export interface TrainPlaces {
  readonly model: string;
  readonly flow: string;
  readonly card: string;
  /** What the workflow writes when it is run. */
  readonly scored: string;
}

const MODEL_ENDING = /\.onnx$/i;

/** All go by the name of the model. */
export function placesOf(out: string): TrainPlaces {
  if (!MODEL_ENDING.test(out)) {
    throw new MillraceError("USAGE_TRAIN", {
      message: `"${out}" is no name for a model.`,
      expected: "a name that ends in .onnx",
      got: out,
      hint: `-o ${out.replace(/\.[a-z]*$/i, "")}.onnx; the workflow and the card lie beside it.`,
    });
  }
  const model = resolve(out);
  const base = model.replace(MODEL_ENDING, "");
  return {
    model,
    flow: `${base}${WORKFLOW_ENDING}`,
    card: `${base}.card.md`,
    scored: `${base}.scored.csv`,
  };
}

/** Throws where a file would take the place of the table, or of another file that nobody gave away. */
export function refusePlaces(data: string, { model, flow, card, scored }: TrainPlaces, force: boolean): void {
  const own = realOf(data);
  const onData = [model, flow, card, scored].find((path) => realOf(path) === own);
  if (onData !== undefined) {
    throw new MillraceError("OUTPUT_IS_INPUT", {
      message: `"${shortened(onData)}" is the table that is learned from: it would be written over.`,
      file: shortened(onData),
      hint: "Choose another name with -o.",
    });
  }
  if (!force) refuseTaken([model, flow, card]);
}

function refuseTaken(paths: readonly string[]): void {
  const taken = paths.find((path) => existsSync(path));
  if (taken === undefined) return;
  throw new MillraceError("USAGE_EXISTS", {
    message: `"${shortened(taken)}" is there already.`,
    hint: "Choose another place with -o, or add --force to overwrite it.",
  });
}

/** As it is shown: from the current folder. */
export function shortened(path: string): string {
  return relative(process.cwd(), path);
}

/**
 * Writes all files beside their names first, and gives them their names when all are whole. Without `force` nothing that has come there
 * since the training began is written over: another training may have been quicker.
 */
export async function writeTogether(
  files: readonly (readonly [path: string, bytes: Uint8Array])[],
  { force }: { readonly force: boolean },
): Promise<void> {
  const [[first]] = files;
  await withFile(first, () => mkdir(dirname(first), { recursive: true }));
  const writers = files.map(([path]) => new DiskWriter(path));
  try {
    for (const [i, [, bytes]] of files.entries()) {
      await writers[i].write(bytes);
      await writers[i].synced();
    }
    if (!force) refuseTaken(files.map(([path]) => path));
  } catch (thrown) {
    for (const writer of writers) {
      await writer.abandon();
      await unlink(`${writer.path}.part`).catch(() => {});
    }
    throw thrown;
  }
  for (const writer of writers) await writer.commit();
}

/** The file that a path leads to, whatever links lie between; the path itself where nothing is. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
