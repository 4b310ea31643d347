// image-folder on a real folder: which files, in which order, and what becomes of unreadable ones.

import { mkdtemp, mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Frame } from "../../../engine/frames/frame.ts";
import type { EncodedImage } from "../../../engine/frames/image.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { errorFrames } from "../../../tests/support/error-frames.ts";
import imageFolder from "./image-folder.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "image-folder-"));
  await mkdir(join(root, "pictures/inside"), { recursive: true });
  for (const name of ["b.png", "a.JPG", "notes.txt", "inside/c.png"])
    await writeFile(join(root, "pictures", name), `bytes of ${name}`);
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
  expect(new TextDecoder().decode(image.bytes)).toBe("bytes of a.JPG");
  expect(image.name).toBe("pictures/a.JPG");
  expect(frames[0].schema).toBe(schemas.out);
  expect(frames[0].lineage).toMatchObject({ unit: "file", from: 1, to: 3 });
});

test.each([
  [{ recursive: true }, ["pictures/a.JPG", "pictures/b.png", "pictures/inside/c.png"]],
  [{ extensions: ["txt"] }, ["pictures/notes.txt"]],
  [{ extensions: [".PNG"] }, ["pictures/b.png"]],
  [{ path: "pictures/inside/" }, ["pictures/inside/c.png"]],
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

test.each([
  ["nowhere", "FILE_MISSING"],
  ["pictures/b.png", "FOLDER_IS_FILE"],
])("the folder %s is refused with %s", async (path, code) => {
  await expect(read({ path })).rejects.toMatchObject({ code, details: { file: path } });
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
