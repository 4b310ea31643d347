// In which state is a node shown? What is set goes first, then the run under way, what is wrong, and the sample.

import type { PreviewNode } from "../../../bridge/shapes.ts";
import type { Issue } from "../../../../engine/document/issue.ts";
import type { NodeDocument } from "../../../../engine/document/types.ts";
import type { NodeRunState } from "../../stores/run-state.ts";
import { canvasWords as words } from "../../strings/canvas.ts";

export type CardState =
  | "idle"
  | "waiting"
  | "running"
  | "done"
  | "failed"
  | "stale"
  | "cached"
  | "warned"
  | "disabled"
  | "bypassed";

export interface Known {
  readonly node: NodeDocument;
  readonly issues: readonly Issue[];
  readonly preview: PreviewNode | undefined;
  /** The preview belongs to an older revision. */
  readonly stale: boolean;
  readonly run: NodeRunState | undefined;
  readonly runFailedRows: number;
  readonly isRunning: boolean;
  /** Neither the node nor one before it was changed since the run. */
  readonly isCurrentRun: boolean;
}

export function stateOf({
  node,
  issues,
  preview,
  stale,
  run,
  runFailedRows,
  isRunning,
  isCurrentRun,
}: Known): CardState {
  if (node.disabled) return "disabled";
  if (node.bypassed) return "bypassed";
  if (isRunning && run) return run;
  const errors = issues.filter(({ severity }) => severity === "error");
  if (errors.length > 0) return errors.every(isUnfinished) ? "warned" : "failed";
  if (isCurrentRun && run === "failed") return "failed";
  if (preview) {
    if (preview.state === "running" || preview.state === "waiting") return preview.state;
    if (stale) return "stale";
    if (preview.state === "failed") return "failed";
  }
  const failedRows = (isCurrentRun ? runFailedRows : 0) || preview?.rowsFailed;
  if (failedRows || issues.some(({ severity }) => severity === "warning")) return "warned";
  if (run === "done" || run === "failed") return isCurrentRun ? run : "stale";
  if (preview?.state === "cached" || preview?.state === "done") return preview.state;
  return "idle";
}

/** What every new node lacks at first: something to do, not something that went wrong. */
const UNFINISHED: ReadonlySet<string> = new Set(["INPUT_MISSING", "PARAM_REQUIRED", "EXPRESSION_EMPTY"]);

export function isUnfinished({ code }: Issue): boolean {
  return UNFINISHED.has(code);
}

/** Why a node is in that state, for the pointer that rests on its sign; null where the word says it all. */
export function reasonOf(
  state: CardState,
  { issues, preview, run, runFailedRows, stale, isCurrentRun }: Omit<Known, "node" | "isRunning">,
): string | null {
  if (state === "stale") return stale ? words.staleSample : words.staleRun;
  if (state === "failed") {
    if (issues.some(({ severity }) => severity === "error")) return words.failedIssue;
    return isCurrentRun && run === "failed" ? words.failedRun : words.failedSample;
  }
  if (state !== "warned") return null;
  const warning = issues.find(({ severity }) => severity === "warning");
  if (warning) return warning.message;
  if (isCurrentRun && runFailedRows > 0) return words.failedInRun(runFailedRows);
  return preview && preview.rowsFailed > 0 ? words.failedInSample(preview.rowsFailed) : null;
}

/** What a failed card says: the first thing that is wrong. Null where nothing is. */
export function troubleOf({
  issues,
  preview,
  runError,
}: Pick<Known, "issues" | "preview"> & { readonly runError: string | null }): string | null {
  const error = issues.find(({ severity }) => severity === "error");
  const text = error?.message ?? runError ?? preview?.error?.message ?? null;
  return text === null ? null : text.split("\n", 1)[0];
}
