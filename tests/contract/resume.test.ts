// Does every kind that can keep its state go on from it? A run is ended behind each of its frames, and another goes on from its
// journal with a state of its own: together they give what one run gives.

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import type { Frame } from "../../engine/frames/frame.ts";
import type { FailedRow } from "../../engine/runtime/events.ts";
import { openJournal } from "../../engine/runtime/journal/open-journal.ts";
import { run } from "../../engine/runtime/run.ts";
import { defineNode, outputPorts } from "../../engine/sdk/define-node.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { table } from "../../engine/sdk/ports.ts";
import type { HostServices } from "../../engine/sdk/services.ts";
import { planOf } from "../support/run-workflow.ts";
import { rowTexts } from "./fingerprint.ts";
import type { sampled } from "./kinds.ts";
import { fed, sources } from "./kinds.ts";
import { contentOf, inputsOf, withServices } from "./run-sample.ts";
import { recut } from "./sample-frames.ts";

type Sample = (typeof sampled)[number]["sample"];

const keeping = fed.filter(
  ({ definition, sample }) =>
    definition.snapshot &&
    definition.journals?.({ params: definition.params.parse(sample.params) }) !== "never",
);
const resuming = sources.filter(({ definition }) => definition.resumes);

test("there are kinds of both sorts", () => {
  expect(keeping.length).toBeGreaterThan(0);
  expect(resuming.length).toBeGreaterThan(0);
});

describe.each(keeping)("kind $name", ({ definition, sample }) => {
  test("goes on behind any of its frames as if it had never been ended", async () => {
    const [[port, frames], ...others] = Object.entries(inputsOf(definition, sample));
    expect(others, "one source").toEqual([]);
    const cut = recut(frames, 2);
    const whole = await inTwo(definition, sample, { source: feed(cut), port }, Infinity);
    for (let at = 1; at < cut.length; at++) {
      const both = await inTwo(definition, sample, { source: feed(cut), port }, at);
      expect(both, `ended behind frame ${at} of ${cut.length}`).toEqual(whole);
    }
  });
});

describe.each(resuming)("kind $name", ({ definition, sample }) => {
  test("goes on behind any of its frames", async () => {
    const short = { ...sample, params: { ...sample.params, batchRows: 1 } };
    const whole = await inTwo(definition, short, null, Infinity);
    for (let at = 1; at < 3; at++)
      expect(await inTwo(definition, short, null, at), `ended behind frame ${at}`).toEqual(whole);
  });
});

interface Fed {
  readonly source: AnyNode;
  readonly port: string;
}

/** What comes of two runs, of which the first is ended behind so many frames of the source. */
function inTwo(definition: AnyNode, sample: Sample, before: Fed | null, frames: number) {
  return withServices(sample, async (host, folder) => {
    const failed: FailedRow[] = [];
    const rows: Record<string, string[]> = {};
    const first = await once(definition, sample, before, { host, folder, frames, start: "begin" });
    const ended = first.outcome !== "done";
    expect(ended).toBe(frames < Infinity);
    const second = ended
      ? await once(definition, sample, before, { host, folder, frames: Infinity, start: "resume" })
      : null;
    for (const part of [first, ...(second ? [second] : [])]) {
      failed.push(...part.failed);
      for (const [port, texts] of Object.entries(part.rows)) rows[port] = [...(rows[port] ?? []), ...texts];
    }
    expect((second ?? first).outcome, (second ?? first).error ?? "").toBe("done");
    return { rows, failed, counters: (second ?? first).counters, written: await writtenIn(folder, sample) };
  });
}

interface Once {
  readonly host: HostServices;
  readonly folder: string;
  readonly frames: number;
  readonly start: "begin" | "resume";
}

async function once(
  definition: AnyNode,
  sample: Sample,
  before: Fed | null,
  { host, folder, frames, start }: Once,
) {
  const controller = new AbortController();
  const source = endedBehind(before?.source ?? definition, frames, controller);
  const params = definition.params.parse(sample.params);
  const sinks = Object.keys(outputPorts(definition, params)).map((port) => ({ port, ...collector(port) }));
  const nodes = before
    ? [
        { id: "feed", kind: source },
        { id: "node", kind: definition, params: { ...sample.params } },
      ]
    : [{ id: "node", kind: source, params: { ...sample.params } }];
  const plan = await planOf(
    [...nodes, ...sinks.map(({ node }) => ({ id: node.kind, kind: node }))],
    [
      ...(before ? [`feed -> node.${before.port}`] : []),
      ...sinks.map(({ port, node }) => `node.${port} -> ${node.kind}`),
    ],
    host,
  );
  const path = join(folder, "journal");
  const journal = await openJournal(plan, host, { start, path, program: "test", flags: {}, everyMs: 0 });
  expect(journal.mode).toBe("snapshots");
  for await (const rows of journal.failedBefore()) expect(rows.length).toBeGreaterThan(0);
  const failed: FailedRow[] = [];
  const { signal } = controller;
  const running = run(plan, { host, signal, journal, onFailedRows: (rows) => void failed.push(...rows) });
  const { outcome, error, nodes: counted } = await running.done;
  await journal.close(outcome === "done");
  const counters = Object.fromEntries(
    Object.entries(counted).map(([id, { rowsIn, rowsOut, rowsFailed }]) => [
      id,
      { rowsIn, rowsOut, rowsFailed },
    ]),
  );
  const rows = Object.fromEntries(sinks.map(({ port, frames: got }) => [port, rowTexts(got)]));
  return { outcome, error: error && error.message, rows, failed, counters };
}

/** The source, which has the run ended when it wants to give one frame more. */
function endedBehind(definition: AnyNode, frames: number, controller: AbortController): AnyNode {
  let given = 0;
  return {
    ...definition,
    produce(ctx) {
      const out = (frame: Frame) => {
        if (given++ === frames) controller.abort();
        return ctx.out.out(frame);
      };
      return definition.produce!(Object.assign(Object.create(ctx) as typeof ctx, { out: { out } }));
    },
  };
}

const common = {
  version: 1,
  title: "Test",
  summary: "Stands before or behind the kind under test.",
  params: z.object({}),
  effects: [],
  determinism: "pure",
  state: "none",
} as const;

function feed(frames: readonly Frame[]): AnyNode {
  return defineNode({
    ...common,
    kind: "feed",
    category: "sources",
    inputs: {},
    outputs: { out: table() },
    schema: () => ({ outputs: { out: frames[0].schema } }),
    resumes: () => true,
    async produce({ out, part, reached }) {
      for (let i = part?.from ?? 0; i < frames.length; i++) {
        reached!({ from: i + 1, to: frames.length });
        await out.out(frames[i]);
      }
    },
  });
}

function collector(port: string): { readonly node: AnyNode; readonly frames: Frame[] } {
  const frames: Frame[] = [];
  const node = defineNode({
    ...common,
    kind: `collect-${port}`,
    category: "control",
    inputs: { in: table() },
    outputs: {},
    schema: () => ({ outputs: {} }),
    process: (frame) => void frames.push(frame),
  });
  return { node, frames };
}

/** What stands in the folder that was not given, by name. */
async function writtenIn(folder: string, sample: Sample): Promise<Record<string, string>> {
  const { files = {} } = sample;
  const names = (await readdir(folder)).filter((name) => !Object.hasOwn(files, name)).toSorted();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await contentOf(folder, name, sample)] as const)),
  );
}
