// image-folder on a real folder: which files, in which order, and what becomes of unreadable ones.

import { mkdtemp, mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { EncodedImage } from "../../../engine/frames/image.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { MemoryGate } from "../../../engine/sdk/memory-gate.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { errorFrames } from "../../../tests/support/error-frames.ts";
import imageFolder from "./image-folder.ts";

let root: string;

const picture = (width: number, height: number, background = "#c04020") =>
  sharp({ create: { width, height, channels: 3, background } });
const PNG = await picture(3, 2).png().toBuffer();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "image-folder-"));
  await mkdir(join(root, "pictures/inside"), { recursive: true });
  for (const name of ["b.png", "a.JPG", "notes.txt", "inside/c.png"])
    await writeFile(join(root, "pictures", name), PNG);
});

afterEach(() => rm(root, { recursive: true }));

async function read(params: Record<string, unknown> = {}, files: Files = diskFiles(root)) {
  const result = await runNode(imageFolder, { params: { path: "pictures", ...params }, host: { files } });
  const frames = result.outputs.out ?? [];
  const rows = frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row)));
  return { ...result, frames, rows, paths: rows.map(({ path }) => path) };
}

test("each picture is a row with its path and its bytes", async () => {
  const { rows, frames, schemas } = await read();
  expect(rows.map(({ path }) => path)).toEqual(["pictures/a.JPG", "pictures/b.png"]);
  const image = rows[0].image as EncodedImage;
  expect(PNG.equals(image.bytes)).toBe(true);
  expect(image).toMatchObject({ name: "pictures/a.JPG", width: 3, height: 2 });
  expect(frames[0].schema).toBe(schemas.out);
  expect(frames[0].lineage).toMatchObject({ unit: "file", from: 1, to: 3 });
});

test.each([
  [{ recursive: true }, ["pictures/a.JPG", "pictures/b.png", "pictures/inside/c.png"]],
  [{ extensions: ["txt"] }, ["pictures/notes.txt"]],
  [{ extensions: [".PNG"] }, ["pictures/b.png"]],
  [{ path: "pictures/inside/" }, ["pictures/inside/c.png"]],
  [{ path: "pictures/notes.txt" }, ["pictures/notes.txt"]],
  [{ glob: "b*" }, ["pictures/b.png"]],
  [{ recursive: true, glob: "*.png" }, ["pictures/b.png", "pictures/inside/c.png"]],
  [{ recursive: true, glob: "in*/**" }, ["pictures/inside/c.png"]],
  [{ recursive: true, glob: "{a,c}.*" }, ["pictures/a.JPG", "pictures/inside/c.png"]],
])("%j reads %j", async (params, expected) => {
  expect((await read(params)).paths).toEqual(expected);
});

test("oldest first", async () => {
  await utimes(join(root, "pictures/b.png"), 1000, 1000);
  expect((await read({ sort: "modified" })).paths).toEqual(["pictures/b.png", "pictures/a.JPG"]);
});

test("pictures travel a few together", async () => {
  const { frames } = await read({ recursive: true, frameRows: 2 });
  expect(frames.map(({ length, lineage }) => [length, lineage.from, lineage.to])).toEqual([
    [2, 1, 3],
    [1, 3, 4],
  ]);
});

test("an unreadable picture is a failed row with its number and path", async () => {
  const files = diskFiles(root);
  const denied = new MillraceError("FILE_DENIED", { message: "No right to read it.", hint: "Ask." });
  const readAll: Files["readAll"] = async (path) => {
    if (path.endsWith("a.JPG")) throw denied;
    return files.readAll(path);
  };
  const { failed, paths, frames } = await read({}, { ...files, readAll });
  expect(failed).toMatchObject([
    { row: 1, code: "FILE_DENIED", cause: "No right to read it.", column: "image" },
  ]);
  expect(paths).toEqual(["pictures/b.png"]);
  expect(frames[0].lineage).toMatchObject({ from: 1, to: 3 });
});

test("an unreadable picture arrives at the error port with the columns that were planned", async () => {
  const files: Files = {
    ...diskFiles(root),
    readAll: async () =>
      Promise.reject(new MillraceError("FILE_DENIED", { message: "No right.", hint: "-" })),
  };
  const { frames, planned } = await errorFrames(imageFolder, { path: "pictures" }, files);
  expect(frames.map(({ schema }) => schema)).toEqual([planned]);
  expect([0, 1].map((row) => frames[0].row(row))).toMatchObject([
    { path: "pictures/a.JPG", image: null, error_code: "FILE_DENIED", error_place: 1n },
    { path: "pictures/b.png", image: null, error_code: "FILE_DENIED", error_place: 2n },
  ]);
});

test("a folder without pictures is said while editing", async () => {
  const { issues, rows } = await read({ extensions: ["bmp"] });
  expect(issues).toMatchObject([{ code: "IMAGES_NONE", severity: "warning" }]);
  expect(rows).toEqual([]);
});

test("a folder that is not there is refused", async () => {
  await expect(read({ path: "nowhere" })).rejects.toMatchObject({
    code: "FILE_MISSING",
    details: { file: "nowhere" },
  });
});

