// audio-windows: where each begins, what the last one is, and the time that it keeps.

import { expect, test } from "vitest";
import type { Samples } from "../../../engine/frames/audio.ts";
import { runNode } from "../../../engine/sdk/harness.ts";
import { soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import audioWindows from "./audio-windows.ts";

const ramp = (length: number) => Float32Array.from({ length }, (_, i) => i + 1);

async function cut(cells: readonly (object | null)[], params: Record<string, unknown>) {
  const result = await runNode(audioWindows, { params, inputs: { in: [soundFrame(cells)] } });
  const [out] = result.outputs.out;
  const rows = Array.from({ length: out.length }, (_, row) => out.row(row));
  const windows = rows.map(({ frame }) => frame as Samples);
  return { ...result, out, rows, windows };
}

test.each<[string, number, Record<string, unknown>, number[][]]>([
  [
    "without overlap",
    6,
    { lengthS: 0.2 },
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  ],
  [
    "with overlap",
    5,
    { lengthS: 0.3, hopS: 0.1 },
    [
      [1, 2, 3],
      [2, 3, 4],
      [3, 4, 5],
    ],
  ],
  ["with gaps", 6, { lengthS: 0.1, hopS: 0.3 }, [[1], [4]]],
  [
    "the last one is filled up",
    5,
    { lengthS: 0.2 },
    [
      [1, 2],
      [3, 4],
      [5, 0],
    ],
  ],
  [
    "the last one is left out",
    5,
    { lengthS: 0.2, last: "drop" },
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ["the last one is shorter", 5, { lengthS: 0.2, last: "short" }, [[1, 2], [3, 4], [5]]],
  ["shorter than a window", 1, { lengthS: 0.3 }, [[1, 0, 0]]],
  ["shorter than a window, and left out", 1, { lengthS: 0.3, last: "drop" }, []],
])("%s", async (_, length, params, expected) => {
  const { windows } = await cut([soundOf([ramp(length)], 10)], params);
  expect(windows.map(({ channels }) => [...channels[0]])).toEqual(expected);
});

test("each keeps its recording, its channels and its time in the file", async () => {
  const { windows, rows, out } = await cut(
    [
      soundOf([ramp(4), ramp(4)], 10, { name: "a.wav", startS: 60 }),
      soundOf([ramp(2)], 10, { name: "b.wav" }),
    ],
    { lengthS: 0.2 },
  );
  expect(windows.map(({ name, startS, channels }) => [name, startS, channels.length])).toEqual([
    ["a.wav", 60, 2],
    ["a.wav", 60.2, 2],
    ["b.wav", 0, 1],
  ]);
  expect(rows.map(({ path, start }) => [path, start])).toEqual([
    ["a.wav", 60],
    ["a.wav", 60.2],
    ["b.wav", 0],
  ]);
  expect([...out.lineage.ids!]).toEqual([1, 1, 2]);
});

test("windows do not drift: each begins at the sample nearest to its time", async () => {
  const { windows } = await cut([soundOf([ramp(1000)], 1000)], { lengthS: 0.01, hopS: 0.0333 });
  expect(windows).toHaveLength(31);
  windows.forEach(({ channels }, i) => expect(Math.abs(channels[0][0] - 1 - i * 33.3)).toBeLessThan(0.501));
});

test("no recording: a failed row", async () => {
  const { failed, rows } = await cut([null], { lengthS: 1 });
  expect(failed).toMatchObject([{ row: 1, code: "NULL_VALUE" }]);
  expect(rows).toEqual([]);
});
