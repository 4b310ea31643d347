// folder on real folders: which files are rows, what is told of them, and what becomes of those that cannot be read.

import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskFiles } from "../../../engine/host/files.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { errorFrames } from "../../../tests/support/error-frames.ts";
import folder from "./folder.ts";

let root: string;
const NOON = Date.UTC(2024, 5, 1, 12);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "folder-"));
  const files = {
    "a/b.txt": "büro",
    "a/c.bin": Uint8Array.of(0, 255, 1),
    "a/in/d.txt": "D",
    "a/in/e.md": "",
  };
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
    await utimes(join(root, name), NOON / 1000, NOON / 1000);
  }
});
afterEach(() => rm(root, { recursive: true }));

async function read(params: Record<string, unknown> = {}, files: Files = diskFiles(root)) {
  const run = await runNode(folder, { params: { path: "a", ...params }, host: { files } });
  const frames = run.outputs.out ?? [];
  return {
    ...run,
    rows: frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row))),
  };
}

test("each file is a row with its place, size and time", async () => {
  expect((await read({ recursive: true, glob: "*.{bin,md}" })).rows).toEqual([
    { path: "a/c.bin", name: "c.bin", folder: "a", size: 3, modified: NOON },
    { path: "a/in/e.md", name: "e.md", folder: "a/in", size: 0, modified: NOON },
  ]);
});

test.each([
  [{}, ["b.txt", "c.bin"]],
  [{ recursive: true }, ["b.txt", "c.bin", "d.txt", "e.md"]],
  [{ recursive: true, glob: "in/**" }, ["d.txt", "e.md"]],
  [{ recursive: true, glob: "*, !*.txt" }, ["c.bin", "e.md"]],
  [{ path: "a/b.txt" }, ["b.txt"]],
])("%j gives %j", async (params, names) => {
  expect((await read(params)).rows.map(({ name }) => name)).toEqual(names);
});

test("what is in them comes as text or as base64, where it is asked for", async () => {
  expect((await read({ glob: "*.txt", contents: "text" })).rows[0].content).toBe("büro");
  expect((await read({ contents: "base64" })).rows.map(({ content }) => content)).toEqual([
    "YsO8cm8=",
    "AP8B",
  ]);
  await writeFile(join(root, "a/c.bin"), new Uint8Array(100_000).fill(7));
  const [, { content }] = (await read({ contents: "base64" })).rows;
  expect(content).toBe(Buffer.alloc(100_000, 7).toString("base64"));
});

test("a file that is too large, or no text, fails its row alone", async () => {
  await writeFile(join(root, "a/big.txt"), "x".repeat(2_000));
  const { rows, failed } = await read({ contents: "text", maxMegabytes: 0.001 });
  expect(rows.map(({ name }) => name)).toEqual(["b.txt"]);
  expect(failed).toMatchObject([
    {
      row: 2,
      code: "FILE_TOO_LARGE",
      column: "content",
      hint: expect.stringContaining("Largest file") as unknown,
    },
    { row: 3, code: "TEXT_BINARY", column: "content" },
  ]);
});

test("a file that has gone meanwhile fails its row", async () => {
  const disk = diskFiles(root);
  const files: Files = {
    ...disk,
    stat: (path) => (path === "a/b.txt" ? Promise.resolve(null) : disk.stat(path)),
  };
  const { rows, failed } = await read({}, files);
  expect([rows.length, failed.map(({ code }) => code)]).toEqual([1, ["FILE_MISSING"]]);
  const { frames, planned } = await errorFrames(folder, { path: "a" }, files);
  expect(frames[0].schema).toEqual(planned);
  expect(frames[0].row(0)).toMatchObject({ path: "a/b.txt", size: null, error_code: "FILE_MISSING" });
});

test.runIf(process.platform === "linux").each(["none", "text"])(
  "a name that is no UTF-8 is told as that (contents: %s)",
  async (contents) => {
    // An é in Latin 1.
    await writeFile(Buffer.concat([Buffer.from(`${root}/a/caf`), Buffer.of(0xe9)]), "x");
    const { rows, failed } = await read({ glob: "*, !*.bin", contents });
    expect(rows.map(({ name }) => name)).toEqual(["b.txt"]);
    expect(failed).toMatchObject([{ row: 2, code: "FILE_NAME_UNREADABLE" }]);
  },
);

test("no such file is said while editing, no such folder is refused", async () => {
  expect((await read({ glob: "*.rst" })).issues).toMatchObject([{ code: "FILES_NONE", severity: "warning" }]);
  await expect(read({ path: "nowhere" })).rejects.toMatchObject({ code: "FILE_MISSING" });
});

test.each([1, 3, 7])("%i parts make the whole", async (count) => {
  const files = diskFiles(root);
  const params = folder.params.parse({ path: "a", recursive: true });
  const ids: unknown[] = [];
  for (let index = 0; index < count; index++) {
    const ctx = { params, host: { files } } as unknown as NodeContext<typeof params, never, undefined>;
    const part = await folder.partition!(ctx, { index, count });
    const { outputs } = await runNode(folder, { params, host: { files }, part });
    ids.push(
      ...(outputs.out ?? []).flatMap(({ lineage, length }) =>
        Array.from({ length }, (_, i) => lineage.from + i),
      ),
    );
  }
  expect(ids).toEqual([1, 2, 3, 4]);
});
