// What a file is that was given as a model, and what to do when it is none.

import type { ModelProblem } from "./problem.ts";
import { scanModel, type ModelScan } from "./scan.ts";
import { SIGNATURES } from "./signatures.ts";

export interface FileKind {
  /** Stable name: `onnx`, `empty`, `png`, `pytorch`, `text`… */
  readonly kind: string;
  /** In words, with its article: `a PNG picture`. */
  readonly name: string;
  /** Why it is no usable model; null for ONNX. */
  readonly problem: ModelProblem | null;
}

/** Names of archive members stand near the start of their data; this many bytes are looked at. */
const HEAD_BYTES = 64 * 1024;

/** What the bytes of a file are. Never throws. */
export function whatIs(bytes: Uint8Array, scan: ModelScan = scanModel(bytes)): FileKind {
  if (scan.hasGraph && !scan.damage) return { kind: "onnx", name: "an ONNX model", problem: null };
  if (bytes.length === 0) return empty();
  const text = latin1(bytes.subarray(0, HEAD_BYTES));
  // A damaged model that began well is one, unless it starts like something else.
  const signature = SIGNATURES.find(({ matches }) => matches(text));
  if (signature && !beganWell(scan)) return notOnnx(signature.kind, signature.name, signature.hint);
  if (isText(bytes)) return textKind(text);
  if (beganWell(scan)) return damaged(bytes, scan);
  if (bytes.every((byte) => byte === 0))
    return notOnnx("zeros", "a file of zeros", "The copy or download failed; get the file again.");
  return notOnnx(
    "unknown",
    "no kind of file that is known here",
    "Give the path of an .onnx file; this may be a damaged one.",
  );
}

function beganWell(scan: ModelScan): boolean {
  const plausible = scan.irVersion > 0 && scan.irVersion < 100;
  return plausible && (scan.hasGraph || Object.keys(scan.opsets).length > 0 || scan.damage !== null);
}

function empty(): FileKind {
  const problem = {
    code: "MODEL_EMPTY",
    message: "The model file is empty.",
    hint: "The copy or download failed; get the file again.",
    expected: "an ONNX model",
    got: "0 bytes",
  };
  return { kind: "empty", name: "an empty file", problem };
}

function damaged(bytes: Uint8Array, { damage }: ModelScan): FileKind {
  const problem = {
    code: "MODEL_CORRUPT",
    message: "The file begins as an ONNX model but is damaged or cut off.",
    hint: "Get the file again and compare its size and checksum with the source.",
    expected: "a whole ONNX model",
    got: damage
      ? `${bytes.length} bytes with ${damage.what} at byte ${damage.at}`
      : `${bytes.length} bytes without a graph`,
  };
  return { kind: "onnx-damaged", name: "a damaged ONNX model", problem };
}

function notOnnx(kind: string, name: string, hint: string): FileKind {
  const problem = {
    code: "MODEL_NOT_ONNX",
    message: `The file is ${name}.`,
    hint,
    expected: "an ONNX model",
    got: name,
  };
  return { kind, name, problem };
}

function textKind(text: string): FileKind {
  const json = /^\s*[[{]/.test(text);
  const hint = "Give the path of an .onnx file; data files go to a source node such as csv.";
  return json ? notOnnx("json", "a JSON file", hint) : notOnnx("text", "a text file", hint);
}

/** Text in UTF-8 or UTF-16: no control characters but white space in its first bytes. */
function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return true;
  return head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13)) && isUtf8(head);
}

function isUtf8(head: Uint8Array): boolean {
  try {
    // `stream`: a character cut by the end of the head is no fault.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  // In pieces: a call takes only so many arguments.
  for (let from = 0; from < bytes.length; from += 8192)
    text += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return text;
}
