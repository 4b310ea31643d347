// The text of a workflow file and its fingerprint. What is wrong inside the text is for the editor to show.

import { readFile } from "node:fs/promises";
import { withFile } from "../../engine/host/file-errors.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import { hashOf } from "./text-hash.ts";

/** No workflow is so long; a model chosen by mistake may be. */
const LONGEST_BYTES = 64 * 1024 * 1024;

export interface TextOnDisk {
  readonly text: string;
  /** Null: there is no file. */
  readonly hash: string | null;
}

export async function readWorkflowFile(path: string): Promise<TextOnDisk & { readonly hash: string }> {
  const bytes = await withFile(path, () => readFile(path));
  if (bytes.length > LONGEST_BYTES || /\.(onnx|csv|tsv|png|jpe?g)$/i.test(path)) throw otherKind(path);
  return { text: bytes.toString("utf8"), hash: hashOf(bytes) };
}

/** The fingerprint of what lies there; null for nothing that can be read. */
export async function hashOnDisk(path: string): Promise<string | null> {
  try {
    return hashOf(await readFile(path));
  } catch {
    return null;
  }
}

function otherKind(path: string): MillraceError {
  return new MillraceError("FILE_NOT_WORKFLOW", {
    message: `"${path}" is not a workflow.`,
    file: path,
    expected: "a *.millrace.json file",
    hint: "Make a new workflow and drop the file on its canvas.",
  });
}
