// eml-files: the mails of a folder, one row each.

import type * as z from "zod/mini";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { folderOrFile, number, paramsOf } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { chosenFiles, fileChoiceParams, noFilesIssue } from "../../_shared/files/chosen-files.ts";
import { failedSchema, FileRows, rowErrorOf, type FileRow } from "../../_shared/files/file-rows.ts";
import { MAIL_SCHEMA, mailCells } from "./mail-cells.ts";
import { mailsOf, type RawMail } from "./mbox.ts";

const MEGABYTE = 1024 * 1024;

const Params = paramsOf({
  path: folderOrFile({
    title: "Folder or file",
    help: "The folder with the mails, or one file: a mail, or a mailbox with many. Relative to the workflow file.",
    extensions: ["eml", "mbox"],
    whole: true,
  }),
  ...fileChoiceParams("*.{eml,mbox}"),
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

  probe: async ({ params, host }) => ({ count: (await chosenFiles(host.files, params)).length }),

  schema: ({ params, facts }) => ({
    outputs: { out: MAIL_SCHEMA },
    failed: FAILED,
    issues: facts?.count === 0 ? [noFilesIssue(params)] : [],
  }),

  async produce(ctx) {
    const { params, host, signal, progress } = ctx;
    const { frameRows } = params;
    const rows = new FileRows(ctx, {
      schema: MAIL_SCHEMA,
      failedSchema: FAILED,
      unit: "row",
      frameRows,
      frameBytes: 4 * MEGABYTE,
    });
    const paths = await chosenFiles(host.files, params);
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
});

async function* rowsOf(
  files: Files,
  path: string,
  params: MailParams,
  signal: AbortSignal,
): AsyncGenerator<FileRow> {
  let number = 0;
  try {
    for await (const mail of mailsOf(files, path, params.maxMegabytes * MEGABYTE, signal))
      yield await rowOf(mail, path, ++number, params, signal);
  } catch (thrown) {
    const error = rowErrorOf(thrown, path, "text", signal);
    yield { cells: { path, number: number + 1 }, error, bytes: 0 };
  }
}

async function rowOf(
  { bytes, size }: RawMail,
  path: string,
  number: number,
  { maxMegabytes }: MailParams,
  signal: AbortSignal,
): Promise<FileRow> {
  const cells = { path, number };
  if (bytes === null) {
    const cause = `Mail ${number} of "${path}" has ${(size / MEGABYTE).toFixed(1)} MB; ${maxMegabytes} MB is the most.`;
    const error = { code: "MAIL_TOO_LARGE", cause, hint: 'Raise "Largest mail".', column: "text" };
    return { cells, error, bytes: 0 };
  }
  try {
    return { cells: { ...cells, ...(await mailCells(bytes)) }, bytes: size };
  } catch (thrown) {
    const error = rowErrorOf(thrown, path, "text", signal);
    return {
      cells,
      error: number > 1 ? { ...error, cause: `Mail ${number}: ${error.cause}` } : error,
      bytes: 0,
    };
  }
}
