import { describe, expect, test } from "vitest";
import { collector, countSource, passMap, passProcess, scripted } from "../../tests/support/test-nodes.ts";
import { planOf, runWorkflow, bareHost } from "../../tests/support/run-workflow.ts";
import type { Frame } from "../frames/frame.ts";
import { MillraceError } from "../sdk/errors.ts";
import type { AnyNode, ProcessContext } from "../sdk/node-definition.ts";
import type { Files } from "../sdk/services.ts";
import limit from "../../nodes/control/limit/limit.ts";
import writeCsv from "../../nodes/actions/write-csv/write-csv.ts";
import { memoryFiles } from "../../tests/support/memory-files.ts";
import { run } from "./run.ts";

const range = (length: number) => Array.from({ length }, (_, i) => i);

/** Does it the first time only. */
function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

describe("a run", () => {
  test.each([passMap, passProcess])("gives every row on in order through %#", async (kind) => {
    const sink = collector();
    const nodes = [
      { id: "a", kind: countSource, params: { rows: 100, frameRows: 7 } },
      { id: "b", kind },
      { id: "c", kind },
      { id: "d", kind: sink.node },
    ];
    const { summary } = await runWorkflow(nodes, ["a -> b", "b -> c", "c -> d"]);
    expect(summary).toMatchObject({ outcome: "done", rows: 100, rowsFailed: 0, error: null });
    expect(sink.rowIds()).toEqual(range(100));
    expect(sink.closed).toEqual(["done"]);
  });

  test("numbers its events without gaps and ends with the summary", async () => {
    const sink = collector();
    const { events, summary } = await runWorkflow(
      [
        { id: "a", kind: countSource },
        { id: "b", kind: sink.node },
      ],
      ["a -> b"],
    );
    expect(events.map((event) => event.seq)).toEqual(range(events.length).map((i) => i + 1));
    expect(events[0].type).toBe("run-started");
    expect(events.at(-1)).toMatchObject({ type: "run-done", summary });
  });

  test("shares frames between branches without a copy", async () => {
    const left = collector("left");
    const right = collector("right");
    const nodes = [
      { id: "a", kind: countSource, params: { rows: 9, frameRows: 3 } },
      { id: "l", kind: left.node },
      { id: "r", kind: right.node },
    ];
    await runWorkflow(nodes, ["a -> l", "a -> r"]);
    expect(left.frames).toHaveLength(3);
    left.frames.forEach((frame, i) => expect(frame).toBe(right.frames[i]));
  });

  test("keeps order while several frames are worked on at once", async () => {
    const sink = collector();
    const open: (() => void)[] = [];
    let most = 0;
    // Calls end in the opposite order of their starts: each waits for the one after it, the last of four ends at once.
    const slow = scripted(
      "slow",
      async () => {
        const mine = open.length;
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => {
          open.push(resolve);
          if (mine % 4 === 3) open[mine]();
        });
        running--;
        if (mine % 4 > 0) open[mine - 1]();
      },
      4,
    );
    let running = 0;
    const nodes = [
      { id: "a", kind: countSource, params: { rows: 16 * 40, frameRows: 40 } },
      { id: "b", kind: slow },
      { id: "c", kind: sink.node },
    ];
    await runWorkflow(nodes, ["a -> b", "b -> c"]);
    expect(most).toBe(4);
    expect(sink.rowIds()).toEqual(range(640));
  });

  test("stops at a limit of rows for each source", async () => {
    const sink = collector();
    const nodes = [
      { id: "a", kind: countSource, params: { rows: 1e9, frameRows: 4 } },
      { id: "b", kind: sink.node },
    ];
    await runWorkflow(nodes, ["a -> b"], { limit: 6 });
    expect(sink.rowIds()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test("ends a source at a limit, also one that has words of its own for whatever it is thrown", async () => {
    const sink = collector();
    const wording = {
      ...countSource,
      produce: async (ctx: Parameters<NonNullable<typeof countSource.produce>>[0]) => {
        await countSource.produce!(ctx).catch(() => {
          throw new MillraceError("DISK_BROKEN", { message: "No.", hint: "Buy another." });
        });
      },
    };
    const nodes = [
      { id: "a", kind: wording, params: { rows: 1e9, frameRows: 4 } },
      { id: "b", kind: sink.node },
    ];
    const { summary } = await runWorkflow(nodes, ["a -> b"], { limit: 6 });
    expect(summary).toMatchObject({ outcome: "done", error: null });
    expect(sink.rowIds()).toEqual([0, 1, 2, 3, 4, 5]);
  });

  describe("of a node that gives many frames in one call", () => {
    const MANY = 1e6;
    /** Gives the last frame again and again: in a call, when a wire ends, or at the end. */
    function repeating(when: "process" | "wireEnded" | "end", onFrame: () => void = () => {}) {
      let given = 0;
      let last: Frame | null = null;
      const repeat = async ({
        out,
        signal,
      }: Pick<ProcessContext<unknown, unknown, unknown, "out">, "out" | "signal">) => {
        for (let i = 0; i < MANY && !signal.aborted; i++, given++) {
          onFrame();
          await out.out(last!);
        }
      };
      const kind: AnyNode = {
        ...passProcess,
        async process(frame, ctx) {
          last = frame;
          if (when === "process") await repeat(ctx);
        },
        ...(when !== "process" && { [when]: repeat }),
      };
      return { kind, given: () => given };
    }
    const flow = ["a -> b", "b -> c", "c -> d"];
    const source = { id: "a", kind: countSource, params: { rows: 8, frameRows: 4 } };

    test.each(["process", "wireEnded", "end"] as const)(
      "ends it in its %s when nobody wants more",
      async (when) => {
        const sink = collector();
        const { kind, given } = repeating(when);
        const nodes = [
          source,
          { id: "b", kind: { ...kind, inFlight: () => 1 } },
          { id: "c", kind: limit, params: { rows: 10 } },
          { id: "d", kind: sink.node },
        ];
        const { summary } = await runWorkflow(nodes, flow);
        expect(summary).toMatchObject({ outcome: "done", rowsFailed: 0, error: null });
        expect(sink.rowIds()).toHaveLength(10);
        expect(given()).toBe(3);
      },
    );

    test.each([{}, { retries: 1 }])("hears a cancel in the middle of it, with rescue %j", async (rescue) => {
      const cancel = new AbortController();
      const { kind, given } = repeating(
        "process",
        once(() => setImmediate(() => cancel.abort())),
      );
      const nodes = [
        source,
        { id: "b", kind, rescue },
        { id: "c", kind: passMap },
        { id: "d", kind: collector().node },
      ];
      const { summary } = await runWorkflow(nodes, flow, { signal: cancel.signal });
      expect(summary.outcome).toBe("cancelled");
      expect(given()).toBeLessThan(MANY);
    });
  });

  test("performs nothing in a dry run, but tells the effects", async () => {
    const sink = collector();
    const nodes = [
      { id: "a", kind: countSource },
      { id: "b", kind: sink.node },
    ];
    const { events } = await runWorkflow(nodes, ["a -> b"], { dryRun: true });
    expect(sink.frames).toEqual([]);
    expect(events.filter((event) => event.type === "effect")).toHaveLength(3);
  });

  test("cancelled: ends within the frame, and closes nodes as cancelled", async () => {
    const sink = collector();
    const cancel = new AbortController();
    const stopper = scripted("stopper", ({ call }) => {
      if (call === 2) cancel.abort();
    });
    const nodes = [
      { id: "a", kind: countSource, params: { rows: 1e9, frameRows: 4 } },
      { id: "b", kind: stopper },
      { id: "c", kind: sink.node },
    ];
    const { summary } = await runWorkflow(nodes, ["a -> b", "b -> c"], { signal: cancel.signal });
    expect(summary.outcome).toBe("cancelled");
    expect(sink.rowIds()).toEqual(range(12));
    expect(sink.closed).toEqual(["cancelled"]);
  });

  test("cancelled in the pause before a retry: that is no failure, and nobody waits on", async () => {
    const cancel = new AbortController();
    const failing = scripted("failing", () => {
      setImmediate(() => cancel.abort());
      throw new Error("not now");
    });
    const nodes = [
      { id: "a", kind: countSource, params: { rows: 1e9, frameRows: 4 } },
      { id: "b", kind: failing, rescue: { retries: 1, backoffMs: 60_000 } },
    ];
    const { summary } = await runWorkflow(nodes, ["a -> b"], { signal: cancel.signal });
    expect(summary).toMatchObject({ outcome: "cancelled", error: null, rowsFailed: 0 });
  });

  test("fails with the node named when an action cannot be performed", async () => {
    const sink = collector();
    const broken = { ...sink.node, perform: () => Promise.reject(new Error("no paper")) };
    const nodes = [
      { id: "a", kind: countSource },
      { id: "b", kind: broken },
    ];
    const { summary } = await runWorkflow(nodes, ["a -> b"]);
    expect(summary).toMatchObject({ outcome: "failed", error: { code: "NODE_FAILED", node: "b" } });
    expect(sink.closed).toEqual(["failed"]);
  });

  test("holds back a source whose receiver is slow", async () => {
    let given = 0;
    const source = {
      ...countSource,
      produce: async (ctx: Parameters<NonNullable<typeof countSource.produce>>[0]) => {
        const counted = {
          ...ctx.out,
          out: (frame: Parameters<typeof ctx.out.out>[0]) => {
            given++;
            return ctx.out.out(frame);
          },
        };
        await countSource.produce!(Object.assign(Object.create(ctx) as typeof ctx, { out: counted }));
      },
    };
    let release = () => {};
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow = scripted("slow", () => gate, 2);
    const sink = collector();
    const nodes = [
      { id: "a", kind: source as typeof countSource, params: { rows: 64 * 100, frameRows: 64 } },
      { id: "b", kind: slow },
      { id: "c", kind: sink.node },
    ];
    const running = run(await planOf(nodes, ["a -> b", "b -> c"]), { host: bareHost() });
    for (let turn = 0; turn < 50; turn++) await new Promise<void>((next) => setImmediate(next));
    // Two in work, four waiting, one held by the source.
    expect(given).toBeLessThanOrEqual(8);
    release();
    await running.done;
    expect(sink.rowIds()).toHaveLength(6400);
  });

  describe("that could not write an output", () => {
    const files = memoryFiles();
    const denied: Files = {
      ...files,
      checkOutput: async (path) => {
        throw new MillraceError("FILE_DENIED", { message: "No.", file: path, hint: "Choose another place." });
      },
    };
    const host = bareHost({ files: denied });
    const nodes = [
      { id: "a", kind: countSource },
      { id: "b", kind: writeCsv, params: { path: "out.csv" } },
    ];

    test("fails before it has begun", async () => {
      const { summary, events } = await runWorkflow(nodes, ["a -> b"], { host });
      expect(summary).toMatchObject({
        outcome: "failed",
        rows: 0,
        error: { code: "FILE_DENIED", node: "b" },
      });
      expect(events.map(({ type }) => type)).not.toContain("node-started");
      expect([...files.contents.keys()]).toEqual([]);
    });

    test("does all but write in a dry run", async () => {
      const { summary } = await runWorkflow(nodes, ["a -> b"], { host, dryRun: true });
      expect(summary).toMatchObject({ outcome: "done", rows: 10 });
    });
  });
});
