// The merge: rows of one source by id, sources one after the other, nothing lost, nothing early, whatever the frames.

import fc from "fast-check";
import { expect, test } from "vitest";
import { frameOf } from "../../../engine/frames/builder.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { rowId } from "../../../engine/frames/lineage.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { MergeQueue } from "./merge-queue.ts";

const schema: Schema = { fields: [field("n", "float64")] };

function frame(source: string, from: number, to: number, ids: readonly number[]): Frame {
  const rows = ids.map((n) => ({ n }));
  return frameOf(schema, rows, { source, unit: "row", from, to, ids: Float64Array.from(ids) });
}

const drain = (queue: MergeQueue): Frame[] => {
  const frames: Frame[] = [];
  for (let next = queue.next(); next; next = queue.next()) frames.push(...next);
  return frames;
};

const idsOf = (frames: readonly Frame[]) =>
  frames.flatMap((each) => Array.from({ length: each.length }, (_, row) => rowId(each.lineage, row)));

test("rows of one source come in their old order, as soon as they can", () => {
  const queue = new MergeQueue(2);
  queue.push(0, frame("s", 0, 4, [0, 3]));
  expect(drain(queue)).toEqual([]);
  expect(queue.wanted()).toBe(1);
  queue.push(1, frame("s", 0, 2, [1]));
  expect(idsOf(drain(queue))).toEqual([0, 1]);
  queue.push(1, frame("s", 2, 4, []));
  expect(idsOf(drain(queue))).toEqual([3]);
});

test("an empty frame says that nothing comes, so others need not wait", () => {
  const queue = new MergeQueue(2);
  queue.push(0, frame("s", 0, 4, [0, 1, 2, 3]));
  queue.push(1, frame("s", 0, 4, []));
  const [merged] = drain(queue);
  expect(idsOf([merged])).toEqual([0, 1, 2, 3]);
  expect(merged.lineage).toMatchObject({ from: 0, to: 4 });
});

test("other sources wait until the first is done", () => {
  const queue = new MergeQueue(2);
  queue.push(1, frame("b", 0, 2, [0, 1]));
  queue.push(0, frame("a", 0, 2, [0, 1]));
  expect(drain(queue).map(({ lineage }) => lineage.source)).toEqual(["a"]);
  expect(queue.wanted()).toBe(0);
  queue.push(0, frame("a", 2, 4, [2]));
  queue.end(0);
  expect(drain(queue).map(({ lineage }) => lineage.source)).toEqual(["a", "b"]);
});

test("a row that arrives on two wires goes on twice", () => {
  const queue = new MergeQueue(2);
  queue.push(0, frame("s", 0, 2, [0, 1]));
  queue.push(1, frame("s", 0, 2, [1]));
  expect(idsOf(drain(queue))).toEqual([0, 1, 1]);
});

test("tensors of different shapes go on in pieces, in order", () => {
  const shaped = (size: number, ids: number[]) => {
    const type = { type: "tensor", dtype: "float32", shape: [size] } as const;
    const rows = ids.map((id) => ({ t: new Array<number>(size).fill(id) }));
    const lineage = { source: "s", unit: "row", from: 0, to: 4, ids: Float64Array.from(ids) } as const;
    return frameOf({ fields: [field("t", type)] }, rows, lineage);
  };
  const queue = new MergeQueue(2);
  queue.push(0, shaped(1, [0, 1, 3]));
  queue.push(1, shaped(2, [2]));
  const pieces = drain(queue);
  expect(pieces.map((piece) => idsOf([piece]))).toEqual([[0, 1], [2], [3]]);
  expect(pieces.map(({ lineage: { from, to } }) => [from, to])).toEqual([
    [0, 2],
    [2, 3],
    [3, 4],
  ]);
});

/** Rows 0… of a source dealt to wires, each wire cut into frames of its own; some rows to nobody, some to all. */
const dealt = fc
  .record({
    owners: fc.array(fc.constantFrom("0", "1", "2", "all", "none"), { maxLength: 25 }),
    cuts: fc.array(fc.array(fc.nat(25), { maxLength: 4 }), { minLength: 3, maxLength: 3 }),
    turns: fc.array(fc.nat(2), { maxLength: 40 }),
  })
  .map(({ owners, cuts, turns }) => {
    const wires = cuts.map((points, wire) => {
      const bounds = [...new Set([0, ...points.filter((at) => at < owners.length), owners.length])].sort(
        (a, b) => a - b,
      );
      return bounds.slice(1).map((to, i) => {
        const ids = owners.flatMap((owner, id) => (owner === String(wire) || owner === "all" ? [id] : []));
        return frame(
          "s",
          bounds[i],
          to,
          ids.filter((id) => id >= bounds[i] && id < to),
        );
      });
    });
    const expected = owners.flatMap((owner, id) =>
      owner === "none" ? [] : owner === "all" ? [id, id, id] : [id],
    );
    return { wires, turns, expected };
  });

test("in whatever order frames arrive, rows come out by id, and ranges follow each other", () => {
  fc.assert(
    fc.property(dealt, ({ wires, turns, expected }) => {
      const queue = new MergeQueue(3);
      const left = wires.map((frames) => [...frames]);
      const out: Frame[] = [];
      const step = (wire: number) => {
        const next = left[wire].shift();
        if (next) queue.push(wire, next);
        else queue.end(wire);
        out.push(...drain(queue));
      };
      for (const turn of turns) step(turn);
      for (let wire = 0; wire < 3; wire++) for (let i = 0; i < 30; i++) step(wire);
      expect(idsOf(out)).toEqual(expected);
      out
        .slice(1)
        .forEach(({ lineage }, i) => expect(lineage.from).toBeGreaterThanOrEqual(out[i].lineage.to));
    }),
  );
});

test("feeding only the wire that is wanted always comes to an end", () => {
  fc.assert(
    fc.property(dealt, ({ wires, expected }) => {
      const queue = new MergeQueue(3);
      const left = wires.map((frames) => [...frames]);
      const out: Frame[] = [];
      const ended = [false, false, false];
      while (ended.includes(false)) {
        const wire = queue.wanted() ?? ended.indexOf(false);
        expect(ended[wire]).toBe(false);
        const next = left[wire].shift();
        if (next) queue.push(wire, next);
        else {
          queue.end(wire);
          ended[wire] = true;
        }
        out.push(...drain(queue));
      }
      expect(idsOf(out)).toEqual(expected);
    }),
  );
});
