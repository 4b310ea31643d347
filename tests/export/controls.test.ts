// Would a wrong program be noticed? Each of these is wrong in one way, and the self-test has to say so.

import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { mlp } from "../models/make.ts";
import { workspace } from "../cli/millrace.ts";
import { exported, installPackages, logOf, program } from "./exported.ts";

const work = workspace();
let right: string;

beforeAll(async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i},${(i % 7) - 3},${(i % 5) / 4},wi${i % 3},2026-03-0${1 + (i % 9)}T0${i % 10}:30:00Z`,
  );
  await work.write("rows.csv", `id,a,b,word,when\n${rows.join("\n")}\n`);
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 3 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv", types: { when: "timestamp" } }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["sure", "filter", { condition: "y0 >= -100.0 && a > -2" }],
      ["more", "formula", { columns: { twice: "a * 2.0", at: "hour(when)", shout: "upper(word)" } }],
      ["write", "write-csv", { path: "out.csv" }],
    ],
    ["rows -> model", "model -> sure", "sure -> more", "more -> write"],
  );
  right = await exported(work, "flow.millrace.json", "right");
});

/** A copy of the right program, changed. */
async function wrong(name: string, change: (folder: string) => Promise<void>): Promise<string> {
  const folder = work.path(name);
  await cp(right, folder, { recursive: true, filter: (path) => !path.endsWith("node_modules") });
  await installPackages(folder);
  await change(folder);
  return folder;
}

async function edit(path: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(path, "utf8");
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  await writeFile(path, changed);
}

test("the right program passes", async () => {
  expect(await program(right, ["--selftest"])).toMatchObject({ code: 0 });
});

describe("the self-test finds", () => {
  test.each<[string, RegExp, string]>([
    ["a threshold", /a > -2/, "a > -1"],
    ["swapped columns", /\["a", "b"\]/, '["b", "a"]'],
    ["a missing node", /write\w*Csv\("write", more/, 'writeCsv("write", sure'],
    ["another formula", /a \* 2\.0/, "a * 2.000001 + 0.001"],
  ])("%s", async (what, from, to) => {
    const folder = await wrong(what.replaceAll(" ", "-"), (copy) =>
      edit(join(copy, "pipeline.mjs"), from, to),
    );
    const ended = await program(folder, ["--selftest"]);
    expect(JSON.parse(ended.stdout)).toMatchObject({ passed: false });
    expect(ended.code).toBe(1);
    expect(logOf(ended)[0]).toMatchObject({ level: "error", code: "SELFTEST_DIFFERS" });
  });

  test("one changed byte of a weight, by the hash and by what it computes", async () => {
    const folder = await wrong("weight", async (copy) => {
      const path = join(copy, "models/m.onnx");
      const bytes = await readFile(path);
      // raw_data (field 9) of the last matrix, 4 × 3 floats: the sign of its first.
      const place = bytes.indexOf(Buffer.from([0x4a, 48]));
      bytes[place + 2 + 3] ^= 0x80;
      await writeFile(path, bytes);
    });
    const refused = await program(folder, ["--selftest"]);
    expect(refused.code).toBe(2);
    expect(logOf(refused)[0]).toMatchObject({ code: "MODEL_CHANGED", place: "models/m.onnx" });
    const sha256 = createHash("sha256")
      .update(await readFile(join(folder, "models/m.onnx")))
      .digest("hex");
    await edit(join(folder, "models/models.lock.json"), /"sha256": "\w+"/, `"sha256": "${sha256}"`);
    const ended = await program(folder, ["--selftest"]);
    expect(ended.code).toBe(1);
    expect(logOf(ended)[0]).toMatchObject({ code: "SELFTEST_DIFFERS" });
    expect(String(logOf(ended)[0].message)).toMatch(/^model\.model\.jsonl, line \d+, column y/);
  });

  // Where it was made nobody would notice: each passes with the time zone and the language of that machine.
  test.each([
    ["local time", /getUTCHours/g, "getHours", { TZ: "UTC" }, { TZ: "Asia/Tokyo" }],
    [
      "the language of the machine",
      /\.toUpperCase\(\)/g,
      ".toLocaleUpperCase(Intl.DateTimeFormat().resolvedOptions().locale)",
      { LC_ALL: "C" },
      { LC_ALL: "tr_TR.UTF-8" },
    ],
  ])("an engine that goes by %s", async (what, from, to, home, abroad) => {
    const folder = await wrong(what.replaceAll(" ", "-"), async (copy) => {
      const chunks = join(copy, "runtime/chunks");
      const name = (await readdir(chunks)).find((file) => file.startsWith("expression-"))!;
      await edit(join(chunks, name), from, to);
    });
    expect(await program(folder, ["--selftest"], home)).toMatchObject({ code: 0 });
    const ended = await program(folder, ["--selftest"], abroad);
    expect(ended.code).toBe(1);
    expect(logOf(ended)[0]).toMatchObject({ level: "error", code: "SELFTEST_DIFFERS" });
  });

  test("an engine that computes something else", async () => {
    const folder = await wrong("engine", async (copy) => {
      const chunks = join(copy, "runtime/chunks");
      const name = (await readdir(chunks)).find((file) => file.startsWith("filter-"))!;
      await edit(join(chunks, name), /return \w+\.takeMasked\(frame, mask\)/, "return frame");
    });
    expect(await program(folder, ["--selftest"])).toMatchObject({ code: 1 });
  });
});
