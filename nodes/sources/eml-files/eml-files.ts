// eml-files: the mails of a folder, one row each.

import type * as z from "zod/mini";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import type { NodeContext } from "../../../engine/sdk/node-definition.ts";
import { folderOrFile, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { chosenFiles, fileChoiceParams } from "../../_shared/files/chosen-files.ts";
import { fileFacts, fileIssues } from "../../_shared/files/left-out.ts";
import { failedSchema, FileRows, rowErrorOf, type FileRow } from "../../_shared/files/file-rows.ts";
import { countOf, partOfFiles } from "../../_shared/files/part-of-files.ts";
import { MAIL_SCHEMA, mailCells } from "./mail-cells.ts";
import { mailsOf, type RawMail } from "./mbox.ts";

const MEGABYTE = 1024 * 1024;

const OWN_PATTERN = "*.{eml,mbox}";

const Params = paramsOf({
  path: folderOrFile({
    title: "Folder or file",
    help: "The folder with the mails, or one file: a mail, or a mailbox with many. Relative to the workflow file.",
    extensions: ["eml", "mbox"],
    whole: true,
  }),
  ...fileChoiceParams(OWN_PATTERN),
  maxMegabytes: number({
    title: "Largest mail",
    help: "With its attachments; a larger one becomes a failed row and is not held in memory.",
    unit: "MB",
    min: 0.001,
    max: 512,
    default: 32,
  }),
  frameRows: number({
    title: "Mails at once",
    help: "How many mails travel together at the most.",
    unit: "mails",
    min: 1,
    max: 4096,
    integer: true,
    default: 64,
  }),
});

type MailParams = z.output<typeof Params>;

const FAILED = failedSchema(MAIL_SCHEMA, ["path", "number"]);

export default defineNode({
  kind: "eml-files",
  version: 1,
  category: "sources",
  icon: "mail",
  title: "Mail files",
  field: "text",
  summary: "Reads mails from .eml and mbox files, one row each.",
  keywords: ["email", "mbox", "mailbox", "inbox", "message", "import", "load", "read"],
  params: Params,
  inputs: {},
  outputs: { out: table() },
  effects: ["reads"],
  determinism: "pure",
  state: "none",
  needs: [],

  probe: ({ params, host }) => fileFacts(host.files, params, OWN_PATTERN),

  schema: ({ params, facts }) => ({
    outputs: { out: MAIL_SCHEMA },
    failed: FAILED,
    issues: fileIssues(params, facts),
  }),

  async produce(ctx) {
    const { params, host, signal, progress, part } = ctx;
    const { frameRows } = params;
    const rows = new FileRows(ctx, {
      schema: MAIL_SCHEMA,
      failedSchema: FAILED,
      unit: "row",
      frameRows,
      frameBytes: 4 * MEGABYTE,
    });
    const paths = (await chosenFiles(host.files, params)).slice(part?.from, part?.to);
    rows.begin(part?.firstRow ?? 1);
    let bytes = 0;
    for (const [i, path] of paths.entries()) {
      for await (const row of rowsOf(path, ctx)) {
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
    const most = params.maxMegabytes * MEGABYTE;
    return partOfFiles(paths, partition, (path) => countOf(mailsOf(host.files, path, most, signal), signal));
  },
});

type Context = Pick<NodeContext<MailParams>, "params" | "host" | "signal" | "warn">;

async function* rowsOf(path: string, ctx: Context): AsyncGenerator<FileRow> {
  const { params, host, signal } = ctx;
  let number = 0;
  try {
    for await (const mail of mailsOf(host.files, path, params.maxMegabytes * MEGABYTE, signal))
      yield await rowOf(mail, path, ++number, ctx);
  } catch (thrown) {
    const error = rowErrorOf(thrown, path, "text", signal);
    yield { cells: { path, number: number + 1 }, error, bytes: 0 };
  }
}

async function rowOf(
  { bytes, size }: RawMail,
  path: string,
  number: number,
  { params, signal, warn }: Context,
): Promise<FileRow> {
  const { maxMegabytes } = params;
  const cells = { path, number };
  if (bytes === null) {
    const cause = `Mail ${number} of "${path}" has ${(size / MEGABYTE).toFixed(1)} MB; ${maxMegabytes} MB is the most.`;
    const error = { code: "MAIL_TOO_LARGE", cause, hint: 'Raise "Largest mail".', column: "text" };
    return { cells, error, bytes: 0 };
  }
  try {
    const mail = await mailCells(bytes);
    if (mail.badDate !== null)
      warn(
        "MAIL_DATE",
        `Mail ${number} of "${path}" has the date "${mail.badDate.slice(0, 80)}", which is none: the cell is empty (and maybe others).`,
      );
    if (mail.isDamaged)
      warn(
        "MAIL_DAMAGED",
        `The text of mail ${number} of "${path}" holds signs that could not be decoded, shown as \uFFFD (and maybe that of others).`,
      );
    return { cells: { ...cells, ...mail.cells }, bytes: size };
  } catch (thrown) {
    const error = rowErrorOf(thrown, path, "text", signal);
    return {
      cells,
      error: number > 1 ? { ...error, cause: `Mail ${number}: ${error.cause}` } : error,
      bytes: 0,
    };
  }
}
