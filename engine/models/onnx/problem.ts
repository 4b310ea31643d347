// What is wrong with a model file, as a value: for lists of problems (inspect) and for errors (describe, open).

import { MillraceError } from "../../sdk/errors.ts";

export interface ModelProblem {
  readonly code: string;
  /** What is wrong, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  readonly expected?: string;
  readonly got?: string;
}

/** The problem as an error about a file. */
export function problemError(problem: ModelProblem, file: string, cause?: unknown): MillraceError {
  const { code, ...details } = problem;
  return new MillraceError(code, { ...details, file, cause });
}
