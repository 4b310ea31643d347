// write-subtitles: a file for each recording, from a column of segments or from rows.

import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { columnOf, frameOf } from "../../../engine/frames/builder.ts";
import { field, type Frame } from "../../../engine/frames/frame.ts";
import { segmentsType } from "../../../engine/frames/marks.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import writeSubtitles from "./write-subtitles.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "write-subtitles-"));
});
afterEach(() => rm(root, { recursive: true }));

async function write(frames: readonly Frame[], params: Record<string, unknown> = {}, dryRun = false) {
  const result = await runNode(writeSubtitles, {
    params: { folder: "out", ...params },
    inputs: { in: frames },
    host: { files: diskFiles(root) },
    dryRun,
  });
  const names = await readdir(join(root, "out")).catch(() => []);
  const files = Object.fromEntries(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(root, "out", name), "utf8")] as const),
    ),
  );
  return { ...result, files };
}

const said = (start: number, end: number, text?: string) => ({
  start,
  end,
  label: "speech",
  score: 1,
  ...(text && { text }),
});

function withSegments(names: readonly string[], segments: readonly (object[] | null)[]): Frame {
  const frame = soundFrame(names.map((name) => soundOf([[0]], 16_000, { name })));
  const type = segmentsType([field("text", "text")]);
  return frame.with([{ name: "segments", column: columnOf(type, segments) }]);
}

test("segments of a recording are its file, also where they come in several frames; label where there is no text", async () => {
  const frames = [
    withSegments(["talks/a.mp3", "b.wav"], [[said(0, 1, "Good morning")], []]),
    withSegments(["talks/a.mp3"], [[said(61, 62)]]),
  ];
  expect((await write(frames)).files).toEqual({
    "a.srt": "1\n00:00:00,000 --> 00:00:01,000\nGood morning\n\n2\n00:01:01,000 --> 00:01:02,000\nspeech\n",
    "b.srt": "",
  });
});

test("WebVTT, named by the recording itself", async () => {
  const { files } = await write([withSegments(["a.wav"], [[said(0, 1)]])], { format: "vtt", name: "audio" });
  expect(files).toEqual({ "a.vtt": "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nspeech\n" });
});

test("a row for each subtitle", async () => {
  const schema = {
    fields: [field("path", "text"), field("from", "float64"), field("to", "float64"), field("text", "text")],
  };
  const rows = [
    { path: "a.wav", from: 2, to: 3, text: "later" },
    { path: "a.wav", from: 0, to: 1, text: "first" },
    { path: "a.wav", from: null, to: 1, text: "never" },
    { path: null, from: 0, to: 1, text: "nowhere" },
  ];
  const { files, failed } = await write([frameOf(schema, rows)], { from: "rows", start: "from", end: "to" });
  expect(files["a.srt"]).toBe(
    "1\n00:00:00,000 --> 00:00:01,000\nfirst\n\n2\n00:00:02,000 --> 00:00:03,000\nlater\n",
  );
  expect(failed.map(({ row, code, column }) => [row, code, column])).toEqual([
    [2, "NULL_VALUE", "from"],
    [3, "NULL_VALUE", "path"],
  ]);
});

test("a dry run says what it would write", async () => {
  const { effects, files } = await write([withSegments(["a.wav"], [[said(0, 1), said(2, 3)]])], {}, true);
  expect(effects).toMatchObject([{ summary: "write 2 subtitles of 1 recording(s) into out" }]);
  expect(files).toEqual({});
});

test("columns that do not fit are issues", async () => {
  const { issues } = await write([withSegments(["a.wav"], [[]])], { segments: "path", name: "segments" });
  expect(issues.map(({ code, path }) => [code, path])).toEqual([
    ["COLUMN_TYPE", "params.name"],
    ["COLUMN_TYPE", "params.segments"],
  ]);
});

test.each([
  [said(-1, 2), "-1 s to 2 s"],
  [said(3, 2), "3 s to 2 s"],
  [said(NaN, 2), "NaN s to 2 s"],
  [said(1, Infinity), "1 s to Infinity s"],
])("times that no player can show fail their row: %j", async (segment, times) => {
  const { failed, files } = await write([withSegments(["a.wav", "b.wav"], [[segment], [said(0, 1, "yes")]])]);
  expect(failed).toMatchObject([{ row: 1, code: "TIMES_INVALID" }]);
  expect(failed[0].cause).toContain(times);
  expect(Object.keys(files)).toEqual(["b.srt"]);
});
