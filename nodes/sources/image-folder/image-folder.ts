// image-folder: the pictures of a folder, one row each.

import { columnOf, freshLineage } from "../../../engine/frames/builder.ts";
import type { Cell } from "../../../engine/frames/column.ts";
import { field, Frame } from "../../../engine/frames/frame.ts";
import type { Schema, SeenPicture } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { rangeOfPart } from "../../../engine/sdk/partition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { leftOutFiles, leftOutIssues } from "../../_shared/files/left-out.ts";
import { Pieces } from "../../_shared/pixels/in-pieces.ts";
import { pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { firstPicture } from "./first-picture.ts";
import { listPictures } from "./list-pictures.ts";
import { ENDINGS, Params, type FolderParams } from "./params.ts";
import { pageOf, readPicture, readPictures, type Found, type Unread } from "./read-picture.ts";

interface Facts {
  /** How many pictures the folder held when it was looked at. */
  readonly count: number;
  readonly leftOut?: readonly string[];
  readonly first?: SeenPicture;
}

const PATH = field("path", "text", false);

/** What a picture adds to its path. */
function addedBy({ details, pages }: FolderParams) {
  return [
    field("image", "image", false),
    ...(details ? [field("width", "int32", false), field("height", "int32", false)] : []),
    ...(details ? [field("format", "text", false)] : []),
    ...(pages === "all" ? [field("page", "int32", false)] : []),
  ];
}

export default defineNode({
  kind: "image-folder",
  version: 1,
  category: "sources",
  field: "pictures",
  icon: "images",
  title: "Image folder",
  summary: "Reads the pictures of a folder, one row each.",
  keywords: ["photos", "images", "jpg", "jpeg", "png", "gif", "tiff", "webp", "directory", "import", "load"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  async probe({ params, host, signal }): Promise<Facts> {
    const paths = await listPictures(host.files, params);
    const first = paths.length > 0 && (await firstPicture(host, paths[0], params.maxMegapixels, signal));
    const isOwn = params.glob === "" && String(params.extensions) === String(ENDINGS);
    const leftOut = isOwn ? await leftOutFiles(host.files, params, paths) : [];
    return { count: paths.length, leftOut, ...(first && { first }) };
  },

  schema({ params, facts }) {
    const added = addedBy(params);
    const [image, ...others] = added;
    const first = facts?.first;
    const out: Schema = { fields: [PATH, first ? { ...image, seen: first } : image, ...others] };
    // A picture that cannot be read has a path and no more.
    const failed: Schema = { fields: [PATH, ...added.map((one) => ({ ...one, nullable: true }))] };
    const issues = [
      ...(facts?.count === 0 ? [nothingThere(params)] : []),
      ...leftOutIssues(facts?.leftOut ?? []),
    ];
    return { outputs: { out }, failed, issues };
  },

  async produce({ params, host, node, out, outputs, signal, fail, progress, part }) {
    const paths = (await listPictures(host.files, params)).slice(0, part?.to);
    const reader = await PictureReader.open(host);
    const read = (from: number) =>
      readPictures(paths.slice(from, from + params.frameRows), reader, (path) =>
        readPicture(host.files, reader, path, params.maxMegapixels, signal),
      );
    const added = addedBy(params);
    const failedSchema: Schema = { fields: [PATH, ...added.map((one) => ({ ...one, nullable: true }))] };
    const begin = part?.from ?? 0;
    let next = read(begin);
    let bytes = 0;
    for (let from = begin, to = begin; from < paths.length; from = to) {
      const batch = await next;
      if (signal.aborted) return;
      to = from + batch.length;
      // The next pictures are read while these are worked on. A failure is met when they are waited for.
      next = read(to);
      next.catch(() => {});
      const lineage = freshLineage(node.id, from + 1, to + 1, "file");
      const names = batch.map(({ path }) => path);
      const whole = new Frame({ fields: [PATH] }, [columnOf(PATH.type, names)], batch.length, lineage);
      const nulls = added.map(({ name, type }) => ({
        name,
        column: columnOf(
          type,
          names.map(() => null),
        ),
      }));
      const unread = whole.with(nulls, failedSchema);
      const pieces = new Pieces(whole, added, outputs.out, (piece) => out.out(piece), reader);
      for (const [row, found] of batch.entries()) {
        if ("error" in found) fail(unread, row, found.error);
        else await addRows(found, row);
        if (signal.aborted) return;
      }
      await pieces.end();
      progress(to, paths.length, (bytes += bytesOf(batch)));

      async function addRows(found: Found, row: number): Promise<void> {
        const { image, facts } = found;
        const { width, height, format } = facts;
        const details: Cell[] = params.details ? [width, height, format] : [];
        if (params.pages === "first") return pieces.add(row, [image, ...details], image.bytes.length);
        for (let page = 0; page < facts.pages && !signal.aborted; page++) {
          try {
            const cell = facts.pages === 1 ? image : await pageOf(reader, found, page);
            await pieces.giveIfFull(row);
            pieces.add(row, [cell, ...details, page + 1], cell.bytes.length);
          } catch (thrown) {
            // The pages before it have gone on, maybe; it is one row of several that fails.
            const error = pictureError(thrown, image, "image");
            const where = `Page ${page + 1} of ${facts.pages} cannot be read; the pages before it are rows, and none behind it is.`;
            return fail(unread, row, { ...error, cause: `${error.cause} ${where}` });
          }
        }
      }
    }
  },

  partition: async ({ params, host }, partition) =>
    rangeOfPart((await listPictures(host.files, params)).length, partition),
});

function bytesOf(batch: readonly (Found | Unread)[]): number {
  return batch.reduce((sum, found) => sum + ("image" in found ? found.image.bytes.length : 0), 0);
}

function nothingThere({ path, extensions, glob, recursive }: FolderParams): NodeIssue {
  const endings = extensions.join(", ");
  return {
    code: "IMAGES_NONE",
    severity: "warning",
    path: "params.path",
    message: `There is no picture in "${path}".`,
    expected: `files ending in ${endings}${glob === "" ? "" : ` that are like ${glob}`}`,
    got: "none",
    hint: recursive
      ? "Choose another folder or other endings."
      : "Choose another folder, or take folders inside too.",
  };
}
