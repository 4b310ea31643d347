// cut-segments: a row for each segment of a recording, with its samples.

import type { Samples } from "../../../engine/frames/audio.ts";
import { columnOf } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { withFields } from "../../../engine/frames/frame.ts";
import { marksOf, type Segment } from "../../../engine/frames/marks.ts";
import type { DataType, Field } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { column, paramsOf, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { missingValue } from "../../_shared/missing-value.ts";
import { eachRecording, soundIssues } from "../../_shared/sound/rows.ts";

interface Clip {
  readonly row: number;
  readonly audio: Samples;
  readonly number: number;
  readonly segment: Segment;
}

const isSegments = (type: DataType) => marksOf(type) === "segments";

/** What is said of each segment, behind the prefix. */
const TOLD: readonly (readonly [name: string, type: DataType, of: (clip: Clip) => Cell])[] = [
  ["number", { type: "int32" }, ({ number }) => number],
  ["start", { type: "float64" }, ({ segment }) => segment.start],
  ["end", { type: "float64" }, ({ segment }) => segment.end],
  ["label", { type: "text" }, ({ segment }) => segment.label ?? null],
  ["score", { type: "float64" }, ({ segment }) => segment.score ?? null],
];

export default defineNode({
  kind: "cut-segments",
  version: 1,
  category: "prepare",
  field: "sound",
  icon: "scissors",
  title: "Cut segments",
  summary: "Cuts recordings into their segments, a row each.",
  keywords: ["split", "clip", "explode", "speech", "audio", "sound", "trim", "utterance", "slice"],
  presets: [
    {
      title: "Cut out segments",
      summary: "A row and a recording of its own for each stretch.",
      on: { param: "segments", of: "segments" },
      params: {},
      adds: ["output"],
    },
  ],
  params: paramsOf({
    column: column({
      title: "Recordings",
      help: "The column with the recordings.",
      of: "audio",
      default: "audio",
    }),
    segments: column({
      title: "Segments",
      help: "The column that says which stretches of each recording are wanted.",
      of: "segments",
      default: "segments",
    }),
    output: text({
      title: "New column",
      help: "Name of the column with the cut sound.",
      minLength: 1,
      default: "clip",
    }),
    prefix: text({
      title: "Prefix",
      help: "Stands before the names of the columns number, start, end, label and score.",
      default: "segment_",
    }),
  }),
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    const given = inputs.in;
    if (!given) return { outputs: {} };
    const added = fieldsOf(params.output, params.prefix);
    const issues = [
      ...soundIssues(given, params.column),
      ...unknownColumnIssues(given, [params.segments], "params.segments"),
      ...typeIssues(
        given,
        [params.segments],
        "params.segments",
        isSegments,
        "a list of segments",
        "Insert Voice activity before it, and choose its column.",
      ),
      ...clashIssues(given, added, ["output"]),
    ];
    return { outputs: { out: withFields(given, added) }, issues };
  },

  async process(frame, { params, outputs, out, fail, warn, signal }) {
    const lists = frame.column(params.segments);
    const { done, failures } = await eachRecording(frame, params.column, signal, (samples, row) => {
      const segments = lists.get(row) as readonly Segment[] | null;
      return segments?.flatMap((segment, i): Clip[] => {
        const audio = cut(samples, segment);
        if (audio) return [{ row, audio, number: i + 1, segment }];
        warn(
          "SEGMENT_OUTSIDE",
          `${samples.name} has no sound from ${segment.start} s to ${segment.end} s (and maybe others).`,
        );
        return [];
      });
    });
    if (signal.aborted) return;
    for (const [row, error] of failures) fail(frame, row, error);
    // An empty list says that nothing is wanted; none says that nobody has looked.
    for (const { row, value } of done) if (!value) fail(frame, row, missingValue(params.segments));
    const clips = done.flatMap(({ value }) => value ?? []);
    const rows = frame.take(Int32Array.from(clips, ({ row }) => row));
    const cells: (readonly [string, DataType, (clip: Clip) => Cell])[] = [
      [params.output, { type: "audio" }, ({ audio }) => audio],
      ...TOLD.map(([name, type, of]) => [params.prefix + name, type, of] as const),
    ];
    const added = cells.map(([name, type, of]) => ({ name, column: columnOf(type, clips.map(of)) }));
    await out.out(rows.with(added, outputs.out));
  },
});

function fieldsOf(output: string, prefix: string): Field[] {
  return [
    { name: output, type: { type: "audio" }, nullable: false },
    ...TOLD.map(([name, type]) => ({
      name: prefix + name,
      type,
      nullable: name === "label" || name === "score",
    })),
  ];
}

/** The samples of a segment, as views of those of the recording; null where there are none. Its times are those of the file. */
function cut(samples: Samples, { start, end }: Segment): Samples | null {
  const { channels, rate, startS = 0, name } = samples;
  const from = Math.max(0, Math.round((start - startS) * rate));
  const to = Math.min(channels[0].length, Math.round((end - startS) * rate));
  if (!(to > from)) return null;
  return {
    kind: "samples",
    channels: channels.map((channel) => channel.subarray(from, to)),
    rate,
    name,
    startS: startS + from / rate,
  };
}
