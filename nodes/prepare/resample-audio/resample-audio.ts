// resample-audio: recordings at another sampling rate, in one channel or as many as there are.

import { ObjectColumn } from "../../../engine/frames/column.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import type { Samples } from "../../../engine/frames/audio.ts";
import type { Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, column, optionalNumber, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { CHANNEL_CHOICES, CHANNEL_LABELS, chooseChannels } from "../../_shared/sound/channels.ts";
import { resampleInTurns } from "../../_shared/sound/resample.ts";
import { MOST_DECODED_MB } from "../../_shared/sound/decode.ts";
import { tooLong } from "../../_shared/sound/sound-error.ts";
import { eachRecording, goodRows, soundIssues } from "../../_shared/sound/rows.ts";

export default defineNode({
  kind: "resample-audio",
  version: 1,
  category: "prepare",
  field: "sound",
  icon: "activity",
  title: "Resample audio",
  summary: "Decodes recordings and gives them the sampling rate and the channels that a model wants.",
  keywords: ["rate", "hertz", "khz", "mono", "stereo", "downmix", "channels", "sound", "convert", "librosa"],
  params: paramsOf({
    column: column({
      title: "Recordings",
      help: "The column with the recordings.",
      of: "audio",
      default: "audio",
    }),
    rate: optionalNumber({
      title: "Rate",
      help: "The new sampling rate; models of speech mostly want 16000. Empty = as it is.",
      unit: "Hz",
      min: 1000,
      max: 768_000,
      integer: true,
    }),
    channels: choice(CHANNEL_CHOICES, {
      title: "Channels",
      help: "Which channels the new recording has.",
      labels: CHANNEL_LABELS,
      default: "mono",
    }),
    quality: choice(["fast", "good", "best"], {
      title: "Quality",
      help: "How strictly what the new rate cannot hold is kept out: by 60, 90 or 110 dB; each costs twice the time of the one before.",
      labels: { fast: "Fast", good: "Good", best: "Best" },
      default: "good",
    }),
    output: text({
      title: "New column",
      help: "Name of the new recordings; the name of the old ones replaces them.",
      minLength: 1,
      default: "resampled",
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
    const added: Field = { name: params.output, type: { type: "audio" }, nullable: false };
    const clashes = params.output === params.column ? [] : clashIssues(inputs.in, [added], ["output"]);
    const issues = [...soundIssues(inputs.in, params.column), ...clashes];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  async process(frame, { params, outputs, out, fail, signal, host }) {
    const pause = () => host.clock.sleep(0, signal);
    const { done, failures } = await eachRecording(
      frame,
      params.column,
      signal,
      async (samples): Promise<Samples> => {
        const rate = params.rate ?? samples.rate;
        const chosen = chooseChannels(samples, params.channels);
        checkSize(samples, chosen.length, rate);
        const channels: Float32Array[] = [];
        for (const channel of chosen)
          channels.push(await resampleInTurns(channel, samples.rate, rate, params.quality, pause));
        return { ...samples, channels, rate };
      },
    );
    if (signal.aborted) return;
    const cells = new ObjectColumn(
      { type: "audio" },
      done.map(({ value }) => value),
    );
    await out.out(
      goodRows(frame, done, failures, fail).with([{ name: params.output, column: cells }], outputs.out),
    );
  },
});

/** A low rate in a header, right or wrong, makes of a small file what no memory holds. */
function checkSize({ name, channels, rate }: Samples, count: number, to: number): void {
  const seconds = channels[0].length / rate;
  if (seconds * to * count * 4 > MOST_DECODED_MB * 2 ** 20) throw tooLong(name, seconds, MOST_DECODED_MB);
}
