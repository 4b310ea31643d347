// Programs that bring their native packages along, or have npm bring them.

import { cp, mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { workspace } from "../cli/millrace.ts";
import { parquetOf } from "../support/make-parquet.ts";
import { logOf, program } from "./exported.ts";
import { writeScoring } from "./scoring.ts";

const work = workspace();

beforeAll(() => writeScoring(work));

describe("exporting", () => {
  test("vendored gives a program that needs no packages but its own", async () => {
    const { code, stderr } = await work.millrace([
      ...["export", "flow.millrace.json", "-o", "whole", "--target", "vendored"],
    ]);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(await readdir(work.path("whole/node_modules"))).toEqual(["onnxruntime-node"]);
    expect(await readdir(work.path("whole/node_modules/onnxruntime-node/bin/napi-v6"))).toEqual([
      process.platform,
    ]);
    expect(await readdir(work.path("whole"))).not.toContain("package-lock.json");
    expect(await program(work.path("whole"), ["--selftest"])).toMatchObject({ code: 0 });
  });

  test("vendored for another platform holds its library and no other", async () => {
    const platform = process.platform === "win32" ? "linux-x64" : "win32-x64";
    const args = ["-o", "other", "--target", "vendored", "--platform", platform];
    expect(await work.millrace(["export", "flow.millrace.json", ...args])).toMatchObject({ code: 0 });
    const library = work.path("other/node_modules/onnxruntime-node/bin/napi-v6");
    expect(await readdir(library)).toEqual([platform.split("-")[0]]);
    expect(await readFile(work.path("other/README.md"), "utf8")).toContain(`It was made for \`${platform}\``);
    expect(await readdir(join(library, platform.replace("-", "/")))).toContain("onnxruntime_binding.node");
  });

  test("of Parquet files brings DuckDB along, for one platform, and computes the same with it", async () => {
    await mkdir(work.path("tables"));
    await writeFile(
      work.path("tables/a.parquet"),
      await parquetOf("SELECT range AS n, 'row ' || range AS word FROM range(20)"),
    );
    await work.flow(
      "parquet.millrace.json",
      [
        ["rows", "parquet", { path: "tables" }],
        [
          "some",
          "sql",
          { query: "SELECT word FROM in WHERE n % 3 = 0 ORDER BY n DESC", columns: { word: "text" } },
        ],
        ["write", "write-parquet", { path: "some.parquet" }],
      ],
      ["rows.out -> some", "some.out -> write"],
    );
    const args = ["export", "parquet.millrace.json", "-o", "tabular", "--target", "vendored"];
    const { code, stderr } = await work.millrace(args);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    const folder = work.path("tabular/node_modules");
    expect(await readdir(folder)).toEqual(["@duckdb", "detect-libc"]);
    const libraries = (await readdir(join(folder, "@duckdb"))).filter((name) => name !== "node-bindings");
    expect(libraries.length).toBeGreaterThan(0);
    for (const name of libraries) expect(name).toContain(`${process.platform}-${process.arch}`);
    expect(await program(work.path("tabular"), ["--selftest"])).toMatchObject({ code: 0 });
  });

  test("refuses a platform for a script, which is for every one", async () => {
    const refused = await work.millrace([
      "export",
      "flow.millrace.json",
      "-o",
      "x",
      "--platform",
      "linux-x64",
    ]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("USAGE_PLATFORM");
  });

  test("of pictures asks for sharp, and brings it along when vendored", async () => {
    await mkdir(work.path("pictures"));
    const red = { create: { width: 4, height: 3, channels: 3 as const, background: "#c04020" } };
    await writeFile(work.path("pictures/a.png"), await sharp(red).png().toBuffer());
    await work.flow(
      "pictures.millrace.json",
      [
        ["photos", "image-folder", { path: "pictures" }],
        ["pixels", "image-to-tensor", { column: "image", width: 2, height: 2 }],
        ["only", "select", { columns: ["path", "tensor"] }],
        ["flat", "unpack", { column: "tensor" }],
        ["write", "write-csv", { path: "pixels.csv" }],
      ],
      ["photos -> pixels", "pixels -> only", "only -> flat", "flat -> write"],
    );
    const { code, stderr } = await work.millrace([
      ...["export", "pictures.millrace.json", "-o", "gallery", "--target", "vendored"],
    ]);
    expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
    expect(await readdir(work.path("gallery/node_modules"))).not.toContain("onnxruntime-node");
    expect(await program(work.path("gallery"), ["--selftest"])).toMatchObject({ code: 0 });
    expect(await work.millrace(["export", "pictures.millrace.json", "-o", "script"])).toMatchObject({
      code: 0,
    });
    const { dependencies } = JSON.parse(await readFile(work.path("script/package.json"), "utf8")) as {
      dependencies: object;
    };
    expect(Object.keys(dependencies)).toEqual(["sharp"]);
    await cp(work.path("pictures"), work.path("script/pictures"), { recursive: true });
    const without = await program(work.path("script"));
    expect(without.code).toBe(2);
    expect(logOf(without)[0]).toMatchObject({
      code: "PIPELINE_PACKAGE_MISSING",
      place: "node_modules/sharp",
    });
    // As it is where only a part of what npm brought was copied.
    await mkdir(work.path("script/node_modules"));
    await cp(work.path("gallery/node_modules/sharp"), work.path("script/node_modules/sharp"), {
      recursive: true,
    });
    const halved = await program(work.path("script"));
    expect(halved.code).toBe(2);
    expect(logOf(halved)[0]).toMatchObject({ code: "PIPELINE_PLATFORM", place: "node_modules/sharp" });
  });
});
