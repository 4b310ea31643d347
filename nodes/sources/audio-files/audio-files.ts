// audio-files: recordings of a folder, or one, a row each or in pieces.

import type * as z from "zod/mini";
import { columnOf, freshLineage } from "../../../engine/frames/builder.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { Lineage } from "../../../engine/frames/lineage.ts";
import type { Field, Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { rangeOfPart } from "../../../engine/sdk/partition.ts";
import { folderOrFile, number, optionalNumber, paramsOf, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { chosenFiles, fileChoiceParams } from "../../_shared/files/chosen-files.ts";
import { fileFacts, fileIssues } from "../../_shared/files/left-out.ts";
import { soundRowError } from "../../_shared/sound/sound-error.ts";
import { readPieces, readWhole, type Recording } from "./read-file.ts";

const ENDINGS = ["wav", "wave", "flac", "mp3", "ogg", "oga", "opus"];

const OWN_PATTERN = `*.{${ENDINGS.join(",")}}`;

const Params = paramsOf({
  path: folderOrFile({
    title: "Folder or file",
    help: "The folder with the recordings, or one of them, relative to the workflow file.",
    extensions: ENDINGS,
  }),
  ...fileChoiceParams(OWN_PATTERN),
  details: toggle({
    title: "Details",
    help: "Adds columns with the sampling rate, the number of channels and the duration in seconds.",
    default: false,
  }),
  pieceS: optionalNumber({
    title: "Pieces",
    help: "Long recordings come in pieces of so many seconds, a row each; memory then does not depend on their length. Empty = each recording is one row.",
    unit: "s",
    min: 0.1,
    max: 3600,
  }),
  maxMegabytes: number({
    title: "Largest recording",
    help: "A recording that takes more memory than that when decoded (4 bytes a sample) is a failed row. Not asked of pieces.",
    unit: "MB",
    min: 1,
    max: 4096,
    integer: true,
    default: 1024,
  }),
  frameRows: number({
    title: "Recordings at once",
    help: "How many recordings are read at the same time and travel together at the most; large ones travel alone.",
    unit: "recordings",
    min: 1,
    max: 256,
    integer: true,
    default: 8,
  }),
});

type SourceParams = z.output<typeof Params>;

/** Files of one frame together, at the most; one alone may be larger. */
const MOST_FRAME_BYTES = 16 * 1024 * 1024;

const OWN: readonly Field[] = [
  { name: "path", type: { type: "text" }, nullable: false },
  { name: "audio", type: { type: "audio" }, nullable: false },
];
const DETAILS: readonly Field[] = [
  { name: "rate", type: { type: "int32" }, nullable: false },
  { name: "channels", type: { type: "int32" }, nullable: false },
  { name: "duration", type: { type: "float64" }, nullable: true },
];

function schemaOf({ details }: SourceParams): Schema {
  return { fields: details ? [...OWN, ...DETAILS] : OWN };
}

/** A recording that cannot be read has a path and no more. */
function failedSchemaOf(params: SourceParams): Schema {
  const { fields } = schemaOf(params);
  return { fields: fields.map((field) => ({ ...field, nullable: field.name !== "path" })) };
}

export default defineNode({
  kind: "audio-files",
  version: 1,
  category: "sources",
  field: "sound",
  icon: "file-audio",
  title: "Audio files",
  summary: "Reads recordings (WAV, FLAC, MP3, OGG), one row each or in pieces.",
  keywords: [
    "sound",
    "wav",
    "mp3",
    "flac",
    "ogg",
    "opus",
    "vorbis",
    "microphone",
    "speech",
    "music",
    "import",
  ],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: ({ params, host }) => fileFacts(host.files, params, OWN_PATTERN),

  schema({ params, facts }) {
    const outputs = { out: schemaOf(params) };
    const failed = failedSchemaOf(params);
    return { outputs, failed, issues: fileIssues(params, facts) };
  },

  async produce({ params, host, node, out, signal, fail, progress, part }) {
    const paths = (await chosenFiles(host.files, params)).slice(0, part?.to);
    const schema = schemaOf(params);
    const failedSchema = failedSchemaOf(params);
    let read = 0;
    let pieces = 0;

    const give = (rows: readonly Read[], lineage: Lineage) => {
      const whole = frameOf(schema, rows, lineage);
      const good: number[] = [];
      const unread = new Frame(failedSchema, whole.columns, whole.length, lineage);
      rows.forEach(({ error }, row) => (error ? fail(unread, row, error) : good.push(row)));
      read += rows.reduce((sum, { recording }) => sum + (recording?.bytes ?? 0), 0);
      return out.out(good.length === rows.length ? whole : whole.take(Int32Array.from(good)));
    };

    /** Pieces are counted as rows, since a file has many. */
    const givePieces = async (path: string) => {
      const piece = (one: Omit<Read, "path">) => {
        pieces++;
        return give([{ path, ...one }], freshLineage(node.id, pieces, pieces + 1));
      };
      try {
        for await (const recording of readPieces(host.files, path, params.pieceS!, signal)) {
          if (signal.aborted) return;
          await piece({ recording, error: null });
        }
      } catch (thrown) {
        if (!signal.aborted) await piece({ recording: null, error: soundRowError(thrown, "audio") });
      }
    };

    const giveWhole = async (from: number): Promise<number> => {
      const batch: Read[] = [];
      let bytes = 0;
      for (let i = from; i < paths.length && batch.length < params.frameRows; i++) {
        if (bytes > MOST_FRAME_BYTES || signal.aborted) break;
        batch.push(await readOne(paths[i]));
        bytes += batch.at(-1)?.recording?.bytes ?? 0;
      }
      const to = from + batch.length;
      if (!signal.aborted) await give(batch, freshLineage(node.id, from + 1, to + 1, "file"));
      return to;
    };

    const readOne = async (path: string): Promise<Read> => {
      try {
        return {
          path,
          recording: await readWhole(host.files, path, params.maxMegabytes, signal),
          error: null,
        };
      } catch (thrown) {
        return { path, recording: null, error: soundRowError(thrown, "audio") };
      }
    };

    for (let from = part?.from ?? 0; from < paths.length && !signal.aborted;) {
      if (params.pieceS === null) from = await giveWhole(from);
      else await givePieces(paths[from++]);
      progress(from, paths.length, read);
    }
  },

  async partition({ params, host }, partition) {
    if (params.pieceS !== null) throw uncountable();
    return rangeOfPart((await chosenFiles(host.files, params)).length, partition);
  },
});

/** Only decoding tells how many pieces, and so rows, the files before have. */
function uncountable(): MillraceError {
  return new MillraceError("PARTITION_SOURCE", {
    message:
      "Recordings that come in pieces cannot be divided over machines: nobody knows how many pieces there are.",
    hint: 'Leave "Pieces" (pieceS) empty, or run it as a whole.',
    fatal: true,
  });
}

interface Read {
  readonly path: string;
  readonly recording: Recording | null;
  readonly error: RowError | null;
}

function frameOf(schema: Schema, rows: readonly Read[], lineage: Lineage): Frame {
  const cells = (row: Read) => ({ path: row.path, audio: row.recording?.cell ?? null, ...detailsOf(row) });
  const columns = schema.fields.map(({ name, type }) =>
    columnOf(
      type,
      rows.map((row) => cells(row)[name as keyof ReturnType<typeof cells>]),
    ),
  );
  return new Frame(schema, columns, rows.length, lineage);
}

function detailsOf({ recording }: Read) {
  const { rate = null, channels = null, duration = null } = recording ?? {};
  return { rate, channels, duration };
}
