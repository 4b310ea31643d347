// Frames with recordings for tests, and sounds to put into them.

import type { Samples } from "../../engine/frames/audio.ts";
import { columnOf, freshLineage } from "../../engine/frames/builder.ts";
import { field, Frame } from "../../engine/frames/frame.ts";

export function soundFrame(cells: readonly (object | null)[], first = 1): Frame {
  const schema = { fields: [field("path", "text"), field("audio", "audio")] };
  const names = cells.map((cell) => (cell as { name?: string } | null)?.name ?? "none.wav");
  const columns = [columnOf({ type: "text" }, names), columnOf({ type: "audio" }, cells)];
  return new Frame(schema, columns, cells.length, freshLineage("in", first, first + cells.length, "file"));
}

export function soundOf(
  channels: readonly (Float32Array | readonly number[])[],
  rate = 16_000,
  more: Partial<Samples> = {},
): Samples {
  return {
    kind: "samples",
    channels: channels.map((one) => Float32Array.from(one)),
    rate,
    name: "take.wav",
    ...more,
  };
}

export function sine(hertz: number, seconds: number, rate = 16_000, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate),
  );
}

/** White noise from a seed, between -amplitude and amplitude. */
export function noise(length: number, seed = 1, amplitude = 0.5): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return amplitude * (state / 2 ** 31 - 1);
  });
}
