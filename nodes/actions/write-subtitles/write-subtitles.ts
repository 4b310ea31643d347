// write-subtitles: the segments of each recording as a file of subtitles.

import type * as z from "zod/mini";
import type { AudioCell } from "../../../engine/frames/audio.ts";
import type { Frame } from "../../../engine/frames/frame.ts";
import { marksOf, type Segment } from "../../../engine/frames/marks.ts";
import { isNumberType, type DataType, type Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue, RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, column, folder, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { missingValue } from "../../_shared/missing-value.ts";
import { OutputFolder } from "../../_shared/output-folder.ts";
import { stemOf } from "../../_shared/safe-name.ts";
import { cuesOf, srt, vtt, type Timed } from "./cues.ts";

const ofSegments = { param: "from", oneOf: ["segments"] } as const;
const ofRows = { param: "from", oneOf: ["rows"] } as const;

const Params = paramsOf({
  folder: folder({ title: "Folder", help: "The folder to write into; it is made where it is not there." }),
  name: column({
    title: "Recording",
    help: "The column that says which recording a row is of: its path, or the recording itself. Rows of one recording are one file.",
    default: "path",
  }),
  from: choice(["segments", "rows"], {
    title: "Times",
    help: "Where the times stand: in a column of segments, or in columns of their own, a row for each subtitle.",
    labels: { segments: "Column of segments", rows: "A row each" },
    default: "segments",
  }),
  segments: column({
    title: "Segments",
    help: "The column of segments. Their text is shown, or their label where they have none.",
    of: "segments",
    default: "segments",
    visibleWhen: ofSegments,
  }),
  start: column({
    title: "Start",
    help: "Seconds.",
    of: "number",
    default: "segment_start",
    visibleWhen: ofRows,
  }),
  end: column({ title: "End", help: "Seconds.", of: "number", default: "segment_end", visibleWhen: ofRows }),
  text: column({ title: "Text", help: "What is shown.", of: "text", default: "text", visibleWhen: ofRows }),
  format: choice(["srt", "vtt"], {
    title: "Format",
    help: "SubRip for players, WebVTT for web pages.",
    labels: { srt: "SubRip (.srt)", vtt: "WebVTT (.vtt)" },
    default: "srt",
  }),
  lineLength: number({
    title: "Line length",
    help: "Letters of a line at the most.",
    unit: "letters",
    min: 8,
    max: 500,
    integer: true,
    default: 42,
  }),
  lines: number({
    title: "Lines",
    help: "Lines shown at once at the most; longer texts go on in the next subtitle.",
    min: 1,
    max: 10,
    integer: true,
    default: 2,
  }),
});

type SubtitleParams = z.output<typeof Params>;

interface Named {
  readonly name: string;
  readonly timed: readonly Timed[];
}

interface State {
  readonly folder: OutputFolder;
  /** By recording, in the order in which they came. */
  readonly found: Map<string, Timed[]>;
}

export default defineNode({
  kind: "write-subtitles",
  version: 1,
  category: "actions",
  field: "sound",
  icon: "captions",
  title: "Write subtitles",
  summary: "Writes the segments of recordings as subtitles (SRT or WebVTT), a file for each recording.",
  keywords: ["captions", "webvtt", "subrip", "transcript", "speech", "save", "export", "segments"],
  presets: [
    {
      title: "Write subtitles",
      summary: "An SRT file for each recording.",
      on: { param: "segments", of: "segments", made: true },
      params: { folder: "out/subtitles" },
    },
  ],
  params: Params,
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    return inputs.in ? { outputs: {}, issues: issuesOf(inputs.in, params) } : { outputs: {} };
  },

  open: ({ params, host }): State => ({
    folder: new OutputFolder(host.files, params.folder),
    found: new Map(),
  }),

  plansElsewhere: () => true,

  plan(frame, { params, fail }) {
    if (frame.length === 0) return null;
    const rows: Named[] = [];
    for (let row = 0; row < frame.length; row++) {
      const read = readRow(frame, row, params);
      if ("code" in read) fail(frame, row, read);
      else rows.push(read);
    }
    if (rows.length === 0) return null;
    const count = rows.reduce((sum, { timed }) => sum + timed.length, 0);
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.folder} ${source} ${unit} ${from}-${to}`,
      summary: `write ${count} subtitle${count === 1 ? "" : "s"} of ${new Set(rows.map(({ name }) => name)).size} recording(s) into ${params.folder}`,
      rows: rows.length,
      data: { rows },
    };
  },

  perform({ data }, { state }) {
    for (const { name, timed } of data.rows) {
      const found = state.found.get(name);
      if (found) found.push(...timed);
      else state.found.set(name, [...timed]);
    }
  },

  async close({ state, params }, outcome) {
    if (outcome !== "done") return;
    const { format, lineLength, lines } = params;
    await state.folder.make();
    for (const [name, timed] of state.found) {
      const cues = cuesOf(timed, { lineLength, lines });
      const written = format === "srt" ? srt(cues) : vtt(cues);
      await state.folder.write(`${stemOf(name)}.${format}`, new TextEncoder().encode(written));
    }
  },
});

/** A segment that something has read or written down besides. */
type Told = Segment & { readonly text?: string | null };

function readRow(frame: Frame, row: number, params: SubtitleParams): Named | RowError {
  const named = frame.column(params.name).get(row);
  if (named === null) return missingValue(params.name);
  const name = typeof named === "object" ? (named as AudioCell).name : String(named);
  if (params.from === "segments") {
    const segments = frame.column(params.segments).get(row) as readonly Told[] | null;
    if (!segments) return missingValue(params.segments);
    const timed = segments.map(({ start, end, label, text: said }) => ({
      start,
      end,
      text: said ?? label ?? "",
    }));
    return wrongTimes(timed, params.segments) ?? { name, timed };
  }
  const [start, end] = [params.start, params.end].map((column) => frame.column(column).get(row));
  if (start === null || end === null) return missingValue(start === null ? params.start : params.end);
  const said = frame.column(params.text).get(row);
  const timed = [{ start: Number(start), end: Number(end), text: (said as string | null) ?? "" }];
  return wrongTimes(timed, params.start) ?? { name, timed };
}

/** What no player could show: a time that is no number, before the beginning, or an end before its start. */
function wrongTimes(timed: readonly Timed[], column: string): RowError | null {
  const wrong = timed.find(({ start, end }) => !(start >= 0 && end >= start && end < Infinity));
  if (!wrong) return null;
  return {
    code: "TIMES_INVALID",
    cause: `A subtitle cannot last from ${wrong.start} s to ${wrong.end} s.`,
    hint: "Give start and end in seconds from the beginning of the recording, the end not before the start.",
    column,
  };
}

function issuesOf(given: Schema, params: SubtitleParams): NodeIssue[] {
  const known = (param: "name" | "segments" | "start" | "end" | "text") =>
    unknownColumnIssues(given, [params[param]], `params.${param}`);
  const typed = (
    param: "name" | "segments" | "start" | "end" | "text",
    is: (type: DataType) => boolean,
    what: string,
    hint: string,
  ) => [...known(param), ...typeIssues(given, [params[param]], `params.${param}`, is, what, hint)];
  const name = typed(
    "name",
    ({ type }) => type === "text" || type === "audio",
    "text or a recording",
    "Choose the column with the paths.",
  );
  if (params.from === "segments")
    return [
      ...name,
      ...typed(
        "segments",
        (type) => marksOf(type) === "segments",
        "a list of segments",
        "Insert Voice activity before it, or take times from columns (from: rows).",
      ),
    ];
  const isNumber = ({ type }: DataType) => isNumberType(type);
  return [
    ...name,
    ...typed("start", isNumber, "a number of seconds", "Choose the column with the times."),
    ...typed("end", isNumber, "a number of seconds", "Choose the column with the times."),
    ...typed("text", ({ type }) => type === "text", "text", "Choose the column with the text."),
  ];
}
