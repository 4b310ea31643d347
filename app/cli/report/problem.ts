// What speaks against a model, or is worth knowing of it, for people: code, which file, what is wrong, what to do.

import type { ModelProblem } from "../../../engine/models/onnx/problem.ts";
import { painter } from "./colour.ts";

const COLOURS = { refused: "red", note: "yellow" } as const;

/** `file` where it is not plain which one is meant. */
export function problemText(
  stream: Parameters<typeof painter>[0],
  word: keyof typeof COLOURS,
  { code, message, hint, expected, got }: ModelProblem,
  file = "",
): string {
  const paint = painter(stream);
  const place = file === "" ? "" : `  ${file}`;
  const want = expected ? `  expected: ${expected}${got === undefined ? "" : `; got: ${got}`}\n` : "";
  return `${paint(COLOURS[word], word)} ${code}${place}\n  ${message}\n${want}  next:  ${hint}\n`;
}
