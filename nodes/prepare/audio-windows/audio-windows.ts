// audio-windows: windows of one length from each recording, a row each, that may overlap.

import { columnOf } from "../../../engine/frames/builder.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { Samples } from "../../../engine/frames/audio.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, column, number, optionalNumber, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { eachRecording, soundIssues } from "../../_shared/sound/rows.ts";

export default defineNode({
  kind: "audio-windows",
  version: 1,
  category: "prepare",
  field: "sound",
  icon: "audio-lines",
  title: "Audio windows",
  summary: "Cuts recordings into windows of one length, a row each.",
  keywords: ["chunk", "frames", "slice", "split", "overlap", "sliding", "sound", "hop"],
  params: paramsOf({
    column: column({
      title: "Recordings",
      help: "The column with the recordings.",
      of: "audio",
      default: "audio",
    }),
    lengthS: number({
      title: "Length",
      help: "Of each window.",
      unit: "s",
      min: 0.001,
      max: 3600,
      default: 1,
    }),
    hopS: optionalNumber({
      title: "Step",
      help: "From the beginning of one window to that of the next; shorter than the length, they overlap. Empty = the length.",
      unit: "s",
      min: 0.001,
      max: 3600,
    }),
    last: choice(["pad", "drop", "short"], {
      title: "Last window",
      help: "What becomes of samples that do not fill a window.",
      labels: { pad: "Filled up with silence", drop: "Left out", short: "A shorter window" },
      default: "pad",
    }),
    output: text({
      title: "New column",
      help: "Name of the column of windows.",
      minLength: 1,
      default: "frame",
    }),
    start: text({
      title: "Start column",
      help: "Name of a column that says where each begins, in seconds of the recording. Empty = none.",
      default: "start",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const added: Field[] = [
      { name: params.output, type: { type: "audio" }, nullable: false },
      ...(params.start === ""
        ? []
        : [{ name: params.start, type: { type: "float64" }, nullable: false } as const]),
    ];
    const issues = [
      ...soundIssues(inputs.in, params.column),
      ...clashIssues(inputs.in, added, ["output", "start"]),
    ];
    return { outputs: { out: withFields(inputs.in, added) }, issues };
  },

  async process(frame, { params, outputs, out, fail, signal }) {
    const { lengthS, hopS, last } = params;
    const { done, failures } = await eachRecording(frame, params.column, signal, (samples, row) =>
      windowsOf(samples, lengthS, hopS ?? lengthS, last).map((window) => ({ row, window })),
    );
    if (signal.aborted) return;
    for (const [row, error] of failures) fail(frame, row, error);
    const windows = done.flatMap(({ value }) => value);
    const rows = frame.take(Int32Array.from(windows, ({ row }) => row));
    const cells = windows.map(({ window }) => window);
    const starts = cells.map(({ startS }) => startS!);
    await out.out(
      rows.with(
        [
          { name: params.output, column: columnOf({ type: "audio" }, cells) },
          ...(params.start === ""
            ? []
            : [{ name: params.start, column: columnOf({ type: "float64" }, starts) }]),
        ],
        outputs.out,
      ),
    );
  },
});

/** Each begins at a whole sample; a window that begins behind the last sample is none. */
function windowsOf(
  samples: Samples,
  lengthS: number,
  hopS: number,
  last: "pad" | "drop" | "short",
): Samples[] {
  const { channels, rate, startS = 0 } = samples;
  const total = channels[0].length;
  const length = Math.max(1, Math.round(lengthS * rate));
  const found: Samples[] = [];
  for (let i = 0; ; i++) {
    const from = Math.round(i * hopS * rate);
    if (from >= total || (i > 0 && hopS * rate < 0.5)) break;
    const whole = from + length <= total;
    if (!whole && last === "drop") break;
    const cut = channels.map((channel) => {
      const part = channel.subarray(from, from + length);
      if (whole || last === "short") return part;
      const padded = new Float32Array(length);
      padded.set(part);
      return padded;
    });
    found.push({ ...samples, channels: cut, startS: startS + from / rate });
    // What follows would only say the end of this one again.
    if (from + length >= total) break;
  }
  return found;
}
