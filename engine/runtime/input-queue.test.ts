// When a sender waits in front of a queue, and when it goes on.

import { expect, test } from "vitest";
import { columnOf, freshLineage } from "../frames/builder.ts";
import { Frame } from "../frames/frame.ts";
import { InputQueue } from "./input-queue.ts";

const frame = (rows: number, from = 0) =>
  new Frame({ fields: [] }, [], rows, freshLineage("s", from, from + rows));

/** A queue with one wire; `push` answers what the sender is told. */
function oneWire() {
  const queue = new InputQueue(1);
  const end = { port: "in", wire: 0, backlog: { frames: 0 } };
  return {
    queue,
    push: (rows: number) => queue.push({ ...end, frame: frame(rows) }, false),
    close: () => queue.close({ ...end, frame: null }),
  };
}

async function settled(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await new Promise(setImmediate);
  return done;
}

test.each([
  ["long", 1000, 4],
  ["short", 1, 256],
])("of %s frames it holds so many; half are gone before the sender is woken", async (_, rows, bound) => {
  const { queue, push } = oneWire();
  for (let i = 0; i < bound; i++) expect(push(rows)).toBeUndefined();
  const room = push(rows);
  expect(room).toBeInstanceOf(Promise);
  for (let left = bound; left > bound / 2; left--) {
    expect(await settled(room!)).toBe(false);
    expect(queue.take(1)).toMatchObject({ port: "in" });
  }
  expect(await settled(room!)).toBe(false);
  void queue.take(1);
  expect(await settled(room!)).toBe(true);
});

test("a wire that shares its source waits while anything is taken, and is let go when another wire is wanted", async () => {
  const queue = new InputQueue(2);
  const end = { port: "in", wire: 0, backlog: { frames: 0 } };
  const push = () => queue.push({ ...end, frame: frame(1000) }, true);
  for (let i = 0; i < 4; i++) expect(push()).toBeUndefined();
  const room = push();
  expect(await settled(room!)).toBe(false);
  queue.wanted = { wire: 1 };
  expect(await settled(room!)).toBe(true);
  expect(push()).toBeUndefined();
  queue.wanted = null;
  expect(push()).toBeInstanceOf(Promise);
});

test("what is there is given at once, what is not there is waited for, and the end is null", async () => {
  const { queue, push, close } = oneWire();
  void push(5);
  expect(queue.take(1)).toMatchObject({ frame: { length: 5 } });
  const next = queue.take(1);
  expect(next).toBeInstanceOf(Promise);
  void push(6);
  expect(await next).toMatchObject({ frame: { length: 6 } });
  close();
  expect(await queue.take(1)).toMatchObject({ frame: null });
  expect(queue.take(1)).toBeNull();
});

test("short frames that wait are joined", () => {
  const { queue, push } = oneWire();
  for (let i = 0; i < 5; i++) void push(2);
  expect(queue.take(7)).toMatchObject({ frame: { length: 6 } });
  expect(queue.take(7)).toMatchObject({ frame: { length: 4 } });
});

test("releasing lets everybody go", async () => {
  const { queue, push } = oneWire();
  for (let i = 0; i < 4; i++) void push(1000);
  const room = push(1000);
  queue.release();
  expect(await settled(room!)).toBe(true);
  expect(push(1000)).toBeUndefined();
});

test.each([
  ["pictures", { type: "image" }, null],
  ["tensors of pictures", { type: "tensor", dtype: "float32", shape: [100_000] }, new Float32Array(100_000)],
] as const)("few rows of %s are no short frame: one of them waits, not hundreds", (_, type, cell) => {
  const queue = new InputQueue(1);
  const end = { port: "in", wire: 0, backlog: { frames: 0 } };
  const bulky = new Frame(
    { fields: [{ name: "x", type, nullable: true }] },
    [columnOf(type, [cell])],
    1,
    freshLineage("s", 0, 1),
  );
  const told = Array.from({ length: 2 }, () => queue.push({ ...end, frame: bulky }, false));
  expect(told.map((wait) => wait instanceof Promise)).toEqual([false, true]);
  // Nor are they joined, which would copy them.
  expect(queue.take(1024)).toMatchObject({ frame: { length: 1 } });
});
