// What an error looks like on the screen, and which exit code it gives.

import { expect, test, vi } from "vitest";
import { describeError } from "../../../engine/runtime/describe-error.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { exitCodeOf } from "../../engine-process/exit-code.ts";
import { printFailure } from "./print.ts";

const wide = new MillraceError("MODEL_INPUT", {
  message: "The model does not take these columns.",
  node: "delay",
  expected: "float32[N,16]",
  got: "15 columns",
  hint: "Add a column.",
});

test("an error as plain data keeps what was expected and what came", () => {
  expect(describeError(wide)).toMatchObject({ expected: "float32[N,16]", got: "15 columns", node: "delay" });
});

test("an error is printed with its place, what was expected, what came, and the next step", () => {
  vi.stubEnv("NO_COLOR", "1");
  const lines: string[] = [];
  const write = vi.spyOn(process.stderr, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  try {
    printFailure(wide);
  } finally {
    write.mockRestore();
    vi.unstubAllEnvs();
  }
  expect(lines.join("").split("\n")).toEqual([
    "error MODEL_INPUT  node delay",
    "  The model does not take these columns.",
    "  expected: float32[N,16]; got: 15 columns",
    "  next:  Add a column.",
    "",
  ]);
});

test.each([
  ["MODEL_REFUSED", 2],
  ["MODEL_FAILED", 2],
  ["MODEL_RUN_FAILED", 1],
  ["FILE_MISSING", 2],
  ["MODEL_MEMORY", 1],
  ["MODEL_CRASHED", 1],
  ["MODEL_TIMEOUT", 1],
  ["DISK_FULL", 1],
])("%s gives exit code %i", (code, exit) => {
  expect(exitCodeOf(code)).toBe(exit);
});
