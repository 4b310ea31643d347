// The log of an exported program: JSON objects on standard error, one a line, for whatever collects logs.

import type { Issue } from "../../engine/document/issue.ts";
import { describeError } from "../../engine/runtime/describe-error.ts";
import type { RunError } from "../../engine/runtime/events.ts";
import { formatPlace, MillraceError } from "../../engine/sdk/errors.ts";

type Level = "info" | "warning" | "error";

export function log(level: Level, message: string, more: object = {}): void {
  const time = new Date().toISOString();
  const told = Object.entries(more).filter(([, value]) => value !== "");
  process.stderr.write(`${JSON.stringify({ time, level, message, ...Object.fromEntries(told) })}\n`);
}

export function logError({ message, ...more }: RunError): void {
  log("error", message, more);
}

/** Whatever was thrown, in words. The stack of a fault of ours comes along: nobody else could say where it was. */
export function logThrown(thrown: unknown): string {
  if (thrown instanceof MillraceError) logError(describeError(thrown));
  else {
    const { message, stack } = thrown instanceof Error ? thrown : { message: String(thrown), stack: "" };
    log("error", message, { code: "INTERNAL", hint: "This is a fault in the exported program.", stack });
  }
  return thrown instanceof MillraceError ? thrown.code : "INTERNAL";
}

export function logIssues(issues: readonly Issue[]): void {
  for (const { severity, message, code, node, port, path, expected, got, hint } of issues) {
    const place = formatPlace({ node, port, path });
    log(severity === "info" ? "info" : severity, message, { code, place, expected, got, hint });
  }
}
