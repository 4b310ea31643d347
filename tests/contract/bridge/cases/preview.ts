// The sample: what the calls for it do.

import { expect } from "vitest";
import { TABLE, PICTURES, RECORDING, SOUND, open, previewed, type Cases } from "../bench.ts";

export const previewCases = {
  "preview.update": async (bench) => {
    const { session } = await open(bench);
    const asked = { session, revision: 3, document: TABLE, rows: 2 };
    expect(await bench.window.bridge.preview.update(asked)).toEqual({ revision: 3 });
  },
  "preview.stop": async (bench) => {
    const session = await previewed(bench);
    const place = { session, node: "rows", port: "out" };
    await bench.window.bridge.preview.stop({ session, keep: true });
    expect((await bench.window.bridge.preview.columns(place)).columns).toHaveLength(2);
    await bench.window.bridge.preview.stop({ session });
    await expect(
      bench.window.bridge.preview.columns({ session, node: "rows", port: "out" }),
    ).rejects.toMatchObject({ failure: { hint: expect.stringMatching(/./) as string } });
  },
  "preview.rows": async (bench) => {
    const session = await previewed(bench);
    const place = { session, node: "rows", port: "out" };
    const found = await bench.window.bridge.preview.rows({ ...place, from: 1, to: 3 });
    expect(found).toMatchObject({
      rows: 3,
      cells: [
        [3, 4],
        [5, 6],
      ],
    });
  },
  "preview.columns": async (bench) => {
    const session = await previewed(bench);
    const place = { session, node: "rows", port: "out" };
    const { columns } = await bench.window.bridge.preview.columns(place);
    expect(columns).toMatchObject([{ name: "a", rows: 3, numbers: { min: 1, max: 5 } }, { name: "b" }]);
  },
  "preview.value": async (bench) => {
    const session = await previewed(bench);
    const cell = { session, node: "pack", port: "out", row: 1, column: "features" };
    const { preview } = bench.window.bridge;
    expect(await preview.value({ ...cell, limit: 100 })).toEqual({ text: "[3,4]", json: true, length: 5 });
    expect(await preview.value({ ...cell, limit: 2 })).toEqual({ text: "[3", json: true, length: 5 });
  },
  "preview.image": async (bench) => {
    const session = await previewed(bench, PICTURES);
    const { columns } = await bench.window.bridge.preview.columns({ session, node: "pictures", port: "out" });
    const { name: column } = columns.find(({ type }) => type.startsWith("image"))!;
    const cell = { session, node: "pictures", port: "out", row: 0, column };
    const { png } = await bench.window.bridge.preview.image({ ...cell, size: 16 });
    expect([...png.subarray(1, 4)]).toEqual([..."PNG"].map((letter) => letter.charCodeAt(0)));
  },
  "preview.sound": async (bench) => {
    const session = await previewed(bench, SOUND);
    const { preview } = bench.window.bridge;
    const found = await preview.sound({ session, ...RECORDING, points: 4 });
    expect(found).toMatchObject({ rate: 16_000, channels: 1, start: 0, end: 4 / 16_000, loudest: 0.5 });
    expect([...new Int16Array(Uint8Array.from(found.peaks).buffer)]).toEqual([
      0, 0, 16_384, 16_384, -8192, -8192, 0, 0,
    ]);
    const [from, to] = [1 / 16_000, 2 / 16_000];
    const part = await preview.sound({ session, ...RECORDING, from, to, points: 9 });
    expect(part).toMatchObject({ from, to });
    expect(part.peaks).toHaveLength(4);
  },
  "preview.spectrogram": async (bench) => {
    const session = await previewed(bench, SOUND);
    const asked = { session, ...RECORDING, columns: 2, rows: 8 };
    const found = await bench.window.bridge.preview.spectrogram(asked);
    expect(found).toMatchObject({ columns: 2, rows: 8, maxHz: 8000, minDb: -90 });
    expect(found.data).toHaveLength(16);
  },
  "preview.wav": async (bench) => {
    const session = await previewed(bench, SOUND);
    const { wav, from, to } = await bench.window.bridge.preview.wav({ session, ...RECORDING });
    expect([from, to]).toEqual([0, 4 / 16_000]);
    expect(String.fromCharCode(...wav.subarray(0, 4))).toBe("RIFF");
    expect(wav).toHaveLength(44 + 8);
  },
  "preview.scatter": async (bench) => {
    const session = await previewed(bench);
    const asked = { session, node: "pack", port: "out", column: "features", rows: 100 };
    const { preview } = bench.window.bridge;
    const { points, ...found } = await preview.scatter(asked);
    expect(found).toMatchObject({ rows: 3, dimensions: 2 });
    expect(found.explained[0]).toBeCloseTo(1, 6);
    expect(points).toHaveLength(3 * 2 * 4);
    await expect(preview.scatter({ ...asked, column: "a" })).rejects.toMatchObject({
      failure: { code: "PREVIEW_MISSING" },
    });
  },
  "preview.tensor": async (bench) => {
    const session = await previewed(bench);
    const cell = { session, node: "pack", port: "out", row: 1, column: "features" };
    const found = await bench.window.bridge.preview.tensor({ ...cell, limit: 10 });
    expect(found).toMatchObject({ shape: [2], values: [3, 4], min: 3, max: 4 });
  },
} satisfies Cases<"preview">;
