import { expect, test } from "vitest";
import type { LogLine } from "../../stores/run-state.ts";
import { chosenLines, clockText, logText } from "./log-lines.ts";

const at = new Date(2026, 0, 2, 3, 4, 5, 60).getTime();
const log: readonly LogLine[] = [
  { at, level: "warning", node: "model", code: "MODEL_SLOW", text: "One row at a time." },
  { at, level: "info", node: null, code: null, text: "Done." },
];

test("lines are chosen by node and level", () => {
  expect(chosenLines(log, null, null)).toBe(log);
  expect(chosenLines(log, "model", null)).toEqual([log[0]]);
  expect(chosenLines(log, null, "info")).toEqual([log[1]]);
  expect(chosenLines(log, "model", "info")).toEqual([]);
});

test("a copied log has a line for each, with the title of its node", () => {
  expect(clockText(at)).toBe("03:04:05.060");
  expect(logText(log, () => "Delay model")).toBe(
    "03:04:05.060  warning  Delay model  MODEL_SLOW  One row at a time.\n03:04:05.060  info  Done.\n",
  );
});
