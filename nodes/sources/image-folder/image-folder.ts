// image-folder: the pictures of a folder, one row each.

import * as z from "zod/mini";
import { freshLineage } from "../../../engine/frames/builder.ts";
import { ObjectColumn, TextColumn } from "../../../engine/frames/column.ts";
import { Frame } from "../../../engine/frames/frame.ts";
import type { EncodedImage } from "../../../engine/frames/image.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { RowError } from "../../../engine/sdk/node-definition.ts";
import { rangeOfPart } from "../../../engine/sdk/partition.ts";
import { choice, folder, json, number, paramsOf, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { Files } from "../../../engine/sdk/services.ts";

const Params = paramsOf({
  path: folder({ title: "Folder", help: "The folder with the pictures, relative to the workflow file." }),
  recursive: toggle({
    title: "Folders inside",
    help: "Takes pictures of the folders inside too.",
    default: false,
  }),
  extensions: json<string[]>(() => z.array(z.string().check(z.minLength(1))), {
    title: "File endings",
    help: "Which files are pictures, without the dot; capitals do not count.",
    default: ["jpg", "jpeg", "png", "webp", "gif", "tif", "tiff", "avif"],
  }),
  sort: choice(["name", "modified"], {
    title: "Order",
    help: "In which order the pictures come.",
    labels: { name: "By name", modified: "Oldest first" },
    default: "name",
  }),
  frameRows: number({
    title: "Pictures at once",
    help: "How many pictures are read at the same time and travel together.",
    unit: "pictures",
    min: 1,
    max: 256,
    integer: true,
    default: 8,
  }),
});

type FolderParams = z.output<typeof Params>;

interface Facts {
  /** How many pictures the folder held when it was looked at. */
  readonly count: number;
}

const SCHEMA: Schema = {
  fields: [
    { name: "path", type: { type: "text" }, nullable: false },
    { name: "image", type: { type: "image" }, nullable: false },
  ],
};

/** A picture that cannot be read has a path and no more. */
const FAILED_SCHEMA: Schema = {
  fields: SCHEMA.fields.map((field) => ({ ...field, nullable: field.name === "image" })),
};

export default defineNode({
  kind: "image-folder",
  version: 1,
  category: "sources",
  field: "pictures",
  icon: "images",
  title: "Image folder",
  summary: "Reads the pictures of a folder, one row each.",
  keywords: ["photos", "images", "jpg", "jpeg", "png", "directory", "import", "load"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host }): Promise<Facts> {
    return { count: (await listPictures(host.files, params)).length };
  },

  schema({ params, facts }) {
    if (facts?.count !== 0) return { outputs: { out: SCHEMA }, failed: FAILED_SCHEMA };
    const endings = params.extensions.join(", ");
    return {
      outputs: { out: SCHEMA },
      failed: FAILED_SCHEMA,
      issues: [
        {
          code: "IMAGES_NONE",
          severity: "warning",
          path: "params.path",
          message: `There is no picture in "${params.path}".`,
          expected: `files ending in ${endings}`,
          got: "none",
          hint: params.recursive
            ? "Choose another folder or other endings."
            : "Choose another folder, or take folders inside too.",
        },
      ],
    };
  },

  async produce({ params, host, node, out, signal, fail, progress, part }) {
    const paths = (await listPictures(host.files, params)).slice(0, part?.to);
    const read = (from: number) => readBatch(host.files, paths.slice(from, from + params.frameRows), signal);
    const begin = part?.from ?? 0;
    let next = read(begin);
    let bytes = 0;
    for (let from = begin; from < paths.length; from += params.frameRows) {
      const batch = await next;
      if (signal.aborted) return;
      const to = from + batch.length;
      // The next pictures are read while these are worked on. A failure is met when they are waited for.
      next = read(to);
      next.catch(() => {});
      const lineage = freshLineage(node.id, from + 1, to + 1, "file");
      const whole = new Frame(SCHEMA, columnsOf(batch), batch.length, lineage);
      const good: number[] = [];
      const unread = new Frame(FAILED_SCHEMA, whole.columns, batch.length, lineage);
      batch.forEach(({ error }, row) => (error ? fail(unread, row, error) : good.push(row)));
      bytes += batch.reduce((sum, { image }) => sum + (image?.bytes.length ?? 0), 0);
      await out.out(good.length === batch.length ? whole : whole.take(Int32Array.from(good)));
      progress(to, paths.length, bytes);
    }
  },

  partition: async ({ params, host }, partition) =>
    rangeOfPart((await listPictures(host.files, params)).length, partition),
});

interface Read {
  readonly path: string;
  readonly image: EncodedImage | null;
  readonly error: RowError | null;
}

async function readBatch(files: Files, paths: readonly string[], signal: AbortSignal): Promise<Read[]> {
  return Promise.all(
    paths.map(async (path): Promise<Read> => {
      try {
        const bytes = await files.readAll(path, signal);
        return { path, image: { kind: "encoded", bytes, name: path }, error: null };
      } catch (thrown) {
        const code = thrown instanceof MillraceError ? thrown.code : "FILE_UNREADABLE";
        const cause = thrown instanceof Error ? thrown.message : String(thrown);
        const hint = thrown instanceof MillraceError ? thrown.details.hint : "Check the file.";
        return { path, image: null, error: { code, cause, hint, column: "image" } };
      }
    }),
  );
}

function columnsOf(batch: readonly Read[]) {
  const paths = batch.map(({ path }) => path);
  const images = batch.map(({ image }) => image);
  return [new TextColumn(batch.length, paths), new ObjectColumn({ type: "image" }, images)];
}

/** Paths of the pictures, relative to the workflow file. */
async function listPictures(
  files: Files,
  { path, recursive, extensions, sort }: FolderParams,
): Promise<string[]> {
  const found = await files.stat(path);
  if (!found?.isFolder) throw folderError(path, found !== null);
  const endings = extensions.map((ending) => `.${ending.replace(/^\./u, "").toLowerCase()}`);
  const names = await files.list(path, { recursive });
  const base = path.replace(/[/\\]+$/u, "");
  const paths = names
    .filter((name) => endings.some((ending) => name.toLowerCase().endsWith(ending)))
    .map((name) => `${base}/${name}`);
  return sort === "name" ? paths : byAge(files, paths);
}

/** Oldest first; equal times by name. */
async function byAge(files: Files, paths: readonly string[]): Promise<string[]> {
  const aged = await Promise.all(
    paths.map(async (path) => ({ path, time: (await files.stat(path))?.modifiedMs ?? 0 })),
  );
  return aged.sort((a, b) => a.time - b.time).map(({ path }) => path);
}

function folderError(path: string, isFile: boolean): MillraceError {
  return new MillraceError(isFile ? "FOLDER_IS_FILE" : "FILE_MISSING", {
    message: isFile ? `"${path}" is a file, not a folder.` : `There is no folder "${path}".`,
    file: path,
    path: "params.path",
    expected: "a folder",
    hint: "Choose the folder that holds the pictures; paths are relative to the workflow file.",
  });
}
