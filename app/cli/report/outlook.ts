// `millrace export --check`: where a workflow can run, as a table for people or as JSON.

import type { Verdict } from "../../../engine/export/deployment/deployment-check.ts";
import type { Outlook } from "../../../engine/export/outlook.ts";
import type { TargetName } from "../../../engine/export/targets/names.ts";
import { ExitCode } from "../../engine-process/exit-code.ts";

export interface OutlookWishes {
  /** The one target that is asked about; all unless given. */
  readonly target?: TargetName;
  readonly json: boolean;
}

/** Answers the exit code: not done where the target that is asked about is impossible. */
export function tellOutlook(found: Outlook, { target, json }: OutlookWishes): number {
  const verdicts = found.verdicts.filter((verdict) => target === undefined || verdict.target === target);
  process.stdout.write(
    json ? `${JSON.stringify({ ...found, verdicts }, null, 2)}\n` : table(found, verdicts),
  );
  const isRefused = target !== undefined && verdicts.some(({ verdict }) => verdict === "impossible");
  return isRefused ? ExitCode.invalid : ExitCode.done;
}

const TARGET_WIDTH = 12;
const VERDICT_WIDTH = 12;
const MARKS = { stops: "no:", degrades: "less:", asks: "asks:" } as const;
const MARK_WIDTH = 6;

function table({ size, packages, platform }: Outlook, verdicts: readonly Verdict[]): string {
  const lines = verdicts.flatMap((verdict) => rowsOf(verdict, platform));
  const names = Object.entries(packages).map(([name, version]) => `${name} ${version}`);
  const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
  const parts = [
    `program about ${megabytes(size.program)}`,
    ...(size.models > 0 ? [`models ${megabytes(size.models)}`] : []),
    ...(names.length > 0 ? [`${names.join(", ")} by npm ${megabytes(size.npm)}`] : []),
  ];
  return `${[...lines, "", `size: ${parts.join(", ")}`].join("\n")}\n`;
}

function rowsOf({ target, verdict, reasons }: Verdict, platform: string): string[] {
  const name = target.padEnd(TARGET_WIDTH);
  const about = target === "vendored" ? `for ${platform}` : "";
  const told = reasons.map(({ is, text }) => `${MARKS[is].padEnd(MARK_WIDTH)}${text}`);
  return [
    `${name}${verdict.padEnd(VERDICT_WIDTH)}${about}`.trimEnd(),
    ...told.map((line) => `${" ".repeat(TARGET_WIDTH)}${line}`),
  ];
}
