// folder: the files of a folder as rows: where they are, how large, how old; what is in them only where that is asked for.

import type * as z from "zod/mini";
import { field } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import { choice, folder, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { chosenFiles, fileChoiceParams } from "../../_shared/files/chosen-files.ts";
import { failedSchema, FileRows, rowErrorOf, type FileRow } from "../../_shared/files/file-rows.ts";
import { fileFacts, fileIssues } from "../../_shared/files/left-out.ts";
import { partOfFiles } from "../../_shared/files/part-of-files.ts";
import { decodeAll, detectEncoding } from "../../_shared/text/encoding.ts";
import { base64 } from "./base64.ts";

const MEGABYTE = 1024 * 1024;
const FRAME_BYTES = 4 * MEGABYTE;
const FRAME_ROWS = 1024;
/** What a row holds without its content, about. */
const ROW_BYTES = 256;

const Params = paramsOf({
  path: folder({
    title: "Folder",
    help: "The folder whose files are the rows; relative to the workflow file.",
  }),
  ...fileChoiceParams("*"),
  contents: choice(["none", "text", "base64"], {
    title: "What is in them",
    help: "Adds a column with what is in each file: as text, or its bytes as base64 text.",
    labels: { none: "Left alone", text: "As text", base64: "Bytes as base64" },
    default: "none",
  }),
  maxMegabytes: number({
    title: "Largest file",
    help: "A file that is larger becomes a failed row and is not read.",
    unit: "MB",
    min: 0.001,
    max: 256,
    default: 16,
    visibleWhen: { param: "contents", oneOf: ["text", "base64"] },
  }),
});

type FolderParams = z.output<typeof Params>;

/** What is known of every file, and what only of those that can be looked at. */
const SURE = ["path", "name", "folder"];
const FIELDS = [
  ...SURE.map((name) => field(name, "text", false)),
  field("size", "float64", false),
  field("modified", "timestamp", false),
];
const SCHEMA: Schema = { fields: FIELDS };
const CONTENT_SCHEMA: Schema = { fields: [...FIELDS, field("content", "text", false)] };

export default defineNode({
  kind: "folder",
  version: 1,
  category: "sources",
  icon: "list-tree",
  title: "Files of a folder",
  summary: "Gives a row for each file of a folder: path, name, size and time.",
  keywords: ["directory", "list", "glob", "ls", "paths", "inventory", "walk"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  // Every file is a row: none is left out that somebody may have meant.
  probe: ({ params, host }) => fileFacts(host.files, params, ""),

  schema({ params, facts }) {
    const schema = schemaOf(params);
    return {
      outputs: { out: schema },
      failed: failedSchema(schema, SURE),
      issues: fileIssues(params, facts),
    };
  },

  async produce(ctx) {
    const { params, host, signal, progress, part } = ctx;
    const schema = schemaOf(params);
    const rows = new FileRows(ctx, {
      schema,
      failedSchema: failedSchema(schema, SURE),
      unit: "file",
      frameRows: FRAME_ROWS,
      frameBytes: FRAME_BYTES,
    });
    const paths = (await chosenFiles(host.files, params)).slice(part?.from, part?.to);
    rows.begin(part?.firstRow ?? 1);
    for (const [i, path] of paths.entries()) {
      if (signal.aborted) return;
      await rows.push(await rowOf(host.files, path, params, signal));
      progress(i + 1, paths.length);
    }
    await rows.flush();
  },

  partition: async ({ params, host }, partition) =>
    partOfFiles(await chosenFiles(host.files, params), partition, () => Promise.resolve(1)),
});

function schemaOf({ contents }: FolderParams): Schema {
  return contents === "none" ? SCHEMA : CONTENT_SCHEMA;
}

async function rowOf(
  files: Files,
  path: string,
  params: FolderParams,
  signal: AbortSignal,
): Promise<FileRow> {
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  const cells = { path, name, folder: slash < 0 ? "." : slash === 0 ? "/" : path.slice(0, slash) };
  const { contents, maxMegabytes } = params;
  try {
    const found = await files.stat(path);
    if (!found) throw await whyNot(files, path);
    const { size, modifiedMs: modified } = found;
    const known = { ...cells, size, modified };
    if (contents === "none") return { cells: known, bytes: ROW_BYTES };
    const bytes = await readWithin(files, path, size, maxMegabytes, signal);
    const content =
      contents === "base64" ? base64(bytes) : decodeAll(bytes, await detectEncoding(bytes, true));
    return { cells: { ...known, content }, bytes: ROW_BYTES + 2 * content.length };
  } catch (thrown) {
    const column = contents === "none" ? "size" : "content";
    return { cells, error: rowErrorOf(thrown, path, column, signal), bytes: ROW_BYTES };
  }
}

async function readWithin(
  files: Files,
  path: string,
  size: number,
  maxMegabytes: number,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (size <= maxMegabytes * MEGABYTE) return files.readAll(path, signal);
  throw new MillraceError("FILE_TOO_LARGE", {
    message: `"${path}" has ${(size / MEGABYTE).toFixed(1)} MB; ${maxMegabytes} MB is the most.`,
    file: path,
    expected: `at most ${maxMegabytes} MB`,
    got: `${size} bytes`,
    hint: 'Raise "Largest file", or leave the file out by "Which files".',
  });
}

/** Listed a moment ago: it has gone, or is there and cannot be opened by its name. */
async function whyNot(files: Files, path: string): Promise<unknown> {
  try {
    await (await files.open(path)).close();
  } catch (thrown) {
    if (!(thrown instanceof MillraceError) || thrown.code !== "FILE_MISSING") return thrown;
  }
  return new MillraceError("FILE_MISSING", {
    message: `"${path}" is not there any more, or is a link that leads to nothing.`,
    file: path,
    expected: "a file",
    got: "nothing",
    hint: "Run again when whatever moves the files has finished, or set the link right.",
  });
}
