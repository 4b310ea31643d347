// Runs a source: hands it an outlet that keeps limits, lets the event loop turn, and stops it when nobody wants more.

import type { Frame } from "../frames/frame.ts";
import { monotonicMs } from "../host/clock.ts";
import type { Emit } from "../sdk/node-definition.ts";
import type { NodeRunner } from "./node-runner.ts";
import { StopProducing } from "./shared.ts";

/** Short frames between two looks at the clock. */
const SHORT_FRAMES_PER_LOOK = 64;

/** How far a source has come, in its own unit. */
export interface SourceProgress {
  done: number;
  total: number;
  /** `to` of the last frame's lineage: the row id after the last row. */
  position: number;
}

/** Produces until the source is exhausted, the run ends, or every receiver has had enough. */
export async function runSource(runner: NodeRunner, progress: SourceProgress): Promise<void> {
  const { shared, counters } = runner;
  const out = Object.fromEntries(
    [...runner.outlets.keys()].map((port) => [port, sourceEmit(runner, port, progress)]),
  );
  const ctx = Object.assign(Object.create(runner.context) as typeof runner.context, {
    out,
    part: shared.part,
    progress: (done: number, total: number) => {
      progress.done = done;
      progress.total = total;
      counters.bytes = done;
    },
  });
  const start = monotonicMs();
  try {
    await runner.planned.definition.produce!(ctx);
  } catch (thrown) {
    if (!(thrown instanceof StopProducing) && !shared.stopped) throw runner.error(thrown);
  } finally {
    counters.busyMs = monotonicMs() - start - counters.waitMs;
  }
  await runner.end();
}

function sourceEmit(runner: NodeRunner, port: string, progress: SourceProgress): Emit {
  const { shared, counters } = runner;
  let rows = 0;
  let sinceLook = 0;
  return (frame: Frame) => {
    if (shared.stopped || runner.finished || rows >= shared.limit) throw new StopProducing();
    const kept = rows + frame.length > shared.limit ? frame.slice(0, shared.limit - rows) : frame;
    rows += kept.length;
    progress.position = frame.lineage.to;
    const look = kept.length >= SHORT_FRAMES_PER_LOOK || ++sinceLook >= SHORT_FRAMES_PER_LOOK;
    if (!look && !runner.hasFailures) return runner.emit(port, kept);
    sinceLook = 0;
    const start = monotonicMs();
    const wait = runner.emit(port, kept);
    const turn = shared.turn();
    if (!wait && !turn && !runner.hasFailures) {
      counters.waitMs += monotonicMs() - start;
      return;
    }
    return settle(runner, wait, turn, start);
  };
}

async function settle(
  runner: NodeRunner,
  wait: Promise<void> | void,
  turn: Promise<void> | undefined,
  start: number,
): Promise<void> {
  await runner.settleFailures();
  await wait;
  await turn;
  runner.counters.waitMs += monotonicMs() - start;
}
