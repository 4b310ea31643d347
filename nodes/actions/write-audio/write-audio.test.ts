// write-audio: what stands in the files, to the bit, and how they are called.

import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskFiles } from "../../../engine/host/files.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { pcm, wavFile } from "../../../tests/support/make-wav.ts";
import { soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import { samplesOf } from "../../_shared/sound/decode.ts";
import writeAudio from "./write-audio.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "write-audio-"));
});
afterEach(() => rm(root, { recursive: true }));

async function write(
  cells: readonly (object | null)[],
  params: Record<string, unknown> = {},
  dryRun = false,
) {
  const result = await runNode(writeAudio, {
    params: { folder: "out", ...params },
    inputs: { in: [soundFrame(cells)] },
    host: { files: diskFiles(root) },
    dryRun,
  });
  const names = await readdir(join(root, "out")).catch(() => null);
  return { ...result, names };
}

const EDGES = [0, 1, -1, 12_345, 32_767, -32_768];

test("what was read from 16 bits is to the bit what it was, in stereo too", async () => {
  const data = pcm(EDGES);
  const cell = await samplesOf({ kind: "encoded", bytes: wavFile({ channels: 2, data }), name: "in/a.wav" });
  const { names } = await write([cell]);
  expect(names).toEqual(["a.wav"]);
  expect(new Uint8Array(await readFile(join(root, "out/a.wav")))).toEqual(wavFile({ channels: 2, data }));
});

test.each([
  ["pcm24", [0, 0.5, -1, 1 / 8_388_608], [0, 4_194_304, -8_388_608, 1]],
  ["float32", [0, 0.5, -2, 1e-9], [0, 0.5, -2, Math.fround(1e-9)]],
] as const)("%s", async (format, samples, expected) => {
  await write([soundOf([samples])], { format });
  const bytes = new Uint8Array(await readFile(join(root, "out/take.wav")));
  const data = format === "pcm24" ? pcm(expected, 24) : new Uint8Array(Float32Array.from(expected).buffer);
  const bits = format === "pcm24" ? 24 : 32;
  expect(bytes).toEqual(wavFile({ code: format === "pcm24" ? 1 : 3, bits, data }));
});

test("an odd number of bytes is padded, as RIFF wants it", async () => {
  await write([soundOf([[0.5]])], { format: "pcm24" });
  const bytes = await readFile(join(root, "out/take.wav"));
  expect(bytes).toHaveLength(48);
  expect(bytes.readUInt32LE(40)).toBe(3);
  expect(bytes.readUInt32LE(4)).toBe(40);
});

test("beyond full scale is cut off, and said; floats keep it", async () => {
  const { warnings } = await write([soundOf([[1.5, -1.5, 1, NaN]])]);
  expect(warnings[0]).toMatch(/AUDIO_CLIPPED: 2 samples of take\.wav are beyond full scale/);
  const bytes = await readFile(join(root, "out/take.wav"));
  expect([0, 1, 2, 3].map((i) => bytes.readInt16LE(44 + 2 * i))).toEqual([32_767, -32_768, 32_767, 0]);
});

test("names say the time of what was cut, sort by it, and are given once", async () => {
  const at = (startS: number) => soundOf([[0]], 16_000, { name: "talks/a.flac", startS });
  const { names } = await write([
    at(3723.4567),
    at(2),
    at(2),
    soundOf([[0]], 16_000, { name: "other/b.mp3" }),
  ]);
  expect(names?.toSorted()).toEqual([
    "a_00h00m02.000s-2.wav",
    "a_00h00m02.000s.wav",
    "a_01h02m03.457s.wav",
    "b.wav",
  ]);
});

test("a column can name the files", async () => {
  const { names } = await write([soundOf([[0]], 16_000, { name: "x/y" })], { names: "path" });
  expect(names).toEqual(["x"]);
  expect(await readdir(join(root, "out/x"))).toEqual(["y.wav"]);
});

test("what nobody has decoded is written as it was found", async () => {
  const { names } = await write([{ kind: "encoded", bytes: Uint8Array.of(1, 2, 3), name: "in/a.mp3" }]);
  expect(names).toEqual(["a.mp3"]);
  expect([...(await readFile(join(root, "out/a.mp3")))]).toEqual([1, 2, 3]);
});

test("a dry run says what it would write, and writes nothing", async () => {
  const { effects, names } = await write([soundOf([[0, 0]]), soundOf([[0]])], {}, true);
  expect(effects).toMatchObject([{ summary: "write 2 recordings into out", rows: 2, bytes: 94 }]);
  expect(names).toBeNull();
});

test("a row without a recording fails, the others are written", async () => {
  const { failed, names } = await write([null, soundOf([[0]])]);
  expect(failed).toMatchObject([{ row: 1, code: "NULL_VALUE" }]);
  expect(names).toEqual(["take.wav"]);
});
