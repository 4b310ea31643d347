// Runs that the editor starts: each with models of its own, told as it goes.

import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import type { EngineRequest } from "../bridge/engine-protocol.ts";
import type { RunEvent, Written } from "../bridge/shapes.ts";
import { systemClock } from "../../engine/host/clock.ts";
import { createModels } from "../../engine/models/models.ts";
import type { Plan } from "../../engine/plan/types.ts";
import { describeError } from "../../engine/runtime/describe-error.ts";
import type { RunSummary } from "../../engine/runtime/events.ts";
import { run } from "../../engine/runtime/run.ts";
import { toMillraceError } from "../../engine/sdk/errors.ts";
import type { Files } from "../../engine/sdk/services.ts";
import { FailedRowsFile, failedRowsPath } from "./failed-file.ts";
import { workflowMark } from "./dead-letter/workflow-mark.ts";
import { outputFile } from "./output-file.ts";
import { upTo } from "./part-of-document.ts";
import { SILENT_LOG } from "./silent.ts";
import { tellingPlan } from "./working-node.ts";
import type { EngineSession } from "./session.ts";

/** Failed rows that are told one by one; the counters of the nodes count them all. */
const MOST_TOLD_ROWS = 1000;

export type OnRunEvent = (run: string, event: RunEvent) => void;
/** A node is about to run its model. */
export type OnWork = (node: string) => void;

export class Runs {
  readonly #running = new Map<string, AbortController>();

  /** Plans, and starts in a later turn, so that the caller knows the name before the first event. */
  async start(
    session: EngineSession,
    { document, to, dryRun, limit }: Omit<EngineRequest<"run.start">, "session">,
    onEvent: OnRunEvent,
    onWork: OnWork,
  ): Promise<string> {
    const part = to === undefined ? document : upTo(document, to);
    const id = randomUUID();
    const stop = new AbortController();
    const plan = await session.plan(part, stop.signal, { forRun: !dryRun, asks: true });
    this.#running.set(id, stop);
    const models = createModels({ files: session.files, clock: systemClock, log: SILENT_LOG });
    const host = session.hostWith({ models });
    const drive = async (): Promise<void> => {
      const failed = dryRun
        ? null
        : new FailedRowsFile(host.files, failedRowsPath(plan, host.files, session.flowPath), {
            workflow: workflowMark(document, session.flowPath),
          });
      const tell = numbered((event) => onEvent(id, event));
      const running = run(tellingPlan(plan, onWork), {
        host,
        dryRun,
        limit,
        signal: stop.signal,
        threads: availableParallelism(),
        onFailedRows: (rows) => failed?.add(rows),
      });
      for await (const event of running) {
        if (event.type === "run-started") tell({ ...event, failedFile: failed?.path ?? null });
        else if (event.type !== "run-done") tell(event);
      }
      const summary = await settled(await running.done, failed);
      await models.close();
      this.#running.delete(id);
      // The last thing: whoever hears it may look at the files, or end the process.
      const failedFile = failed && failed.count > 0 ? failed.writtenTo : null;
      const written = dryRun ? [] : writtenBy(plan, summary, host.files);
      tell({ type: "run-done", summary, failedFile, written });
    };
    setImmediate(() => void drive());
    return id;
  }

  stop(id: string): void {
    this.#running.get(id)?.abort();
  }
}

/** What stands in its place: the outputs of a run that was not done are put aside as parts. */
function writtenBy(plan: Plan, summary: RunSummary, files: Files): Written[] {
  if (summary.outcome !== "done") return [];
  return plan.nodes.flatMap((node) => {
    const file = outputFile(node);
    return file === null
      ? []
      : [{ node: node.id, path: files.resolve(file), rows: summary.nodes[node.id].rowsOut }];
  });
}

/** The summary once the file of failed rows is in its place, or could not be put there. */
async function settled(summary: RunSummary, failed: FailedRowsFile | null): Promise<RunSummary> {
  try {
    await (summary.outcome === "done" ? failed?.finish() : failed?.abandon());
    return summary;
  } catch (thrown) {
    const error = toMillraceError(thrown, "FILE_FAILED", "Choose another place for the output.");
    return { ...summary, outcome: "failed", error: summary.error ?? describeError(error) };
  }
}

type Unnumbered = Without<RunEvent, "seq">;
/** `Omit` for each member of a union. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** Leaves out failed rows beyond the first ones, and numbers what is told without gaps. */
function numbered(tell: (event: RunEvent) => void): (event: Unnumbered) => void {
  let seq = 0;
  let rows = 0;
  return (event) => {
    if (event.type === "row-failed" && ++rows > MOST_TOLD_ROWS) return;
    tell({ ...event, seq: ++seq });
  };
}
