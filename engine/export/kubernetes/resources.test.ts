// What a pod asks for, from what was measured.

import { describe, expect, test } from "vitest";
import { useOf } from "../measure.ts";
import { resourcesOf } from "./resources.ts";

const MEBIBYTE = 2 ** 20;

test.each([
  [10, "128Mi", "256Mi"],
  [61, "128Mi", "256Mi"],
  [103, "128Mi", "256Mi"],
  [154, "256Mi", "512Mi"],
  [189, "256Mi", "512Mi"],
  [1500, "2048Mi", "4096Mi"],
])("%i MiB ask for %s, and may take %s", (peak, asked, most) => {
  const { requests, limits } = resourcesOf({ peakBytes: peak * MEBIBYTE, busy: 1 });
  expect([requests.memory, limits.memory]).toEqual([asked, most]);
});

test.each([
  [0.02, "500m"],
  [0.5, "500m"],
  [0.55, "1"],
  [1, "1"],
])("a share of %f of the time asks for %s", (busy, asked) => {
  const { requests, limits } = resourcesOf({ peakBytes: 1, busy });
  expect(requests.cpu).toBe(asked);
  expect(limits.cpu).toBe("1");
});

test("what could not be measured asks for something that is usual", () => {
  expect(resourcesOf(null)).toEqual({
    requests: { cpu: "1", memory: "256Mi" },
    limits: { cpu: "1", memory: "512Mi" },
  });
});

describe("use", () => {
  const line = (pid: number, cpuSeconds: number, elapsedSeconds: number, idleSeconds: number) =>
    JSON.stringify({ pid, peakBytes: 50 * MEBIBYTE, cpuSeconds, elapsedSeconds, idleSeconds });

  test("is that of all processes together", () => {
    // The first one has nothing to do while a model runs in the other.
    const use = useOf(`${line(2, 4, 4, 0)}\n${line(1, 1, 5, 4)}\n`, 1);
    expect(use).toEqual({ peakBytes: 100 * MEBIBYTE, busy: 1 });
  });

  test("is the same where others had the cores half of the time", () => {
    expect(useOf(line(1, 2, 2.1, 0.1), 1)!.busy).toBeCloseTo(useOf(line(1, 2, 4.2, 0.1), 1)!.busy, 6);
  });

  test("is little where it waits for something outside", () => {
    expect(useOf(line(1, 1, 10, 9), 1)!.busy).toBeCloseTo(0.1, 6);
  });
});
