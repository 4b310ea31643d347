// Issues and errors for people: code, place, what is wrong, what to do. On stderr.

import type { Issue, IssueReason } from "../../../engine/document/issue.ts";
import type { RunError } from "../../../engine/runtime/events.ts";
import { describeError } from "../../../engine/runtime/describe-error.ts";
import { formatPlace, MillraceError } from "../../../engine/sdk/errors.ts";
import { ExitCode, exitCodeBeforeRun } from "../../engine-process/exit-code.ts";
import { painter } from "./colour.ts";
import { stderr } from "./stderr.ts";

/** Prints what was thrown and answers the exit code. Unexpected errors show their stack only with MILLRACE_DEBUG. */
export function printFailure(thrown: unknown): number {
  if (!(thrown instanceof MillraceError)) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    printError({
      code: "INTERNAL",
      message,
      place: "",
      hint: "This is a fault in Millrace. MILLRACE_DEBUG=1 shows where.",
    });
    if (process.env.MILLRACE_DEBUG && thrown instanceof Error) stderr().write(`${thrown.stack}\n`);
    return ExitCode.failed;
  }
  printError(describeError(thrown));
  return exitCodeBeforeRun(thrown.code);
}

export function printError({ code, message, expected, got, place, hint, cause }: RunError): void {
  const paint = painter(stderr());
  const lines = [
    `${paint("red", "error")} ${paint("bold", code)}${place && `  ${place}`}`,
    `  ${message}`,
    ...expectedLine(expected, got),
    ...(cause ? [paint("dim", `  cause: ${cause}`)] : []),
    ...(hint ? [`  next:  ${hint}`] : []),
  ];
  stderr().write(`${lines.join("\n")}\n`);
}

/** What was expected and what came instead, as far as it is known. */
function expectedLine(expected: string | undefined, got: string | undefined): string[] {
  const parts = [expected && `expected: ${expected}`, got && `got: ${got}`].filter(Boolean);
  return parts.length === 0 ? [] : [`  ${parts.join("; ")}`];
}

/** Prints issues, errors first. `file` names the workflow. */
export function printIssues(issues: readonly Issue[], file: string): void {
  const order = ["error", "warning", "info"] as const;
  for (const severity of order) {
    for (const issue of issues.filter((item) => item.severity === severity)) printIssue(issue, file);
  }
}

/** Prints what has been mended, and how. */
export function printFixed(issues: readonly Issue[], file: string): void {
  const paint = painter(stderr());
  for (const { code, node, port, path, message, fix } of issues) {
    const place = formatPlace({ file, node, port, path });
    stderr().write(
      `${paint("green", "fixed")} ${paint("bold", code)}  ${place}\n  ${message}\n  done:  ${fix?.label}.\n`,
    );
  }
}

function printIssue(issue: Issue, file: string): void {
  const paint = painter(stderr());
  const { severity, code, message, node, port, path, line, column, expected, got, hint, fix, reasons } =
    issue;
  const colour = severity === "error" ? "red" : severity === "warning" ? "yellow" : "cyan";
  const place = formatPlace({ file, line, column, node, port, path });
  const next = [hint, fix && `Fix: ${fix.label}.`].filter(Boolean).join(" ");
  const lines = [
    `${paint(colour, severity)} ${paint("bold", code)}  ${place}`,
    `  ${message}`,
    ...expectedLine(expected, got),
    // What is only told says in its message what is assumed.
    ...(severity === "info" ? [] : reasonLines(reasons)),
    ...(next ? [`  next:  ${next}`] : []),
  ];
  stderr().write(`${lines.join("\n")}\n`);
}

/** `Values    0 to 255  the graph divides by 255 first`, in columns. */
function reasonLines(reasons: readonly IssueReason[] = []): string[] {
  const width = (of: (reason: IssueReason) => string) => Math.max(...reasons.map((each) => of(each).length));
  return reasons.map(({ what, value, because, sure }) => {
    const known = sure ? because : `assumed: ${because}`;
    return `    ${what.padEnd(width((each) => each.what))}  ${value.padEnd(width((each) => each.value))}  ${known}`;
  });
}
