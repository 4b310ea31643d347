// A reference in a file: JSON lines, as `write-jsonl` writes them, an object a line.

import { MillraceError } from "../../../engine/sdk/errors.ts";

export interface ReferenceLine {
  /** From 1. */
  readonly line: number;
  /** null where the line is no object. */
  readonly row: Readonly<Record<string, unknown>> | null;
}

export function* referenceLines(bytes: Uint8Array): Iterable<ReferenceLine> {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/u);
  for (const [i, text] of lines.entries()) if (text.trim() !== "") yield { line: i + 1, row: objectOf(text) };
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** `expected` in words, such as `a list of numbers as "v"`. */
export function wrongReference(file: string, line: number, expected: string, hint: string): MillraceError {
  return new MillraceError("REFERENCE_INVALID", {
    message: `Line ${line} of the reference does not have ${expected}.`,
    file,
    line,
    expected: `JSON lines, each an object with ${expected}`,
    hint,
  });
}
