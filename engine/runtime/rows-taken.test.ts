// What an action counts as taken: each row once that it did not fail, however often it was tried.

import { describe, expect, test } from "vitest";
import { runWorkflow } from "../../tests/support/run-workflow.ts";
import { collector, countSource } from "../../tests/support/test-nodes.ts";
import type { Rescue } from "../document/types.ts";
import type { Frame } from "../frames/frame.ts";
import type { AnyNode, NodeContext } from "../sdk/node-definition.ts";

type Perform = (frame: Frame, ctx: NodeContext, call: number) => Promise<void> | void;

const BAD = { code: "REFUSED", cause: "no", hint: "" };
const value = (frame: Frame, row: number) => frame.column("value").get(row) as number;
/** Fails odd values, each twice. */
const failOdd: Perform = (frame, ctx) => {
  for (let row = 0; row < frame.length; row++)
    if (value(frame, row) % 2 === 1) for (const _ of [1, 2]) ctx.fail(frame, row, BAD);
};

/** Counts of an action behind ten rows in frames of four. */
async function counted(perform: Perform, rescue: Partial<Rescue> = {}, plan?: AnyNode["plan"]) {
  let calls = 0;
  const kind: AnyNode = {
    ...collector().node,
    ...(plan && { plan }),
    perform: ({ data }, ctx) => perform(data as Frame, ctx, ++calls),
  };
  const nodes = [
    { id: "rows", kind: countSource },
    { id: "act", kind, rescue },
  ];
  const { summary } = await runWorkflow(nodes, ["rows -> act"]);
  const { rowsOut, rowsFailed } = summary.nodes.act;
  return { rowsOut, rowsFailed };
}

describe("rows that an action has taken", () => {
  test.each<[what: string, rescue: Partial<Rescue>]>([
    ["are those that it did not fail", {}],
    ["are counted once where others of their frame are tried again", { retries: 2, backoffMs: 0 }],
  ])("%s", async (_, rescue) => {
    expect(await counted(failOdd, rescue)).toEqual({ rowsOut: 5, rowsFailed: 5 });
  });

  test("are counted when they are taken, not when they are tried", async () => {
    const first: Perform = (_, __, call) => {
      if (call === 1) throw new Error("not now");
    };
    expect(await counted(first, { retries: 1, backoffMs: 0 })).toEqual({ rowsOut: 10, rowsFailed: 0 });
    const never: Perform = () => {
      throw new Error("never");
    };
    expect(await counted(never, { retries: 1, backoffMs: 0 })).toEqual({ rowsOut: 0, rowsFailed: 10 });
  });

  test("are without those that were left out of the plan, which are not subtracted again", async () => {
    const plan: AnyNode["plan"] = (frame, ctx) => {
      void failOdd(frame, ctx, 0);
      return { key: "", summary: "", rows: frame.length / 2, data: frame };
    };
    expect(await counted(() => {}, {}, plan)).toEqual({ rowsOut: 5, rowsFailed: 5 });
  });
});
