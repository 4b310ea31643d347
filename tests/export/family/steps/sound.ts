// Steps and sources of kinds that work on sound.

import { samples } from "../../../contract/samples.ts";
import { recurrent } from "../../../models/recurrent.ts";
import { columnsOf, withColumns, type ColumnType } from "../table.ts";
import { onColumn, type FieldSteps, type MakeStep } from "./step.ts";

/** The first segments that there are, with the recordings that they are of. */
const onSegments =
  (make: (audio: string, segments: string, id: string) => ReturnType<MakeStep>): MakeStep =>
  (stream, _, id) => {
    const [audio] = columnsOf(stream, "audio");
    const [segments] = columnsOf(stream, "segments");
    return audio && segments ? make(audio, segments, id) : null;
  };

const steps: Readonly<Record<string, MakeStep>> = {
  "resample-audio": onColumn("audio", (column, choose, id) => ({
    params: {
      column,
      rate: choose.of([8000, 22_050]),
      channels: choose.of(["mono", "keep"]),
      output: `${id}_a`,
    },
    adds: { [`${id}_a`]: "audio" },
  })),
  "trim-silence": onColumn("audio", (column, choose, id) => ({
    params: { column, topDb: choose.of([20, 60]), frameLength: 256, hopLength: 64, output: `${id}_t` },
    adds: { [`${id}_t`]: "audio" },
  })),
  "voice-activity": onColumn("audio", (column, choose, id) => ({
    params: {
      column,
      model: "vad.onnx",
      threshold: choose.of([0.1, 0.3]),
      minSpeechS: 0,
      output: `${id}_s`,
      probabilities: choose.of(["", `${id}_p`]),
    },
    adds: { [`${id}_s`]: "segments" },
  })),
  "write-subtitles": (stream, choose, id) => {
    const [segments] = columnsOf(stream, "segments");
    const [name] = columnsOf(stream, "audio");
    if (!segments || !name) return null;
    const params = { folder: `out-${id}`, name, segments, format: choose.of(["srt", "vtt"]) };
    return { params, columns: stream.columns, ports: [] };
  },
  "cut-segments": (stream, choose, id) =>
    onSegments((column, segments) => ({
      params: { column, segments, output: `${id}_c`, prefix: `${id}_` },
      columns: withColumns(stream.columns, { [`${id}_c`]: "audio", [`${id}_start`]: "number" }),
    }))(stream, choose, id),
  "audio-windows": onColumn("audio", (column, choose, id) => ({
    params: { column, lengthS: 0.04, hopS: choose.of([null, 0.03]), output: `${id}_w`, start: `${id}_at` },
    adds: { [`${id}_w`]: "audio", [`${id}_at`]: "number" },
  })),
  "log-mel": onColumn("audio", (column, choose, id) => ({
    params: { column, nFft: "256", nMels: 8, scale: choose.of(["db", "log"]), output: `${id}_m` },
    adds: { [`${id}_m`]: "tensor" },
  })),
  mfcc: onColumn("audio", (column, choose, id) => ({
    params: { column, nFft: "256", nMels: 8, nMfcc: choose.of([4, 8]), output: `${id}_m` },
    adds: { [`${id}_m`]: "tensor" },
  })),
  "audio-to-tensor": onColumn("audio", (column, choose, id) => ({
    params: { column, length: 50, normalise: choose.of(["none", "peak"]), output: `${id}_x` },
    adds: { [`${id}_x`]: "tensor" },
  })),
  "write-audio": (stream, choose, id) => {
    const audio = columnsOf(stream, "audio").at(-1);
    if (!audio) return null;
    const params = { folder: `out-${id}`, column: audio, format: choose.of(["pcm16", "pcm24"]) };
    return { params, columns: stream.columns, ports: [] };
  },
};

export const sound: FieldSteps = {
  sources: {
    "audio-files": {
      params: { path: "takes", details: true },
      columns: new Map<string, ColumnType>([
        ["path", "text"],
        ["audio", "audio"],
        ["rate", "number"],
        ["duration", "number"],
      ]),
    },
  },
  steps,
  files: { ...samples["audio-files"].files, "vad.onnx": recurrent() },
  inputs: ["takes"],
};
