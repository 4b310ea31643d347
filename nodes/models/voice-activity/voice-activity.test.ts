// voice-activity: Silero on real sound and a small recurrent model on made-up ones; states that are each recording's own.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Segment } from "../../../engine/frames/marks.ts";
import { recurrent } from "../../../tests/models/recurrent.ts";
import { mlp } from "../../../tests/models/make.ts";
import { runWithFiles } from "../../../tests/support/run-with-files.ts";
import { noise, sine, soundFrame, soundOf } from "../../../tests/support/sound-frames.ts";
import voiceActivity from "./voice-activity.ts";

const SILERO = readFileSync(
  new URL("../../../templates/voice-cutter/models/silero_vad_16k_op15.onnx", import.meta.url),
);

/** Windows of a tenth of a second, without padding. */
const SMALL = { rate: 1000, window: 100, context: 0, minSpeechS: 0, minSilenceS: 0, padS: 0, threshold: 0.5 };

function hear(
  cells: readonly (object | null)[][],
  params: Record<string, unknown> = {},
  model = recurrent(),
) {
  let first = 1;
  const frames = cells.map((some) => soundFrame(some, (first += some.length) - some.length));
  return runWithFiles(
    voiceActivity,
    { "m.onnx": model },
    {
      params: { model: "m.onnx", ...SMALL, ...params },
      inputs: { in: frames },
    },
  );
}

const spans = (row: Record<string, unknown>) =>
  (row.segments as Segment[]).map(({ start, end }) => [start, end]);
const probabilities = (row: Record<string, unknown>) => [...(row.probabilities as Float32Array)];

/** Loud for so many windows, then quiet, and so on. */
function bursts(...windows: number[]): Float32Array {
  return Float32Array.from(
    windows.flatMap((count, i) => new Array<number>(count * 100).fill(i % 2 === 0 ? 0.8 : 0)),
  );
}

test("the state goes from window to window: answers are those of the recurrence", async () => {
  const { rows, failed } = await hear([[soundOf([bursts(3, 2)], 1000)]]);
  expect(failed).toEqual([]);
  // s' = (0.8 + s) / 2 while it is loud, s / 2 while not; the answer is 2 s'.
  const expected = [0.8, 1, 1, 0.7, 0.35];
  expect(probabilities(rows[0]).map((p) => Math.round(p * 1e6) / 1e6)).toEqual(expected);
  expect(spans(rows[0])).toEqual([[0, 0.5]]);
});

test("recordings do not hear each other, in one frame or in several", async () => {
  const loud = soundOf([bursts(5)], 1000, { name: "a" });
  const quiet = soundOf([bursts(0, 5)], 1000, { name: "b" });
  for (const cells of [[[loud, quiet, loud]], [[loud], [quiet], [loud]]]) {
    const { rows } = await hear(cells);
    expect(rows.map(probabilities)).toEqual([
      probabilities(rows[2]),
      [0, 0, 0, 0, 0],
      probabilities(rows[0]),
    ]);
  }
});

/** A recording in pieces of `size` samples. */
function inPieces(samples: Float32Array, size: number, rate: number, name: string) {
  return Array.from({ length: Math.ceil(samples.length / size) }, (_, i) =>
    soundOf([samples.subarray(i * size, (i + 1) * size)], rate, { name, startS: (i * size) / rate }),
  );
}

test.each([100, 130, 250, 999])(
  "pieces of %i samples are heard as the whole is, mixed with another's",
  async (size) => {
    const sound = bursts(2, 3, 4, 1);
    const other = bursts(0, 5, 5);
    const whole = await hear([[soundOf([sound], 1000)]]);
    const some = inPieces(sound, size, 1000, "a");
    const others = inPieces(other, size, 1000, "b");
    const mixed = some.flatMap((piece, i) => [[piece], [others[Math.min(i, others.length - 1)]]]);
    const { rows } = await hear(mixed);
    const own = rows.filter(({ path }) => path === "a");
    expect(own.flatMap(probabilities)).toEqual(
      probabilities(whole.rows[0]).slice(0, own.flatMap(probabilities).length),
    );
    expect(own.flatMap(probabilities).length).toBe(10);
    // Segments are cut at the borders of pieces, and together they are those of the whole.
    const joined: number[][] = [];
    for (const [start, end] of own.flatMap(spans)) {
      const last = joined.at(-1);
      if (last && Math.abs(last[1] - start) < 1e-9) last[1] = end;
      else joined.push([start, end]);
    }
    const expected = spans(whole.rows[0]).flat();
    expect(joined.flat()).toHaveLength(expected.length);
    // Less than a window at the end of a piece is judged with the next one only.
    expected.forEach((second, i) => expect(Math.abs(joined.flat()[i] - second)).toBeLessThan(0.1));
  },
);

