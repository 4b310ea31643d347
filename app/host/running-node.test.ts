// Which node is to blame when the process ends?

import { expect, test } from "vitest";
import type { ToldEvent } from "../bridge/engine-protocol.ts";
import { RunningNode } from "./running-node.ts";

const session = "s";
const works = (node: string): ToldEvent => ({
  event: "engine.state",
  value: { session, state: "ready", node, memoryMb: 1 },
});
const told = (type: "node-started" | "node-done", node: string) =>
  ({
    event: "run.event",
    value: { session, run: "r", event: { type, node, seq: 1 } },
  }) as unknown as ToldEvent;

function nodeAfter(...events: readonly ToldEvent[]): string | null {
  const running = new RunningNode();
  for (const event of events) running.hear(event);
  return running.node;
}

test("the only one that has begun", () => {
  expect(nodeAfter()).toBeNull();
  expect(nodeAfter(told("node-started", "a"))).toBe("a");
  expect(nodeAfter(told("node-started", "a"), told("node-started", "b"))).toBeNull();
});

test("the one that runs its model, and of several the last that said so", () => {
  const begun = [told("node-started", "slow"), told("node-started", "quick"), told("node-started", "file")];
  expect(nodeAfter(...begun, works("slow"))).toBe("slow");
  expect(nodeAfter(...begun, works("slow"), works("quick"))).toBe("quick");
  expect(nodeAfter(...begun, works("slow"), works("quick"), works("slow"))).toBe("slow");
});

test("one that is done leaves the blame to those that are not", () => {
  const begun = [told("node-started", "slow"), told("node-started", "quick"), told("node-started", "file")];
  const models = [works("slow"), works("quick")];
  expect(nodeAfter(...begun, ...models, told("node-done", "quick"))).toBe("slow");
  expect(nodeAfter(...begun, ...models, told("node-done", "quick"), told("node-done", "slow"))).toBe("file");
});
