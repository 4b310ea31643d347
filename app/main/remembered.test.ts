// What the program takes from its last run and from its arguments.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { workflowIn } from "./start-arguments.ts";
import { readWindowState, writeWindowState } from "./window-state.ts";

describe("the state of the windows", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "millrace-state-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("is what was written", () => {
    const state = { bounds: { x: 1, y: 2, width: 3, height: 4 }, maximized: true };
    writeWindowState(folder, state);
    expect(readWindowState(folder)).toEqual(state);
  });

  test.each(["", "{", "null", `{ "bounds": { "x": "left" }, "maximized": 1 }`])(
    "is nothing where the file says %j",
    async (text) => {
      await writeFile(join(folder, "window.json"), text);
      expect(readWindowState(folder)).toBeNull();
    },
  );

  test("is nothing where there is no file", () => {
    expect(readWindowState(join(folder, "none"))).toBeNull();
  });
});

test.each([
  [["electron", "."], null],
  [["millrace", "a.millrace.json"], "/home/me/a.millrace.json"],
  [["electron", ".", "--inspect=0", "/data/B.JSON"], "/data/B.JSON"],
  [["millrace", "a.json", "b.json"], "/home/me/b.json"],
  [["millrace", "--file=a.json"], null],
  [["workflow.json"], null],
])("the arguments %j name %j", (args, file) => {
  expect(workflowIn(args, "/home/me")).toBe(file);
});
