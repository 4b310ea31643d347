// audio-files on a real folder: which files, whole or in pieces, and what becomes of those that cannot be read.

import { copyFile, mkdtemp, mkdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { EncodedAudio, Samples } from "../../../engine/frames/audio.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import { diskFiles } from "../../../engine/host/files.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { errorFrames } from "../../../tests/support/error-frames.ts";
import { pcm, tone, wavFile } from "../../../tests/support/make-wav.ts";
import { samplesOf } from "../../_shared/sound/decode.ts";
import audioFiles from "./audio-files.ts";

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "audio-files-"));
  await mkdir(join(root, "takes/inside"), { recursive: true });
  const file = wavFile({ data: pcm(tone(440, 1)) });
  for (const name of ["b.wav", "a.WAV", "inside/c.wav"]) await writeFile(join(root, "takes", name), file);
  await writeFile(join(root, "takes/notes.txt"), "no sound");
});

afterEach(() => rm(root, { recursive: true }));

async function read(params: Record<string, unknown> = {}, files: Files = diskFiles(root)) {
  const result = await runNode(audioFiles, { params: { path: "takes", ...params }, host: { files } });
  const frames = result.outputs.out ?? [];
  const rows = frames.flatMap((frame) => Array.from({ length: frame.length }, (_, row) => frame.row(row)));
  return { ...result, frames, rows, paths: rows.map(({ path }) => path) };
}

test("each recording is a row with its path and its bytes, undecoded", async () => {
  const { rows, frames, schemas } = await read();
  expect(rows.map(({ path }) => path)).toEqual(["takes/a.WAV", "takes/b.wav"]);
  expect(rows[0].audio as EncodedAudio).toMatchObject({ kind: "encoded", name: "takes/a.WAV" });
  expect((rows[0].audio as EncodedAudio).bytes).toHaveLength(32_044);
  expect(frames[0].schema).toEqual(schemas.out);
  expect(frames[0].lineage).toMatchObject({ unit: "file", from: 1, to: 3 });
});

test.each([
  [{ recursive: true }, ["takes/a.WAV", "takes/b.wav", "takes/inside/c.wav"]],
  [{ glob: "*.txt" }, []],
  [{ glob: "b.*" }, ["takes/b.wav"]],
  [{ recursive: true, glob: "inside/*.wav" }, ["takes/inside/c.wav"]],
  [{ recursive: true, glob: "*.wav" }, ["takes/a.WAV", "takes/b.wav", "takes/inside/c.wav"]],
  [{ path: "takes/inside/" }, ["takes/inside/c.wav"]],
  [{ path: "takes/b.wav" }, ["takes/b.wav"]],
])("%j reads %j", async (params, expected) => {
  expect((await read(params)).paths).toEqual(expected);
});

test("oldest first", async () => {
  await utimes(join(root, "takes/b.wav"), 1000, 1000);
  expect((await read({ sort: "modified" })).paths).toEqual(["takes/b.wav", "takes/a.WAV"]);
});

test("details are those of the file, of every format", async () => {
  for (const name of ["tone.flac", "tone.mp3", "tone.ogg", "tone.opus", "mono.mp3"])
    await copyFile(
      new URL(`../../../tests/support/sounds/${name}`, import.meta.url),
      join(root, "takes", name),
    );
  const { rows } = await read({ details: true });
  const details = rows.map(({ path, rate, channels, duration }) => {
    const told = Number(duration);
    expect(Math.abs(told - (/wav$/iu.test(path as string) ? 1 : 0.5))).toBeLessThan(0.1);
    return [path, rate, channels];
  });
  expect(details).toEqual([
    ["takes/a.WAV", 16_000, 1],
    ["takes/b.wav", 16_000, 1],
    ["takes/mono.mp3", 22_050, 1],
    ["takes/tone.flac", 22_050, 2],
    ["takes/tone.mp3", 22_050, 2],
    ["takes/tone.ogg", 22_050, 2],
    ["takes/tone.opus", 48_000, 2],
  ]);
});

test("pieces are together what the whole is, to the sample, whatever the format", async () => {
  for (const name of ["tone.flac", "tone.mp3", "tone.ogg", "tone.opus"])
    await copyFile(
      new URL(`../../../tests/support/sounds/${name}`, import.meta.url),
      join(root, "takes", name),
    );
  const whole = await read();
  const pieces = await read({ pieceS: 0.3, details: true });
  for (const { path, audio } of whole.rows) {
    const { channels, rate } = await samplesOf(audio as EncodedAudio);
    const own = pieces.rows.filter((row) => row.path === path).map((row) => row.audio as Samples);
    const length = Math.round(0.3 * rate);
    expect(own.map(({ startS }) => startS)).toEqual(own.map((_, i) => (i * length) / rate));
    channels.forEach((channel, c) => {
      expect(own.flatMap((piece) => [...piece.channels[c]])).toEqual([...channel]);
    });
  }
  expect(pieces.rows.filter(({ path }) => path === "takes/b.wav").map(({ duration }) => duration)).toEqual([
    0.3,
    0.3,
    0.3,
    expect.closeTo(0.1, 9),
  ]);
  expect(pieces.frames.map(({ lineage }) => [lineage.unit, lineage.from, lineage.to])).toEqual(
    pieces.frames.map((_, i) => ["row", i + 1, i + 2]),
  );
});

