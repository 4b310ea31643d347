// What `millrace inspect` tells about any file: what it is, what is in it, or why it is refused and what to do.

import { toMillraceError } from "../../sdk/errors.ts";
import type { Files } from "../../sdk/services.ts";
import { externalFileProblems, externalPathProblems } from "./external-data.ts";
import { fingerprint } from "./fingerprint.ts";
import { whatIs } from "./kind-of-file.ts";
import type { ModelProblem } from "./problem.ts";
import { refusals } from "./refuse.ts";
import { scanModel } from "./scan.ts";
import { summarize, type ModelSummary } from "./summary.ts";
import { modelWarnings } from "./warnings.ts";

export interface Inspection {
  readonly file: string;
  /** Bytes; null when there is no file. */
  readonly size: number | null;
  /** Of the file and its external data, as in a workflow's lock; null when something of it is missing. */
  readonly sha256: string | null;
  /** `onnx`, `onnx-damaged`, `empty`, `png`, `pytorch`, `text`…; `unreadable` when the file cannot be read. */
  readonly kind: string;
  /** The kind in words: `a PNG picture`. */
  readonly is: string;
  /** Null for what is no ONNX model; of a damaged one what could be read. */
  readonly model: ModelSummary | null;
  /** Why it cannot be run; empty when nothing in the file speaks against it. */
  readonly refusals: readonly ModelProblem[];
  readonly warnings: readonly ModelProblem[];
}

/** Protobuf messages, and so ONNX files, end at 2 GiB; larger models keep their weights in other files. */
const MAX_FILE_BYTES = 2 ** 31;

/** Looks at a file without opening a session. Answers for every path and never throws. */
export async function inspectFile(files: Files, path: string, signal?: AbortSignal): Promise<Inspection> {
  let size: number | null = null;
  try {
    const found = await files.stat(path);
    size = found && !found.isFolder ? found.size : null;
    if (size !== null && size > MAX_FILE_BYTES) return unreadable(path, size, tooLarge(size));
    return await inspectBytes(files, path, await files.readAll(path, signal), signal);
  } catch (thrown) {
    const { code, details } = toMillraceError(thrown, "MODEL_UNREADABLE", "Check that the file can be read.");
    const { message, hint, expected, got } = details;
    return unreadable(path, size, {
      code,
      message,
      hint,
      ...(expected && { expected }),
      ...(got && { got }),
    });
  }
}

async function inspectBytes(
  files: Files,
  path: string,
  bytes: Uint8Array,
  signal?: AbortSignal,
): Promise<Inspection> {
  const scan = scanModel(bytes);
  const { kind, name, problem } = whatIs(bytes, scan);
  const head = { file: path, size: bytes.length, kind, is: name };
  if (problem) {
    const model = kind === "onnx-damaged" ? summarize(scan) : null;
    const sha256 = await fingerprint(files, path, bytes, { ...scan, external: [] }, signal);
    return { ...head, sha256, model, refusals: [problem], warnings: [] };
  }
  // Locations out of the model's folder are not even looked at.
  const missing = externalPathProblems(scan).length > 0 ? [] : await externalFileProblems(files, path, scan);
  const problems = [...refusals(scan), ...missing];
  const isComplete = !problems.some(({ code }) => code.startsWith("MODEL_EXTERNAL"));
  return {
    ...head,
    sha256: isComplete ? await fingerprint(files, path, bytes, scan, signal) : null,
    model: summarize(scan),
    refusals: problems,
    warnings: modelWarnings(scan),
  };
}

function tooLarge(size: number): ModelProblem {
  return {
    code: "MODEL_TOO_LARGE",
    message: "The file is larger than an ONNX file can be.",
    expected: `${MAX_FILE_BYTES} bytes or fewer`,
    got: `${size} bytes`,
    hint: "Save the model with external data: onnx.save(model, path, save_as_external_data=True).",
  };
}

function unreadable(file: string, size: number | null, problem: ModelProblem): Inspection {
  return {
    file,
    size,
    sha256: null,
    kind: "unreadable",
    is: "a file that cannot be read",
    model: null,
    refusals: [problem],
    warnings: [],
  };
}
