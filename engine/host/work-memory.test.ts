// The host's memory for pictures: bounded by its gate, and what lies outside of V8's heap is collected when it is done with.

import { expect, test } from "vitest";
import { MemoryGate } from "../sdk/memory-gate.ts";
import { WorkMemory } from "./work-memory.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("what work has used and dropped is collected, though V8's own heap is all but empty", async () => {
  const memory = new WorkMemory(new MemoryGate(2 ** 28));
  expect(memory.limit).toBe(2 ** 28);
  const dropped = await memory.hold(1, async () => new WeakRef(new Uint8Array(1000)));
  // Said to be used, so that the test needs none of it.
  for (let i = 0; i < 8; i++) {
    await turn();
    await memory.hold(70 * 2 ** 20, async () => {});
  }
  await turn();
  expect(dropped.deref()).toBeUndefined();
});