/** A file that is read block by block and never as a whole. */
function counted(files: Files): { files: Files; most: () => number; whole: () => number } {
  let most = 0;
  let whole = 0;
  const open: Files["open"] = async (path) => {
    const reader = await files.open(path);
    return {
      size: reader.size,
      close: () => reader.close(),
      read(into, position) {
        most = Math.max(most, into.length);
        return reader.read(into, position);
      },
    };
  };
  const readAll: Files["readAll"] = (path, signal) => ((whole += 1), files.readAll(path, signal));
  return { files: { ...files, open, readAll }, most: () => most, whole: () => whole };
}

test("pieces read a long file in blocks: no more than a quarter of a megabyte at once", async () => {
  await writeFile(
    join(root, "takes/b.wav"),
    wavFile({ channels: 2, rate: 48_000, data: new Uint8Array(4_800_000) }),
  );
  const { files, most, whole } = counted(diskFiles(root));
  const { rows } = await read({ path: "takes/b.wav", pieceS: 5 }, files);
  expect(rows.map(({ audio }) => (audio as Samples).channels[0].length)).toEqual([
    240_000, 240_000, 240_000, 240_000, 240_000,
  ]);
  expect(most()).toBe(256 * 1024);
  expect(whole()).toBe(0);
});

test("a recording that would take too much memory is refused before it is read", async () => {
  await writeFile(
    join(root, "takes/b.wav"),
    wavFile({ channels: 2, rate: 48_000, data: new Uint8Array(4_800_000) }),
  );
  const { files, whole } = counted(diskFiles(root));
  const { failed, rows } = await read({ path: "takes/b.wav", maxMegabytes: 4 }, files);
  expect(rows).toEqual([]);
  expect(failed).toMatchObject([
    {
      row: 1,
      code: "AUDIO_TOO_LONG",
      cause: "takes/b.wav: It is 25.0 s long and takes more than 4 MB when decoded.",
      column: "audio",
    },
  ]);
  expect(whole()).toBe(0);
});

test("what is no sound is a failed row, in pieces too, and the others come", async () => {
  await writeFile(join(root, "takes/a.WAV"), "no sound at all");
  for (const params of [{}, { pieceS: 0.4 }]) {
    const { failed, paths } = await read(params);
    expect(failed).toMatchObject([{ row: 1, code: "AUDIO_UNREADABLE", column: "audio" }]);
    expect(new Set(paths)).toEqual(new Set(["takes/b.wav"]));
  }
});

test("a file that is cut off gives its pieces, and then says so", async () => {
  await writeFile(join(root, "takes/a.WAV"), wavFile({ data: pcm(tone(440, 1)), saidBytes: 64_000 }));
  const { failed, paths } = await read({ path: "takes/a.WAV", pieceS: 0.5 });
  expect(paths).toHaveLength(2);
  expect(failed).toMatchObject([{ row: 3, code: "AUDIO_UNREADABLE" }]);
});

test("an unreadable recording arrives at the error port with the columns that were planned", async () => {
  await writeFile(join(root, "takes/a.WAV"), "");
  const { frames, planned } = await errorFrames(
    audioFiles,
    { path: "takes", details: true },
    diskFiles(root),
  );
  expect(frames.map(({ schema }) => schema)).toEqual([planned]);
  expect(frames[0].row(0)).toMatchObject({
    path: "takes/a.WAV",
    audio: null,
    rate: null,
    error_code: "AUDIO_UNREADABLE",
    error_place: 1n,
  });
});

test("a folder without recordings is said while editing", async () => {
  const { issues, rows } = await read({ glob: "*.aiff" });
  expect(issues).toMatchObject([{ code: "FILES_NONE", severity: "warning" }]);
  expect(rows).toEqual([]);
});

test("a folder that is not there is refused", async () => {
  await expect(read({ path: "nowhere" })).rejects.toMatchObject({ code: "FILE_MISSING" });
});

test.each([{ frameRows: 1 }, { pieceS: 0.1 }])("cancelled with %j: nothing more comes", async (params) => {
  const abort = new AbortController();
  const frames: Frame[] = [];
  await runNode(audioFiles, {
    params: { path: "takes", ...params },
    host: { files: diskFiles(root) },
    signal: abort.signal,
    onFrame: (_, frame) => {
      frames.push(frame);
      abort.abort();
    },
  });
  expect(frames).toHaveLength(1);
});
