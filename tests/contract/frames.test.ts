// Does every node kind treat frames as it must? Inputs read-only, outputs as planned, same answer however rows are cut.

import { beforeAll, describe, expect, test } from "vitest";
import { placeOf, rowId } from "../../engine/frames/lineage.ts";
import { Frame } from "../../engine/frames/frame.ts";
import type { DataType, Dim, Field } from "../../engine/frames/types.ts";
import type { AnyNode, NodeContext } from "../../engine/sdk/node-definition.ts";
import { bufferHash, cellTexts, rowTexts } from "./fingerprint.ts";
import { fed, sampled, sources } from "./kinds.ts";
import { inputsOf, runSample, withServices, type SampleResult } from "./run-sample.ts";
import { recut } from "./sample-frames.ts";

const isSource = ({ produce }: AnyNode) => produce !== undefined;
const isRepeatable = ({ determinism }: AnyNode) => determinism === "pure" || determinism === "seeded";
const repeatable = sampled.filter(({ definition }) => isRepeatable(definition));
const inParts = sampled.filter(({ definition }) => definition.parts);
const divisible = sampled.filter(({ definition }) => definition.partition);
/** One sample of each kind that learns: what is learned does not depend on its other params. */
const learning = sampled.filter(({ name, kind, definition }) => definition.fit && name === kind);

test("each of the tables below has kinds in it", () => {
  for (const table of [fed, sources, repeatable, inParts, divisible, learning])
    expect(table.length).toBeGreaterThan(0);
});

describe.each(sampled)("kind $name", ({ definition, sample }) => {
  /** A run that several tests look at. */
  let once: SampleResult;
  beforeAll(async () => void (once = await runSample(definition, sample)));

  test("does its sample to the end", () => {
    const { summary, watched, outputs, written, printed } = once;
    expect(summary.error).toBeNull();
    expect(summary.outcome).toBe("done");
    expect(watched).toMatchObject({ opened: 1, closed: ["done"] });
    // What goes to other machines leaves nothing here.
    const rows = Object.values(outputs).flatMap(rowTexts).length + summary.nodes.node.rowsOut;
    expect(rows + Object.keys(written).length + printed.length, "nothing came of it").toBeGreaterThan(0);
  });

  test("never writes into a frame it has given on", () => {
    expect(once.changedLater).toBe(false);
  });

  test("gives frames as planned", () => {
    const planned = once.plan.nodes.find(({ id }) => id === "node")!.outputs;
    for (const [port, frames] of Object.entries(once.outputs)) {
      for (const frame of frames) expectPlanned(frame, planned[port]?.fields ?? []);
    }
  });

  test("gives rows on at the error port exactly as planned", async () => {
    // A source that fails rows by itself shows what they look like.
    const change = definition.produce && once.failed.length > 0 ? undefined : failFirstRows;
    const { plan, summary, outputs } = await runSample(definition, sample, { change, errors: true });
    expect(summary.error).toBeNull();
    expect(outputs.error.length).toBeGreaterThan(0);
    const planned = plan.nodes.find(({ id }) => id === "node")!.outputs.error;
    expect(planned.open ?? false, "the plan knows the columns").toBe(false);
    for (const frame of outputs.error) {
      expectPlanned(frame, planned.fields);
      const places = Array.from({ length: frame.length }, (_, row) => frame.column("error_place").get(row));
      expect(places).toEqual(places.map((_, row) => BigInt(rowId(frame.lineage, row))));
    }
  });

  if (isSource(definition))
    test("gives ranges that follow each other", () => {
      for (const frames of Object.values(once.outputs)) expectAscending(frames);
    });

  if (isRepeatable(definition))
    test("gives the same answer twice", async () => {
      expect(answer(await runSample(definition, sample))).toEqual(answer(once));
    });
});

