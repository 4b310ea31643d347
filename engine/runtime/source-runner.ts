// Runs a source: hands it an outlet that keeps limits, lets the event loop turn, and stops it when nobody wants more.

import type { Frame } from "../frames/frame.ts";
import { asGiven } from "../frames/given.ts";
import { monotonicMs } from "../host/clock.ts";
import type { Emit, SourcePart } from "../sdk/node-definition.ts";
import type { NodeRunner } from "./node-runner.ts";
import { StopProducing } from "./shared.ts";
import { TimeSample } from "./time-sample.ts";

/** Of short frames, one in so many is timed, and lets the event loop turn. */
const SHORT_FRAMES_PER_LOOK = 64;

/** How far a source has come, in its own unit. */
export interface SourceProgress {
  done: number;
  total: number;
  /** `to` of the last frame's lineage: the row id after the last row. */
  position: number;
  /** What is left behind the frame that was given on last, where the source says so. */
  left: SourcePart | null;
}

/** Produces until the source is exhausted, the run ends, or every receiver has had enough. */
export async function runSource(runner: NodeRunner, progress: SourceProgress): Promise<void> {
  const { shared, counters } = runner;
  let isEnded = false;
  const onEnd = () => (isEnded = true);
  const out = Object.fromEntries(
    [...runner.outlets.keys()].map((port) => [port, sourceEmit(runner, port, progress, onEnd)]),
  );
  // Of a run that goes on, what the run before has read.
  const readBefore = counters.bytesRead ?? 0;
  const ctx = Object.assign(Object.create(runner.context) as typeof runner.context, {
    out,
    part: shared.partOf(runner.id),
    progress: (done: number, total: number, bytes?: number) => {
      progress.done = done;
      progress.total = total;
      if (bytes !== undefined) counters.bytesRead = readBefore + bytes;
    },
    reached: (left: SourcePart | null) => {
      progress.left = left;
    },
  });
  const start = monotonicMs();
  try {
    await runner.planned.definition.produce!(ctx);
  } catch (thrown) {
    // A source that was ended may have put what it was thrown into words of its own.
    if (!isEnded && !shared.stopped) throw runner.error(thrown);
  } finally {
    counters.busyMs = monotonicMs() - start - counters.waitMs;
  }
  await runner.end();
}

/** `onEnd` hears that the source is being ended: what it throws after that is of no interest. */
function sourceEmit(runner: NodeRunner, port: string, progress: SourceProgress, onEnd: () => void): Emit {
  const { shared, counters } = runner;
  let rows = counters.rowsOut;
  const sample = new TimeSample(SHORT_FRAMES_PER_LOOK);
  return (frame: Frame) => {
    if (shared.stopped || runner.finished || rows >= shared.limit) {
      onEnd();
      throw new StopProducing();
    }
    const cut = rows + frame.length > shared.limit ? frame.slice(0, shared.limit - rows) : frame;
    // Who records failed rows wants to know what they were.
    const kept = shared.onFailedRows ? asGiven(cut) : cut;
    rows += kept.length;
    progress.position = frame.lineage.to;
    const weight = sample.weigh(kept.length);
    const { journal } = shared;
    if (weight === 0 && !runner.hasFailures && !journal) return runner.emit(port, kept);
    const start = monotonicMs();
    const given = runner.emit(port, kept);
    const turn = shared.turn();
    const took = () => {
      const ms = monotonicMs() - start;
      sample.took(ms);
      counters.waitMs += ms * weight;
    };
    if (given || turn || runner.hasFailures || journal?.due()) return settle(runner, given, turn, took);
    took();
  };
}

async function settle(
  runner: NodeRunner,
  given: Promise<void> | void,
  turn: Promise<void> | undefined,
  took: () => void,
): Promise<void> {
  await runner.settleFailures();
  await given;
  took();
  // Another source may have been at it meanwhile.
  if (runner.shared.journal?.due()) await runner.shared.checkpoint();
  if (!turn) return;
  const start = monotonicMs();
  await turn;
  runner.counters.waitMs += monotonicMs() - start;
}