test("size and format as they are, whatever the name and the EXIF data say", async () => {
  await rm(join(root, "pictures/b.png"));
  await writeFile(
    join(root, "pictures/a.JPG"),
    await picture(5, 4).webp().withMetadata({ orientation: 6 }).toBuffer(),
  );
  const { rows, frames, schemas } = await read({ details: true });
  expect(rows).toMatchObject([{ width: 4, height: 5, format: "webp" }]);
  expect(frames[0].schema).toBe(schemas.out);
});

test("files that are no pictures fail with their name, the others go on", async () => {
  const bad: [string, Uint8Array, string][] = [
    ["c.jpg", new Uint8Array(0), "empty"],
    ["d.jpg", new TextEncoder().encode("to whom it may concern"), "no picture"],
    ["e.gif", (await picture(40, 40).gif().toBuffer()).subarray(0, 30), "damaged"],
  ];
  for (const [name, bytes] of bad) await writeFile(join(root, "pictures", name), bytes);
  const { failed, paths } = await read({ frameRows: 2 });
  expect(paths).toEqual(["pictures/a.JPG", "pictures/b.png"]);
  expect(failed.map(({ row, code }) => [row, code])).toEqual(
    [3, 4, 5].map((row) => [row, "IMAGE_UNREADABLE"]),
  );
  failed.forEach(({ cause }, i) => {
    expect(cause).toContain(`pictures/${bad[i][0]}: `);
    expect(cause).toContain(bad[i][2]);
  });
});

test("pictures of more pixels than allowed fail without being decoded", async () => {
  await writeFile(join(root, "pictures/b.png"), await picture(60, 50).png().toBuffer());
  const { failed, paths } = await read({ maxMegapixels: 0.002 });
  expect(paths).toEqual(["pictures/a.JPG"]);
  expect(failed).toMatchObject([{ row: 2, code: "IMAGE_TOO_LARGE", column: "image" }]);
  expect(failed[0].cause).toContain("pictures/b.png: It has 60 × 50 pixels");
});

/** A GIF of three frames of one colour each. */
async function animation(): Promise<Uint8Array> {
  const frames = ["#ff0000", "#00ff00", "#0000ff"].map((colour) => picture(4, 4, colour).png().toBuffer());
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif()
    .toBuffer();
}

test("of an animation the first frame, or each in a row", async () => {
  await writeFile(join(root, "pictures/a.JPG"), await animation());
  expect((await read()).paths).toEqual(["pictures/a.JPG", "pictures/b.png"]);
  const { rows, frames } = await read({ pages: "all" });
  expect(rows.map(({ path, page }) => [path, page])).toEqual([
    ["pictures/a.JPG", 1],
    ["pictures/a.JPG", 2],
    ["pictures/a.JPG", 3],
    ["pictures/b.png", 1],
  ]);
  expect([...frames[0].lineage.ids!]).toEqual([1, 1, 1, 2]);
  const colours = rows.slice(0, 3).map(async ({ image }) => {
    const { data } = await sharp((image as EncodedImage).bytes)
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return [...data.subarray(0, 3)];
  });
  expect(await Promise.all(colours)).toEqual([
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
  ]);
});

test("what many pages take goes on in pieces", async () => {
  const file = await animation();
  await writeFile(join(root, "pictures/a.JPG"), file);
  const memory = new MemoryGate(file.length);
  const { outputs, failed } = await runNode(imageFolder, {
    params: { path: "pictures/a.JPG", pages: "all" },
    host: { files: diskFiles(root), memory },
  });
  expect(failed).toEqual([]);
  expect(outputs.out.map(({ length, lineage }) => [length, lineage.from, lineage.to])).toEqual([
    [1, 1, 1],
    [1, 1, 1],
    [1, 1, 2],
  ]);
});

test("large files travel fewer together, and one that memory cannot hold is not read", async () => {
  for (const name of ["c", "d", "e", "f", "g", "h"]) await writeFile(join(root, `pictures/${name}.png`), PNG);
  await writeFile(join(root, "pictures/x.png"), new Uint8Array(PNG.length * 40));
  const run = (limit: number) => {
    const memory = new MemoryGate(limit);
    return runNode(imageFolder, { params: { path: "pictures" }, host: { files: diskFiles(root), memory } });
  };
  const much = await run(2 ** 30);
  expect(much.outputs.out.map(({ lineage }) => [lineage.from, lineage.to])).toEqual([
    [1, 9],
    [9, 10],
  ]);
  const little = await run(16 * 3 * PNG.length);
  const rows = little.outputs.out.flatMap((frame) =>
    Array.from({ length: frame.length }, (_, row) => frame.row(row).path),
  );
  expect(rows).toHaveLength(8);
  expect(little.outputs.out.map(({ lineage }) => lineage.to)).toEqual([5, 9, 10]);
  const least = await run(30 * PNG.length);
  expect(least.failed).toMatchObject([{ row: 9, code: "FILE_TOO_LARGE", column: "image" }]);
});

test("cancelled: nothing more comes", async () => {
  const abort = new AbortController();
  const frames: Frame[] = [];
  await runNode(imageFolder, {
    params: { path: "pictures", recursive: true, frameRows: 1 },
    host: { files: diskFiles(root) },
    signal: abort.signal,
    onFrame: (_, frame) => {
      frames.push(frame);
      abort.abort();
    },
  });
  expect(frames).toHaveLength(1);
});
