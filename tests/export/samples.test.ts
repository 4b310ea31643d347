// What an export takes along of the data and the names of a workflow.

import { lstat, mkdir, readdir, readFile, symlink, utimes } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";
import { exported, program } from "./exported.ts";
import { ROWS } from "./scoring.ts";

const work = workspace();

beforeAll(() => work.write("rows.csv", ROWS));

describe("an export", () => {
  test("takes nodes and ports that are called as what every object has", async () => {
    await work.flow(
      "names.millrace.json",
      [
        ["constructor", "csv", { path: "rows.csv" }],
        ["act", "branch", { branches: ["ref", "toString"].map((id) => ({ id, condition: "b > 1" })) }],
        ["x", "write-csv", { path: "x.csv" }],
        ["y", "write-csv", { path: "y.csv" }],
      ],
      ["constructor -> act", "act.ref -> x", "act.toString -> y"],
    );
    const named = await work.millrace(["export", "names.millrace.json", "-o", "names"]);
    expect(named).toMatchObject({ code: 0 });
  });

  test("takes whole rows into its samples, also behind a mark for inches", async () => {
    const rows = Array.from({ length: 9000 }, (_, i) => `${i},row ${i}\n`).join("");
    await work.write("inches.csv", `id,what\n0,5" pipe\n${rows}`);
    await work.flow(
      "inches.millrace.json",
      [
        ["rows", "csv", { path: "inches.csv" }],
        ["out", "write-csv", { path: "inches-out.csv" }],
      ],
      ["rows -> out"],
    );
    const done = await work.millrace(["export", "inches.millrace.json", "-o", "inches"]);
    expect(done.stderr).toContain("proved: its samples give 502 values");
  });

  test("takes what links in a folder lead to, not the links", async () => {
    await work.write("kept.txt", "A");
    await mkdir(work.path("linked"));
    await symlink("../kept.txt", work.path("linked/a.txt"));
    await symlink("nowhere", work.path("linked/b.txt"));
    await work.flow(
      "linked.millrace.json",
      [
        ["texts", "text-files", { path: "linked" }],
        ["out", "write-csv", { path: "linked.csv" }],
      ],
      ["texts -> out"],
    );
    const done = await work.millrace(["export", "linked.millrace.json", "-o", "from-links"]);
    expect(done.code, done.stderr).toBe(0);
    const sample = work.path("from-links/selftest/data/texts.path");
    expect(await readdir(sample)).toEqual(["a.txt"]);
    expect((await lstat(join(sample, "a.txt"))).isFile()).toBe(true);
  });

  test("keeps the order of pictures that goes by their time", async () => {
    const picture = sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } }).png();
    const bytes = await picture.toBuffer();
    await mkdir(work.path("by-time"));
    for (const [i, name] of ["a", "b", "c"].entries()) {
      await work.write(`by-time/${name}.png`, bytes);
      await utimes(work.path(`by-time/${name}.png`), 9e8 - i * 1e6, 9e8 - i * 1e6);
    }
    await work.flow(
      "by-time.millrace.json",
      [
        ["pictures", "image-folder", { path: "by-time", sort: "modified" }],
        ["out", "write-jsonl", { path: "by-time.jsonl" }],
      ],
      ["pictures -> out"],
    );
    const folder = await exported(work, "by-time.millrace.json", "by-time-program");
    const expected = await readFile(join(folder, "selftest/expected/out.jsonl"), "utf8");
    expect(expected.match(/[abc]\.png/g)?.[0]).toBe("c.png");
    expect(await program(folder, ["--selftest"])).toMatchObject({ code: 0 });
  });
});
