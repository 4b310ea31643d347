// text-files: the text files of a folder, a row a file, or a row a line, paragraph or page.

import type * as z from "zod/mini";
import { field } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { choice, folderOrFile, number, paramsOf, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { chosenFiles, fileChoiceParams } from "../../_shared/files/chosen-files.ts";
import { fileFacts, fileIssues } from "../../_shared/files/left-out.ts";
import { failedSchema, FileRows, rowErrorOf, type FileRow } from "../../_shared/files/file-rows.ts";
import { countOf, partOfFiles } from "../../_shared/files/part-of-files.ts";
import { decodeAll, detectEncoding, ENCODINGS } from "../../_shared/text/encoding.ts";
import { textPieces } from "./text-pieces.ts";

const MEGABYTE = 1024 * 1024;
const FRAME_BYTES = 4 * MEGABYTE;

const OWN_PATTERN = "*.{txt,md,text,log}";

const Params = paramsOf({
  path: folderOrFile({
    title: "Folder or file",
    help: "The folder with the texts, or one text file; relative to the workflow file.",
    extensions: ["txt", "md", "text", "log"],
  }),
  rows: choice(["file", "line", "paragraph", "page"], {
    title: "A row is",
    help: "What one row holds. Paragraphs are parted by blank lines, pages by form feeds.",
    labels: { file: "A file", line: "A line", paragraph: "A paragraph", page: "A page" },
    default: "file",
  }),
  ...fileChoiceParams(OWN_PATTERN),
  encoding: choice(ENCODINGS, {
    title: "Encoding",
    help: "Automatic goes by the byte order mark, then takes UTF-8 where it is valid, and else guesses by the bytes.",
    labels: { auto: "Automatic" },
    default: "auto",
  }),
  maxMegabytes: number({
    title: "Longest text",
    help: "Of one row. A file, or a line, paragraph or page of it, that is longer becomes a failed row and is not held in memory.",
    unit: "MB",
    min: 0.001,
    max: 256,
    default: 16,
  }),
  skipEmpty: toggle({
    title: "Leave out blank lines",
    help: "Lines and pages with nothing but blanks give no row.",
    default: true,
    visibleWhen: { param: "rows", oneOf: ["line", "page"] },
  }),
  frameRows: number({
    title: "Rows at once",
    help: "How many rows travel together at the most.",
    unit: "rows",
    min: 1,
    max: 65_536,
    integer: true,
    default: 256,
  }),
});

type TextParams = z.output<typeof Params>;

const TEXT = [field("path", "text", false), field("text", "text", false), field("encoding", "text", false)];
const FILE_SCHEMA: Schema = { fields: TEXT };
const PIECE_SCHEMA: Schema = {
  fields: [...TEXT, field("number", "int32", false), field("line", "int32", false)],
};

export default defineNode({
  kind: "text-files",
  version: 1,
  category: "sources",
  icon: "file-text",
  title: "Text files",
  field: "text",
  summary: "Reads texts of a folder or a file: a row a file, line, paragraph or page.",
  keywords: ["txt", "markdown", "documents", "log", "lines", "corpus", "import", "load", "read"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: ({ params, host }) => fileFacts(host.files, params, OWN_PATTERN),

  schema({ params, facts }) {
    const schema = schemaOf(params);
    return {
      outputs: { out: schema },
      failed: failedSchema(schema, ["path"]),
      issues: fileIssues(params, facts),
    };
  },

  async produce(ctx) {
    const { params, host, signal, progress, part } = ctx;
    const schema = schemaOf(params);
    const rows = new FileRows(ctx, {
      schema,
      failedSchema: failedSchema(schema, ["path"]),
      unit: params.rows === "file" ? "file" : "row",
      frameRows: params.frameRows,
      frameBytes: FRAME_BYTES,
    });
    const paths = (await chosenFiles(host.files, params)).slice(part?.from, part?.to);
    rows.begin(part?.firstRow ?? 1);
    let bytes = 0;
    for (const [i, path] of paths.entries()) {
      for await (const row of rowsOf(host.files, path, params, signal)) {
        if (signal.aborted) return;
        bytes += row.bytes;
        await rows.push(row);
      }
      if (signal.aborted) return;
      progress(i + 1, paths.length, bytes);
    }
    await rows.flush();
  },

  async partition({ params, host, signal }, partition) {
    const paths = await chosenFiles(host.files, params);
    return partOfFiles(paths, partition, (path) =>
      params.rows === "file" ? Promise.resolve(1) : countOf(rowsOf(host.files, path, params, signal), signal),
    );
  },
});

function schemaOf({ rows }: TextParams): Schema {
  return rows === "file" ? FILE_SCHEMA : PIECE_SCHEMA;
}

async function* rowsOf(
  files: Files,
  path: string,
  params: TextParams,
  signal: AbortSignal,
): AsyncGenerator<FileRow> {
  const { rows: kind, encoding, skipEmpty } = params;
  let number = 0;
  try {
    if (kind === "file") {
      yield await wholeFile(files, path, params, signal);
      return;
    }
    const most = Math.floor(params.maxMegabytes * MEGABYTE);
    for await (const piece of textPieces(files, path, { kind, encoding, most }, signal)) {
      const { text, line, length } = piece;
      if (skipEmpty && text?.trim() === "") continue;
      const cells = { path, encoding: piece.encoding, number: ++number, line };
      if (text === null) yield { cells, error: tooLong(path, kind, length, params, line), bytes: 0 };
      else yield { cells: { ...cells, text }, bytes: 2 * length };
    }
  } catch (thrown) {
    yield { cells: { path }, error: rowErrorOf(thrown, path, "text", signal), bytes: 0 };
  }
}

async function wholeFile(
  files: Files,
  path: string,
  params: TextParams,
  signal: AbortSignal,
): Promise<FileRow> {
  const size = (await files.stat(path))?.size ?? 0;
  if (size > params.maxMegabytes * MEGABYTE)
    return { cells: { path }, error: tooLong(path, "file", size, params), bytes: 0 };
  const bytes = await files.readAll(path, signal);
  const encoding = params.encoding === "auto" ? await detectEncoding(bytes, true) : params.encoding;
  return { cells: { path, text: decodeAll(bytes, encoding), encoding }, bytes: 2 * bytes.length };
}

function tooLong(path: string, kind: string, size: number, params: TextParams, line?: number): RowError {
  const megabytes = (size / MEGABYTE).toFixed(1);
  const what =
    line === undefined ? `The file "${path}"` : `The ${kind} of "${path}" that begins in line ${line}`;
  return {
    code: "TEXT_TOO_LONG",
    cause: `${what} is ${megabytes} MB long; ${params.maxMegabytes} MB is the most.`,
    hint:
      kind === "file"
        ? 'Read it by lines or paragraphs ("A row is"), or raise "Longest text".'
        : 'Raise "Longest text", or look whether the file has line ends at all.',
    column: "text",
  };
}