describe.each(fed)("kind $name", ({ definition, sample }) => {
  const inputs = inputsOf(definition, sample);
  const hashes = () => Object.values(inputs).map((frames) => frames.map(bufferHash));
  let before: readonly (readonly string[])[];
  let whole: SampleResult;
  beforeAll(async () => {
    before = hashes();
    whole = await runSample(definition, sample, { inputs });
  });

  test("leaves its inputs as they are", () => {
    expect(hashes()).toEqual(before);
  });

  test("carries the position: the ranges it gives on end where its input ends", () => {
    const { outputs, watched } = whole;
    const [first] = Object.values(inputs);
    for (const frames of Object.values(outputs)) {
      expect(frames.length).toBeGreaterThan(0);
      expectAscending(frames);
      if (definition.numbersRows) expectOwnRows(frames);
      else if (!watched.finished) expect(frames.at(-1)!.lineage.to).toBe(first.at(-1)!.lineage.to);
    }
  });

  test("takes a frame without rows and gives its position on", async () => {
    const empty = Object.fromEntries(
      Object.entries(inputs).map(([port, [frame]]) => [port, [emptied(frame)]]),
    );
    const { summary, outputs, failed, watched } = await runSample(definition, sample, { inputs: empty });
    expect(summary).toMatchObject({ outcome: "done", error: null });
    expect(failed).toEqual([]);
    for (const frames of Object.values(outputs)) {
      expect(rowTexts(frames)).toEqual([]);
      if (definition.numbersRows) expectOwnRows(frames);
      else if (!watched.finished) expect(frames.at(-1)?.lineage).toMatchObject({ source: "in", to: 40 });
    }
  });

  test("gives the same answer however the rows are cut into frames", async () => {
    const node = whole.plan.nodes.find(({ id }) => id === "node")!;
    if (definition.frameSensitive?.({ params: node.params, facts: node.facts })) return;
    for (const size of [1, 2, 5]) {
      const cut = Object.fromEntries(
        Object.entries(inputs).map(([port, frames]) => [port, recut(frames, size)]),
      );
      expect(answer(await runSample(definition, sample, { inputs: cut })), `frames of ${size}`).toEqual(
        answer(whole),
      );
    }
  });
});

describe.each(inParts)("kind $name", ({ definition, sample }) => {
  test("read in parts, the parts make the whole", async () => {
    const source = { ...sample, ...sample.long };
    const whole = await runSample(definition, source);
    const parts = await partsOf(definition, source, 3);
    expect(parts.length).toBeGreaterThan(1);
    const pieces: SampleResult[] = [];
    for (const part of parts) pieces.push(await runSample(definition, source, { part }));
    for (const [port, frames] of Object.entries(whole.outputs)) {
      expect(cellTexts(pieces.flatMap(({ outputs }) => outputs[port]))).toEqual(cellTexts(frames));
    }
  });
});

describe.each(divisible)("kind $name", ({ definition, sample }) => {
  const source = { ...sample, ...sample.long };
  let whole: SampleResult;
  beforeAll(async () => void (whole = await runSample(definition, source)));

  test.each([1, 2, 7])(
    "divided among %i, the parts make the whole, each row with its own id",
    async (count) => {
      const pieces: SampleResult[] = [];
      for (let index = 0; index < count; index++) {
        const part = await withSource(definition, source, (ctx) =>
          definition.partition!(ctx, { index, count }),
        );
        pieces.push(await runSample(definition, source, { part }));
      }
      for (const [port, frames] of Object.entries(whole.outputs)) {
        expect(rowTexts(pieces.flatMap(({ outputs }) => outputs[port] ?? []))).toEqual(rowTexts(frames));
      }
    },
  );
});

describe.each(learning)("kind $name", ({ definition, sample }) => {
  test("learns params that fit into its own", async () => {
    const params = definition.params.parse(sample.params);
    const [frames] = Object.values(inputsOf(definition, sample));
    const hashes = frames.map(bufferHash);
    const learned = await definition.fit!(stream(frames), { params, signal: new AbortController().signal });
    expect(Object.keys(learned).length).toBeGreaterThan(0);
    const merged = JSON.parse(JSON.stringify({ ...sample.params, ...learned })) as Sample["params"];
    const { summary } = await runSample(definition, { ...sample, params: merged });
    expect(summary.error).toBeNull();
    expect(frames.map(bufferHash)).toEqual(hashes);
  });
});

/** The kind, which also fails the first row of each frame. */
function failFirstRows(definition: AnyNode): AnyNode {
  const { map, process, plan, produce } = definition;
  const fail = (frame: Frame, ctx: Pick<NodeContext, "fail">) => {
    if (frame.length > 0) ctx.fail(frame, 0, { code: "TEST_FAILED", cause: "The test wants it." });
  };
  return {
    ...definition,
    ...(map && {
      map(frame, ctx) {
        fail(frame, ctx);
        return map(frame, ctx);
      },
    }),
    ...(process && {
      process(frame, ctx) {
        fail(frame, ctx);
        return process(frame, ctx);
      },
    }),
    ...(plan && {
      plan(frame, ctx) {
        fail(frame, ctx);
        return plan(frame, ctx);
      },
    }),
    ...(produce && {
      produce(ctx) {
        const give = ctx.out.out;
        const out = (frame: Frame) => {
          fail(frame, ctx);
          return give(frame);
        };
        return produce(Object.assign(Object.create(ctx) as typeof ctx, { out: { out } }));
      },
    }),
  };
}

