// The gate: never more bytes inside than allowed, first come first served, and nothing is lost when work fails.

import { expect, test } from "vitest";
import { MemoryGate } from "./memory-gate.ts";

/** Work that ends when it is told to. */
function work(gate: MemoryGate, bytes: number) {
  let inside = false;
  let end: (thrown?: Error) => void = () => {};
  const done = gate.hold(bytes, () => {
    inside = true;
    return new Promise<void>((resolve, reject) => {
      end = (thrown) => (thrown ? reject(thrown) : resolve());
    });
  });
  return { done, isInside: () => inside, end: (thrown?: Error) => end(thrown) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("work waits until its bytes are free, in the order in which it came", async () => {
  const gate = new MemoryGate(10);
  const [first, second, big, small] = [work(gate, 6), work(gate, 4), work(gate, 8), work(gate, 1)];
  await turn();
  expect([first, second, big, small].map(({ isInside }) => isInside())).toEqual([true, true, false, false]);
  second.end();
  await turn();
  // One byte would fit by now, but nobody overtakes.
  expect([big, small].map(({ isInside }) => isInside())).toEqual([false, false]);
  first.end();
  await turn();
  expect([big, small].map(({ isInside }) => isInside())).toEqual([true, true]);
  big.end();
  small.end();
  await Promise.all([first, second, big, small].map(({ done }) => done));
});

test("work that wants more than there is runs alone", async () => {
  const gate = new MemoryGate(10);
  const [huge, next] = [work(gate, 1000), work(gate, 1)];
  await turn();
  expect([huge.isInside(), next.isInside()]).toEqual([true, false]);
  huge.end();
  await huge.done;
  await turn();
  expect(next.isInside()).toBe(true);
  next.end();
  await next.done;
});

test("work that fails gives its bytes back", async () => {
  const gate = new MemoryGate(1);
  const [bad, next] = [work(gate, 1), work(gate, 1)];
  await turn();
  bad.end(new Error("broken"));
  await expect(bad.done).rejects.toThrow("broken");
  await turn();
  expect(next.isInside()).toBe(true);
  next.end();
  await next.done;
});
