// Anything that was thrown, as the failure that crosses the bridge.

import { BridgeError } from "../bridge/bridge.ts";
import type { Failure } from "../bridge/shapes.ts";
import { formatPlace, toMillraceError } from "../../engine/sdk/errors.ts";

export function describeFailure(thrown: unknown): Failure {
  if (thrown instanceof BridgeError) return thrown.failure;
  const { code, details } = toMillraceError(
    thrown,
    "INTERNAL",
    "This is a fault in Millrace; please report it.",
  );
  const { message, hint, node, expected, got } = details;
  const file = details.file === undefined ? undefined : formatPlace({ ...details, node: undefined });
  return { code, message, hint, node, file, expected, got };
}
