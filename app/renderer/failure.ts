// Whatever was thrown, as what a person reads: what happened and what to do next.

import { BridgeError } from "../bridge/bridge.ts";
import type { Failure } from "../bridge/shapes.ts";
import { UnreadableWorkflow } from "./stores/unreadable.ts";
import { filesText as text } from "./strings/files.ts";

export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof BridgeError) return thrown.failure;
  if (thrown instanceof UnreadableWorkflow) {
    const [issue] = thrown.issues;
    return {
      code: issue?.code ?? "FILE_NOT_WORKFLOW",
      message: issue?.message ?? thrown.message,
      hint: issue?.hint ?? text.otherFile,
      file: thrown.opened.path ?? undefined,
    };
  }
  return { code: "EDITOR_FAULT", message: String(thrown), hint: text.fault };
}
