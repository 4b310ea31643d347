// The expected files of the voice-cutter playbook against an oracle that shares no code with Millrace. (That a run gives
// exactly these files is tests/contract/playbooks.test.ts.)

import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { expectedVoices, type ExpectedStretch } from "./voice-cutter-oracle.ts";

const folder = new URL("../../templates/voice-cutter/", import.meta.url);
const read = (path: string) => readFileSync(new URL(`expected/out/${path}`, folder));

let stretches: readonly ExpectedStretch[];
beforeAll(async () => {
  stretches = await expectedVoices(folder);
});

const clock = (samples: number) => new Date(samples / 16).toISOString().slice(11, 23);

describe("voice-cutter, against the oracle", () => {
  test("the table has the same stretches, to the sample, with the same certainty", () => {
    const [header, ...lines] = read("segments.csv").toString("utf8").trimEnd().split("\n");
    expect(header).toBe("path,segment_number,segment_start,segment_end,seconds,certainty");
    const rows = lines.map((line) => line.split(","));
    expect(
      rows.map(([path, number, start, end]) => [
        path,
        Number(number),
        Number(start) * 16_000,
        Number(end) * 16_000,
      ]),
    ).toEqual(
      stretches.map(({ path, number, from, to }) => [
        path,
        number,
        expect.closeTo(from, 6) as number,
        expect.closeTo(to, 6) as number,
      ]),
    );
    // Rounded to two digits in the table.
    rows.forEach(([, , , , , certainty], i) =>
      expect(Math.abs(Number(certainty) - stretches[i].certainty)).toBeLessThan(0.0051),
    );
  });

  test("each clip has exactly the samples of its stretch", () => {
    for (const { path, from, samples } of stretches) {
      const stem = path.split("/")[2].split(".")[0];
      const [h, m, s] = clock(from).split(":");
      const wav = read(`clips/${stem}_${h}h${m}m${s}s.wav`);
      expect(wav.readUInt32LE(24)).toBe(16_000);
      const stored = Int16Array.from({ length: (wav.length - 44) / 2 }, (_, i) =>
        wav.readInt16LE(44 + 2 * i),
      );
      expect(Buffer.compare(Buffer.from(stored.buffer), Buffer.from(samples.buffer)), path).toBe(0);
    }
    expect(readdirSync(new URL("expected/out/clips", folder))).toHaveLength(stretches.length);
  });

  test("the subtitles of each recording have the same times", () => {
    for (const name of readdirSync(new URL("expected/out/subtitles", folder))) {
      const own = stretches.filter(({ path }) => path.includes(`/${name.split(".")[0]}.`));
      const cues = own.map(
        ({ from, to }, i) =>
          `${i + 1}\n${clock(from).replace(".", ",")} --> ${clock(to).replace(".", ",")}\nspeech\n`,
      );
      expect(read(`subtitles/${name}`).toString("utf8")).toBe(cues.join("\n"));
    }
  });

  test("finds something in three recordings and nothing in the fourth, so that the comparison means something", () => {
    const paths = new Set(stretches.map(({ path }) => path));
    expect(paths.size).toBe(3);
    expect(stretches.length).toBeGreaterThanOrEqual(5);
  });
});
