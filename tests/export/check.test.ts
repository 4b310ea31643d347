// `millrace export --check`: what it tells, and that it writes nothing.

import { mkdir } from "node:fs/promises";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { folderBytes } from "../../engine/export/files-below.ts";
import { mlp } from "../models/make.ts";
import { uniform } from "../models/random.ts";
import { workspace } from "../cli/millrace.ts";

const work = workspace();

interface Told {
  readonly verdicts: readonly { target: string; verdict: string; reasons: readonly { text: string }[] }[];
  readonly platforms: readonly { name: string; missing: string | null; bytes: number }[];
  readonly size: { readonly program: number; readonly models: number; readonly npm: number };
}

beforeAll(async () => {
  await work.write("rows.csv", "a,b\n0.5,1\n1.5,2\n");
  await work.write("m.onnx", mlp({ inputs: 2, hidden: [4], outputs: 2 }));
  await work.flow(
    "flow.millrace.json",
    [
      ["rows", "csv", { path: "rows.csv" }],
      ["model", "onnx", { model: "m.onnx", inputs: { x: ["a", "b"] } }],
      ["write", "write-csv", { path: work.path("far/out.csv") }],
    ],
    ["rows -> model", "model -> write"],
  );
  await work.flow("broken.millrace.json", [["rows", "csv", { path: "nowhere.csv" }]], []);
  await work.flow("empty.millrace.json", [], []);
});

const check = async (...args: string[]) => {
  const before = await work.names();
  const done = await work.millrace(["export", "flow.millrace.json", "--check", ...args]);
  expect(await work.names(), "nothing is written").toEqual(before);
  return done;
};

test("tells of every target, naming the nodes, and what it weighs", async () => {
  const { code, stdout } = await check();
  expect(code).toBe(0);
  const targets = stdout.split("\n").flatMap((line) => /^[a-z]+/.exec(line)?.[0] ?? []);
  expect(targets).toEqual(["script", "vendored", "docker", "kubernetes", "systemd", "cron", "ci", "size"]);
  expect(stdout).toContain('"rows" and "write" use files');
  expect(stdout).not.toContain('"model"');
  expect(stdout).toContain(`"write" writes "${work.path("far/out.csv")}", a path of this machine`);
  expect(stdout).toMatch(
    /size: program about 1\.\d MB, models 0\.0 MB, onnxruntime-node [\d.]+ by npm \d+ MB/,
  );
});

test("tells the same as JSON, with the sizes for each platform", async () => {
  const { stdout } = await check("--json");
  const { verdicts, platforms, size } = JSON.parse(stdout) as Told;
  expect(verdicts).toHaveLength(7);
  expect(verdicts.every(({ verdict }) => verdict === "possible")).toBe(true);
  expect(platforms.find(({ name }) => name === "linux-x64")).toMatchObject({ missing: null });
  expect(size.models).toBeGreaterThan(0);
  expect(size.npm).toBeGreaterThan(size.program);
});

test("of one target it tells of that one alone", async () => {
  const { code, stdout } = await check("--target", "vendored", "--json");
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as Told).verdicts.map(({ target }) => target)).toEqual(["vendored"]);
});

test("ends with 2 where the target that is asked about is impossible, and with 0 where none was asked about", async () => {
  const empty = ["export", "empty.millrace.json", "--check"];
  expect((await work.millrace(empty)).stdout).toContain("No node would run");
  expect((await work.millrace(empty)).code).toBe(0);
  expect((await work.millrace([...empty, "--target", "script"])).code).toBe(2);
});

test("a workflow with errors is refused with its issues", async () => {
  const { code, stderr } = await work.millrace(["export", "broken.millrace.json", "--check"]);
  expect(code).toBe(2);
  expect(stderr).toContain("FILE_MISSING");
});

test("counts the files of a folder that travel as samples, and what comes of them", async () => {
  await mkdir(work.path("photos"));
  for (let i = 0; i < 9; i++) await work.write(`photos/p${i}.png`, await randomPicture(i));
  await work.flow(
    "photos.millrace.json",
    [
      ["photos", "image-folder", { path: "photos" }],
      ["write", "write-images", { folder: "copies" }],
    ],
    ["photos -> write"],
  );
  const told = await work.millrace(["export", "photos.millrace.json", "--check", "--json"]);
  const { size } = JSON.parse(told.stdout) as Told;
  const made = await work.millrace(["export", "photos.millrace.json", "-o", "program"]);
  expect(made.code, made.stderr).toBe(0);
  const written = folderBytes(work.path("program"));
  // The rest is texts: how to run it, the licences, the bill of materials.
  expect(size.program).toBeGreaterThan(0.9 * written);
  expect(size.program).toBeLessThan(1.1 * written);
});

/** A picture that does not get smaller when it is packed. */
function randomPicture(seed: number): Promise<Uint8Array> {
  const [width, height] = [256, 256];
  const random = uniform(seed);
  const pixels = Uint8Array.from({ length: width * height * 3 }, () => 128 + 128 * random());
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}