type Sample = (typeof sampled)[number]["sample"];

/** All that came of a run, whatever the frames. */
function answer({ outputs, failed, written, printed }: SampleResult) {
  const rows = Object.fromEntries(Object.entries(outputs).map(([port, frames]) => [port, rowTexts(frames)]));
  return { rows, failed, written, printed };
}

function expectPlanned(frame: Frame, planned: readonly Field[]): void {
  expect(frame.schema.fields.map(({ name }) => name)).toEqual(planned.map(({ name }) => name));
  expect(frame.columns).toHaveLength(planned.length);
  planned.forEach(({ name, type, nullable }, i) => {
    const column = frame.columns[i];
    expect(column.length, name).toBe(frame.length);
    expect(fits(frame.schema.fields[i].type, type), `${name} as the frame's schema has it`).toBe(true);
    expect(
      fits(column.type, type),
      `${name} is ${JSON.stringify(column.type)}, planned ${JSON.stringify(type)}`,
    ).toBe(true);
    if (!nullable) {
      const nulls = Array.from({ length: frame.length }, (_, row) => column.isNull(row)).filter(Boolean);
      expect(nulls, `${name} is planned without nulls`).toEqual([]);
    }
  });
}

/** Whether a type is the planned one; a planned dimension that is a name takes any size. */
function fits(got: DataType, planned: DataType): boolean {
  if (got.type !== "tensor" || planned.type !== "tensor")
    return JSON.stringify(got) === JSON.stringify(planned);
  const same = (dim: Dim, i: number) => typeof planned.shape[i] === "string" || planned.shape[i] === dim;
  return got.dtype === planned.dtype && got.shape.length === planned.shape.length && got.shape.every(same);
}

/** Ranges follow each other, and each row lies in the range of its frame. */
function expectAscending(frames: readonly Frame[]): void {
  let behind = -Infinity;
  for (const { lineage, length } of frames) {
    expect(lineage.from).toBeGreaterThanOrEqual(behind);
    expect(lineage.to).toBeGreaterThanOrEqual(lineage.from);
    behind = lineage.to;
    for (const id of lineage.ids ?? []) {
      expect(id).toBeGreaterThanOrEqual(lineage.from);
      expect(id).toBeLessThan(lineage.to);
    }
    if (lineage.ids) expect(lineage.ids).toHaveLength(length);
  }
}

/** Rows counted from 1 without a gap, each with a place in what came in. */
function expectOwnRows(frames: readonly Frame[]): void {
  const ids = frames.flatMap(({ lineage, length }) =>
    Array.from({ length }, (_, row) => rowId(lineage, row)),
  );
  expect(ids).toEqual(ids.map((_, i) => i + 1));
  for (const { lineage, length } of frames) {
    expect(lineage.source).toBe("node");
    for (let row = 0; row < length; row++)
      expect(placeOf(lineage, row)).toMatchObject({ source: expect.stringMatching(/^(in|feed)/) as string });
  }
}

/** No rows, but the range of some that were left out upstream. */
function emptied(frame: Frame): Frame {
  const { schema, columns, lineage } = frame.slice(0, 0);
  return new Frame(schema, columns, 0, { ...lineage, from: 20, to: 40, ids: new Float64Array(0) });
}

function partsOf(definition: AnyNode, sample: Sample, count: number) {
  return withSource(definition, sample, (ctx) => definition.parts!(ctx, count));
}

/** Calls `work` with what a source is given before it is opened. */
async function withSource<T>(
  definition: AnyNode,
  sample: Sample,
  work: (ctx: NodeContext<object, unknown, undefined>) => Promise<T> | T,
): Promise<T> {
  return withServices(sample, async (host) => {
    const params = definition.params.parse(sample.params);
    const signal = new AbortController().signal;
    const facts = (await definition.probe?.({ params, host, signal })) ?? null;
    const { outputs } = definition.schema({ params, inputs: {}, wires: {}, facts });
    const ctx: NodeContext<object, unknown, undefined> = {
      node: { id: "node", title: "Node" },
      params,
      facts,
      state: undefined,
      inputs: {},
      outputs: outputs as NodeContext["outputs"],
      host,
      signal,
      timeoutMs: null,
      fail: () => {},
      warn: () => {},
    };
    return work(ctx);
  });
}

async function* stream(frames: readonly Frame[]): AsyncGenerator<Frame> {
  for (const frame of frames) yield frame;
}
