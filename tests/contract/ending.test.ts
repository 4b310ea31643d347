// Does every node kind stop when told to, and do nothing in a dry run? Through the runtime, with real files.

import { describe, expect, test } from "vitest";
import type { Frame } from "../../engine/frames/frame.ts";
import { MillraceError } from "../../engine/sdk/errors.ts";
import type { AnyNode } from "../../engine/sdk/node-definition.ts";
import { infoOf, shapeOf } from "../../engine/sdk/params.ts";
import { fed, sampled, sources } from "./kinds.ts";
import { inputsOf, runSample } from "./run-sample.ts";

const MANY = 200;

describe.each(fed)("kind $name", ({ definition, sample }) => {
  test("stops within one frame of a cancel, and closes once", async () => {
    const inputs = Object.fromEntries(
      Object.entries(inputsOf(definition, sample)).map(([port, frames]) => [port, repeated(frames)]),
    );
    const cancel = new AbortController();
    let calls = 0;
    const onCall = () => {
      if (++calls === 3) cancel.abort();
    };
    const result = await runSample(definition, sample, { inputs, signal: cancel.signal, onCall });
    const { summary, watched, written } = result;
    if (watched.finished) return;
    expect(summary).toMatchObject({ outcome: "cancelled", error: null });
    expect(watched.calls).toBeLessThanOrEqual(3 + watched.inFlight);
    expect(watched).toMatchObject({ opened: 1, closed: ["cancelled"] });
    // In a folder each file takes its place when it is whole, so those that were done are there; as do files that follow each other and rows in a table.
    const params = definition.params.parse(sample.params);
    if (writesOnTheWay(definition) || definition.journals?.({ params }) === "never") return;
    expect(Object.keys(written).filter((name) => !name.endsWith(".part"))).toEqual([]);
  });
});

function writesOnTheWay({ params, effects }: AnyNode): boolean {
  const infos = Object.values(shapeOf(params) ?? {}).map(infoOf);
  return effects.includes("writes") && infos.some((info) => info?.control === "folder" || info?.inPlace);
}

describe.each(sources)("kind $name", ({ definition, sample }) => {
  test("stops within one frame of a cancel, and closes once", async () => {
    const cancel = new AbortController();
    let frames = 0;
    const onOutput = () => {
      frames++;
      cancel.abort();
    };
    const source = { ...sample, ...sample.long };
    const { summary, watched } = await runSample(definition, source, { signal: cancel.signal, onOutput });
    expect(summary).toMatchObject({ outcome: "cancelled", error: null });
    expect(frames).toBeLessThanOrEqual(2);
    expect(watched).toMatchObject({ opened: 1, closed: ["cancelled"] });
  });
});

describe.each(sampled)("kind $name", ({ definition, sample }) => {
  test("closes once when another node fails, without an error of its own", async () => {
    const onOutput = () => {
      throw new MillraceError("TEST_BROKEN", {
        message: "The node behind it broke.",
        hint: "-",
        fatal: true,
      });
    };
    const { summary, watched, outputs } = await runSample(definition, sample, { onOutput });
    if (Object.keys(outputs).length === 0) return;
    expect(summary.outcome).toBe("failed");
    expect(watched).toMatchObject({ opened: 1, closed: ["failed"] });
  });

  test("is cancelled before it began without having done anything", async () => {
    const { summary, watched, written, printed } = await runSample(definition, sample, {
      signal: AbortSignal.abort(),
    });
    expect(summary.outcome).toBe("cancelled");
    expect(watched.closed).toHaveLength(watched.opened);
    expect({ calls: watched.calls, performed: watched.performed, written, printed }).toEqual({
      calls: 0,
      performed: 0,
      written: {},
      printed: "",
    });
  });

  test("changes nothing in a dry run", async () => {
    const { summary, watched, written, printed, events } = await runSample(definition, sample, {
      dryRun: true,
    });
    expect(summary).toMatchObject({ outcome: "done", error: null });
    expect({ performed: watched.performed, written, printed }).toEqual({
      performed: 0,
      written: {},
      printed: "",
    });
    const told = events.filter((event) => event.type === "effect");
    expect(told.length > 0, "an action tells its effects").toBe(definition.plan !== undefined);
  });
});

/** The frames over and over, their row ids going on. */
function repeated(frames: readonly Frame[]): readonly Frame[] {
  const span = frames.at(-1)!.lineage.to;
  return Array.from({ length: MANY }, (_, round) =>
    frames.map((frame) => {
      const { lineage } = frame;
      const shift = round * span;
      const ids = lineage.ids?.map((id) => id + shift) ?? null;
      const moved = { ...lineage, from: lineage.from + shift, to: lineage.to + shift, ids };
      return new (frame.constructor as typeof Frame)(frame.schema, frame.columns, frame.length, moved);
    }),
  ).flat();
}
