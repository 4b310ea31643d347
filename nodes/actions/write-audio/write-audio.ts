// write-audio: recordings into a folder, as WAV, a file each.

import type { AudioCell } from "../../../engine/frames/audio.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, column, folder, optionalColumn, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { unknownColumnIssues } from "../../_shared/column-issues.ts";
import { folderOfPart, OutputFolder } from "../../_shared/output-folder.ts";
import { stemOf } from "../../_shared/safe-name.ts";
import { noSound } from "../../_shared/sound/sound-error.ts";
import { soundIssues } from "../../_shared/sound/rows.ts";
import { writeWav, type WavFormat } from "../../_shared/sound/write-wav.ts";

interface Written {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export default defineNode({
  kind: "write-audio",
  version: 1,
  category: "actions",
  field: "sound",
  icon: "volume",
  title: "Write audio",
  summary: "Writes recordings or their cut segments into a folder as WAV files.",
  keywords: ["save", "export", "wav", "sound", "clips", "segments", "store", "output"],
  presets: [
    {
      title: "Save the recordings",
      summary: "As WAV files in a folder.",
      on: { param: "column", of: "audio", made: true },
      params: { folder: "out/recordings" },
    },
  ],
  params: paramsOf({
    folder: folder({ title: "Folder", help: "The folder to write into; it is made where it is not there." }),
    column: column({
      title: "Recordings",
      help: "The column with the recordings.",
      of: "audio",
      default: "audio",
    }),
    format: choice(["pcm16", "pcm24", "float32"], {
      title: "Samples",
      help: "How samples are stored. A recording that no node has decoded is written as it was found, byte for byte.",
      labels: { pcm16: "16 bit", pcm24: "24 bit", float32: "32-bit float" },
      default: "pcm16",
    }),
    names: optionalColumn({
      title: "Names",
      help: "A column with the names of the files, without ending. Empty = by the recording, and the time where it was cut.",
      of: "text",
    }),
  }),
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const issues = [
      ...soundIssues(inputs.in, params.column),
      ...(params.names === "" ? [] : unknownColumnIssues(inputs.in, [params.names], "params.names")),
    ];
    return { outputs: {}, issues };
  },

  open: ({ params, host }) => new OutputFolder(host.files, params.folder),

  ofPart: ({ folder: path }, partition) => ({ folder: folderOfPart(path, partition) }),

  plan(frame, { params, fail, warn }) {
    if (frame.length === 0) return null;
    const cells = frame.column(params.column);
    const names = params.names === "" ? null : frame.column(params.names);
    const files: Written[] = [];
    for (let row = 0; row < frame.length; row++) {
      const cell = cells.get(row) as AudioCell | null;
      if (!cell) {
        fail(frame, row, noSound(params.column));
        continue;
      }
      const named = names?.get(row) ?? null;
      files.push(fileOf(cell, named as string | number | null, params.format, warn));
    }
    if (files.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.folder} ${source} ${unit} ${from}-${to}`,
      summary: `write ${files.length} recording${files.length === 1 ? "" : "s"} into ${params.folder}`,
      rows: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
      data: { files },
    };
  },

  async perform({ data }, { state }) {
    for (const { name, bytes } of data.files) await state.write(name, bytes);
  },

  async close({ state }, outcome) {
    if (outcome === "done") await state.make();
  },
});

function fileOf(
  cell: AudioCell,
  named: string | number | null,
  format: WavFormat,
  warn: (code: string, message: string) => void,
): Written {
  const stem = named === null ? stemOf(cell.name) : String(named);
  if (cell.kind === "encoded") return { name: `${stem}${endingOf(cell.name)}`, bytes: cell.bytes };
  const { bytes, clipped } = writeWav(cell, format);
  if (clipped > 0)
    warn(
      "AUDIO_CLIPPED",
      `${clipped} samples of ${cell.name} are beyond full scale and were cut off (and maybe others): write floats to keep them.`,
    );
  const time = named === null && cell.startS !== undefined ? `_${timeOf(cell.startS)}` : "";
  return { name: `${stem}${time}.wav`, bytes };
}

/** Such that names sort in the order of time: `00h01m02.345s`. */
function timeOf(startS: number): string {
  const ms = Math.round(startS * 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  const rest = String(ms % 1000).padStart(3, "0");
  return `${two(ms / 3_600_000)}h${two((ms / 60_000) % 60)}m${two((ms / 1000) % 60)}.${rest}s`;
}

function endingOf(name: string): string {
  return /\.[^./\\]+$/u.exec(name)?.[0] ?? "";
}