test("a gap between pieces, or pieces that do not go on, begin afresh", async () => {
  const [first, second] = inPieces(bursts(10), 500, 1000, "a");
  const late = { ...second, startS: 0.7 };
  const { rows } = await hear([[first, late]]);
  expect(probabilities(rows[1])).toEqual(probabilities(rows[0]));
  const alone = await hear([[first, second]], { continues: false });
  expect(probabilities(alone.rows[1])).toEqual(probabilities(alone.rows[0]));
});

test("states are found by name, or as they are declared", async () => {
  const named = recurrent({ state: "memory", next: "memory_out" });
  const told = await hear([[soundOf([bursts(3)], 1000)]], { state: { memory_out: "memory" } }, named);
  expect(probabilities(told.rows[0])).toHaveLength(3);
  const untold = await hear([[soundOf([bursts(3)], 1000)]], {}, named);
  expect(untold.issues).toMatchObject([{ code: "MODEL_NOT_VAD", severity: "error", path: "params.model" }]);
  const wrong = await hear([[soundOf([bursts(3)], 1000)]], { state: { memory_out: "mind" } }, named);
  expect(wrong.issues).toMatchObject([
    { code: "MODEL_STATE_UNKNOWN", path: "params.state", got: "memory_out: mind" },
  ]);
});

test("a model of something else is refused with its shapes", async () => {
  const { issues } = await hear([[soundOf([bursts(1)], 1000)]], {}, mlp({ inputs: 3 }).slice());
  expect(issues).toEqual([]);
  const states = await hear([[soundOf([bursts(1)], 1000)]], { state: { y: "x" } }, mlp({ inputs: 3 }));
  expect(states.issues).toMatchObject([
    { code: "MODEL_NOT_VAD", got: expect.stringContaining("inputs x float32[") as string },
  ]);
});

test("what cannot be heard fails, and the others are heard", async () => {
  const broken = { kind: "encoded", bytes: new Uint8Array(9), name: "broken.wav" };
  const { rows, failed } = await hear([
    [soundOf([bursts(2)], 1000), null, broken, soundOf([bursts(2)], 1000)],
  ]);
  expect(failed.map(({ row, code, column }) => [row, code, column])).toEqual([
    [2, "NULL_VALUE", "audio"],
    [3, "AUDIO_UNREADABLE", "audio"],
  ]);
  expect(rows).toHaveLength(2);
});

test("without a column of probabilities rows stay together", async () => {
  const cells = [soundOf([bursts(2)], 1000), soundOf([bursts(3)], 1000)];
  const together = await hear([cells], { probabilities: "" });
  expect(together.outputs.out.map(({ length }) => length)).toEqual([2]);
  expect(together.rows[0]).not.toHaveProperty("probabilities");
  const apart = await hear([cells]);
  expect(apart.outputs.out.map(({ length }) => length)).toEqual([1, 1]);
});

test("a release above the threshold is an issue with its repair", async () => {
  const { issues } = await hear([[soundOf([bursts(1)], 1000)]], { release: 0.9 });
  expect(issues).toMatchObject([
    { code: "PARAM_INVALID", path: "params.release", fix: { label: "Leave it empty" } },
  ]);
});

const defaults = {
  rate: 16_000,
  window: null,
  context: null,
  minSpeechS: 0.25,
  minSilenceS: 0.1,
  padS: 0.03,
};

test(
  "Silero hears no speech in silence, noise and a tone, at any rate and in any channel",
  { timeout: 20_000 },
  async () => {
    const cells = [
      soundOf([new Float32Array(32_000)]),
      soundOf([noise(32_000, 3, 0.2)]),
      soundOf([sine(440, 2)]),
      soundOf([sine(440, 2, 44_100), noise(88_200, 4, 0.1)], 44_100),
    ];
    const { rows, issues } = await hear([cells], defaults, SILERO);
    expect(issues).toEqual([]);
    expect(rows.map(spans)).toEqual([[], [], [], []]);
    expect(probabilities(rows[0])).toHaveLength(63);
  },
);
