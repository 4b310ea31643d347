// Does every action do the same behind a source that is read in parts on several threads? What it plans then comes from elsewhere,
// as a structured clone, and every part opens it again while what came before is being performed.

import { readdir } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { Frame } from "../../engine/frames/frame.ts";
import { EventLog } from "../../engine/runtime/event-log.ts";
import type { FailedRow, RunSummary } from "../../engine/runtime/events.ts";
import { partitionSource } from "../../engine/runtime/partition/eligible.ts";
import { localExecutor, type PartExecutor } from "../../engine/runtime/partition/part-run.ts";
import { PartitionedRun } from "../../engine/runtime/partition/partitioned-run.ts";
import { ownedBuffers } from "../../engine/runtime/partition/protocol.ts";
import { run, type RunOptions } from "../../engine/runtime/run.ts";
import { defineNode } from "../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { table } from "../../engine/sdk/ports.ts";
import type { Plan } from "../../engine/plan/types.ts";
import { planOf } from "../support/run-workflow.ts";
import { fed } from "./kinds.ts";
import { filesBeyond, inputsOf, withServices } from "./run-sample.ts";
import { recut } from "./sample-frames.ts";
import type { Sample } from "./samples.ts";

const actions = fed.filter(({ definition }) => definition.perform);

test("some actions are planned elsewhere, and some are not", async () => {
  const elsewhere = actions.map(
    ({ definition, sample }) =>
      definition.plansElsewhere?.({ params: definition.params.parse(sample.params) }) ?? false,
  );
  expect(new Set(elsewhere)).toEqual(new Set([true, false]));
});

describe.each(actions)("kind $name", ({ definition, sample }) => {
  test("does behind a source in parts what it does behind the whole", async () => {
    const [whole, parts] = [await once(definition, sample, 1), await once(definition, sample, 2)];
    expect(whole.summary).toMatchObject({ outcome: "done", error: null });
    expect(parts).toEqual(whole);
  });
});

/** What a run on so many threads comes to; on one where the plan allows no more. */
function once(definition: AnyNode, sample: Sample, threads: number) {
  return withServices(sample, async (host, folder, printed) => {
    const before = await readdir(folder, { recursive: true });
    const frames = Object.values(inputsOf(definition, sample)).flat();
    const nodes = [
      { id: "feed", kind: feed(recut(frames, 1)) },
      { id: "node", kind: definition, params: { ...sample.params } },
    ];
    const plan = await planOf(nodes, ["feed -> node"], host);
    const failed: FailedRow[] = [];
    const onFailedRows = (rows: readonly FailedRow[]) => void failed.push(...rows);
    const inParts = threads > 1 && partitionSource(plan) !== null;
    const summary = inParts
      ? await runParts(plan, { host, onFailedRows })
      : await run(plan, { host, onFailedRows, threads }).done;
    const counts = Object.entries(summary.nodes).map(([id, { rowsIn, rowsOut, rowsFailed, bytes }]) => ({
      id,
      rowsIn,
      rowsOut,
      rowsFailed,
      bytes,
    }));
    const { outcome, error, rows, rowsFailed, warnings } = summary;
    return {
      summary: { outcome, error, rows, rowsFailed, warnings, counts },
      failed,
      written: await filesBeyond(folder, before, sample),
      printed: printed.join(""),
    };
  });
}

/** Two executors, of which one gives effects as a thread would. */
async function runParts(plan: Plan, options: RunOptions): Promise<RunSummary> {
  const source = plan.nodes.find(({ definition }) => definition.produce)!;
  const parts = await source.definition.parts!({} as never, Infinity);
  expect(parts.length).toBeGreaterThan(1);
  const [here, other] = [0, 1].map(() => localExecutor(plan, options.host));
  const cut = { parts, count: parts.length };
  const parted = new PartitionedRun(plan, cut, [here, asThread(other)], options, new EventLog());
  const { summary } = await parted.run();
  return summary!;
}

/** Effects go the way of `postMessage`. */
function asThread(executor: PartExecutor): PartExecutor {
  return {
    ...executor,
    run: (part, sink, signal) =>
      executor.run(
        part,
        {
          failed: (rows) => sink.failed(structuredClone(rows)),
          effect: (node, effect) =>
            sink.effect(node, structuredClone(effect, { transfer: ownedBuffers(effect) })),
        },
        signal,
      ),
  };
}

/** A source of frames; each is a part, whose rows are counted from 0 as those of a file are that is cut somewhere. */
function feed(frames: readonly Frame[]): AnyNode {
  const before = frames.map((_, i) => frames.slice(0, i).reduce((sum, { length }) => sum + length, 0));
  const at = ({ schema, columns, length }: Frame, from: number) =>
    new Frame(schema, columns, length, { source: "feed", unit: "line", from, to: from + length, ids: null });
  return defineNode({
    kind: "feed",
    category: "sources",
    version: 1,
    title: "Feed",
    summary: "Stands before the kind under test.",
    params: z.object({}),
    inputs: {},
    outputs: { out: table() },
    effects: [],
    determinism: "pure",
    state: "none",
    schema: () => ({ outputs: { out: frames[0].schema } }),
    parts: async () => frames.map((_, i) => ({ from: i, to: i + 1 })),
    async produce({ out, part }) {
      for (const [i, frame] of frames.entries()) {
        if (!part) await out.out(at(frame, before[i]));
        else if (part.from === i) await out.out(at(frame, 0));
      }
    },
  });
}
