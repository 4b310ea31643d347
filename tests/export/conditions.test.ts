// Conditions of a branch are what people change most: an exported program is given them by flag and by variable.

import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";
import { exported, logOf, program } from "./exported.ts";

const work = workspace();
let folder: string;

beforeAll(async () => {
  await work.write("rows.csv", "id,delay\n1,10\n2,40\n3,60\n");
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["act", "branch", { branches: [{ id: "late", label: "Late", condition: "delay > 48.0" }] }],
      ["write", "write-csv", { path: "late.csv" }],
    ],
    ["rows -> act", "act.late -> write"],
  );
  folder = await exported(work, "flow.millrace.json", "program");
  await cp(work.path("rows.csv"), join(folder, "rows.csv"));
});

const late = () => readFile(join(folder, "late.csv"), "utf8");

test("by flag, by variable, or as the program has it", async () => {
  expect(await program(folder)).toMatchObject({ code: 0 });
  expect(await late()).toBe("id,delay\n3,60\n");
  await program(folder, [], { PIPELINE_ACT_LATE: "delay > 5.0" });
  expect(await late()).toBe("id,delay\n1,10\n2,40\n3,60\n");
  await program(folder, ["--act-late", "delay > 36.0"], { PIPELINE_ACT_LATE: "delay > 5.0" });
  expect(await late()).toBe("id,delay\n2,40\n3,60\n");
});

test("one that is none is refused in words", async () => {
  const refused = await program(folder, ["--act-late", "delay >"]);
  expect(refused.code).toBe(2);
  expect(logOf(refused)[0]).toMatchObject({
    level: "error",
    place: expect.stringContaining("node act") as string,
  });
});

test("its help and its README list them", async () => {
  expect((await program(folder, ["--help"])).stdout).toContain("--act-late TEXT");
  expect(await readFile(join(folder, "README.md"), "utf8")).toContain("`PIPELINE_ACT_LATE`");
});
