// cut-segments: a row for each segment, with the samples of just that time.

import { expect, test } from "vitest";
import type { Samples } from "../../../engine/frames/audio.ts";
import { columnOf } from "../../../engine/frames/builder.ts";
import { segmentsType } from "../../../engine/frames/marks.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import cutSegments from "./cut-segments.ts";

const ramp = Float32Array.from({ length: 1000 }, (_, i) => i);
const segment = (start: number, end: number) => ({ start, end, label: "speech", score: 0.75 });

async function cut(cells: readonly (object | null)[], segments: readonly (object[] | null)[]) {
  const frame = soundFrame(cells).with([{ name: "segments", column: columnOf(segmentsType(), segments) }]);
  const result = await runNode(cutSegments, { inputs: { in: [frame] } });
  const [out] = result.outputs.out;
  return { ...result, out, rows: Array.from({ length: out.length }, (_, row) => out.row(row)) };
}

test("each segment is a row with its samples, its times and its place among the others", async () => {
  const { rows, out } = await cut(
    [soundOf([ramp, ramp], 100, { name: "a.wav" }), soundOf([ramp], 100, { name: "b.wav" })],
    [[segment(1, 1.5), segment(2, 3)], [segment(0, 0.25)]],
  );
  const clips = rows.map(({ clip }) => clip as Samples);
  expect(clips.map(({ name, startS, rate, channels }) => [name, startS, rate, channels.length])).toEqual([
    ["a.wav", 1, 100, 2],
    ["a.wav", 2, 100, 2],
    ["b.wav", 0, 100, 1],
  ]);
  expect(clips.map(({ channels }) => [channels[0][0], channels[0].length])).toEqual([
    [100, 50],
    [200, 100],
    [0, 25],
  ]);
  expect(rows[1]).toMatchObject({
    path: "a.wav",
    segment_number: 2,
    segment_start: 2,
    segment_end: 3,
    segment_label: "speech",
    segment_score: 0.75,
  });
  expect([...out.lineage.ids!]).toEqual([1, 1, 2]);
});

test("times are those of the file, also in a piece of it", async () => {
  const { rows } = await cut([soundOf([ramp], 100, { startS: 60 })], [[segment(61, 62)]]);
  expect(rows[0].clip).toMatchObject({ startS: 61 });
  expect((rows[0].clip as Samples).channels[0][0]).toBe(100);
});

test("a segment beyond the recording is cut at its end; one outside is left out, and said", async () => {
  const { rows, warnings } = await cut(
    [soundOf([ramp], 100)],
    [[segment(9, 12), segment(20, 21), segment(3, 3)]],
  );
  expect(rows).toHaveLength(1);
  expect((rows[0].clip as Samples).channels[0]).toHaveLength(100);
  expect(warnings[0]).toContain("SEGMENT_OUTSIDE: take.wav has no sound from 20 s to 21 s");
});

test("no segments, no rows; a row at which nobody has looked fails, and so does one without a recording", async () => {
  const { rows, failed } = await cut(
    [soundOf([ramp], 100), soundOf([ramp], 100), null],
    [[], null, [segment(0, 1)]],
  );
  expect(rows).toEqual([]);
  expect(failed).toMatchObject([
    { row: 3, code: "NULL_VALUE", column: "audio" },
    { row: 2, code: "NULL_VALUE", column: "segments" },
  ]);
});

test("a column of something else is an issue", async () => {
  const { issues } = await runNode(cutSegments, {
    params: { segments: "path" },
    inputs: { in: [soundFrame([soundOf([ramp])])] },
  });
  expect(issues).toMatchObject([{ code: "COLUMN_TYPE", path: "params.segments" }]);
});
