// pdf-pages: the pages of PDF files as text and as pictures, one row each.

import type { PDFiumLibrary } from "@hyzyla/pdfium";
import type * as z from "zod/mini";
import { field } from "../../../engine/frames/frame.ts";
import type { Schema } from "../../../engine/frames/types.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { MillraceError } from "../../../engine/sdk/errors.ts";
import type { NodeIssue } from "../../../engine/sdk/node-definition.ts";
import { choice, folderOrFile, number, paramsOf, secretName, text } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import type { Files } from "../../../engine/sdk/services.ts";
import { chosenFiles, fileChoiceParams } from "../../_shared/files/chosen-files.ts";
import { fileFacts, fileIssues } from "../../_shared/files/left-out.ts";
import { failedSchema, FileRows, rowErrorOf, type FileRow } from "../../_shared/files/file-rows.ts";
import { partOfFiles } from "../../_shared/files/part-of-files.ts";
import { loadPdfium, openPdf, readPage } from "./open-pdf.ts";
import { pageRange } from "./page-range.ts";

const MEGABYTE = 1024 * 1024;
const FRAME_BYTES = 32 * MEGABYTE;

const OWN_PATTERN = "*.pdf";

const Params = paramsOf({
  path: folderOrFile({
    title: "Folder or file",
    help: "The folder with the PDF files, or one of them; relative to the workflow file.",
    extensions: ["pdf"],
    whole: true,
  }),
  give: choice(["both", "text", "pictures"], {
    title: "Pages as",
    help: "Text is there only where the file holds it: a scanned page is a picture, and is read by OCR.",
    labels: { both: "Text and pictures", text: "Text", pictures: "Pictures" },
    default: "both",
  }),
  pages: text({
    title: "Which pages",
    help: "Such as 1-3, 7, 10- in each file; all when empty.",
    default: "",
  }),
  dpi: number({
    title: "Dots an inch",
    help: "How fine pages are drawn: 150 can be read well, 300 is for small print.",
    unit: "dpi",
    min: 10,
    max: 1200,
    default: 150,
    visibleWhen: { param: "give", oneOf: ["both", "pictures"] },
  }),
  maxMegapixels: number({
    title: "Largest picture",
    help: "A page that would be larger is a failed row, and is not drawn.",
    unit: "million pixels",
    min: 0.01,
    max: 200,
    default: 50,
    visibleWhen: { param: "give", oneOf: ["both", "pictures"] },
  }),
  password: secretName({
    title: "Password",
    help: "Name of the secret that opens files with a password; empty where they have none.",
    default: "",
  }),
  ...fileChoiceParams(OWN_PATTERN),
  maxMegabytes: number({
    title: "Largest file",
    help: "A larger file is a failed row, and is not read.",
    unit: "MB",
    min: 0.001,
    max: 1024,
    default: 256,
  }),
  frameRows: number({
    title: "Pages at once",
    help: "How many pages travel together at the most.",
    unit: "pages",
    min: 1,
    max: 256,
    integer: true,
    default: 8,
  }),
});

type PdfParams = z.output<typeof Params>;

export default defineNode({
  kind: "pdf-pages",
  version: 1,
  category: "sources",
  title: "PDF pages",
  field: "text",
  icon: "newspaper",
  summary: "Reads the pages of PDF files as text and as pictures, one row each.",
  keywords: ["documents", "acrobat", "scan", "invoice", "import", "load", "read", "render"],
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
      issues: [...fileIssues(params, facts), ...(pageRange(params.pages) ? [] : [rangeIssue(params.pages)])],
    };
  },

  async produce(ctx) {
    const { params, host, signal, progress, part } = ctx;
    const schema = schemaOf(params);
    const rows = new FileRows(ctx, {
      schema,
      failedSchema: failedSchema(schema, ["path"]),
      unit: "row",
      frameRows: params.frameRows,
      frameBytes: FRAME_BYTES,
    });
    const paths = (await chosenFiles(host.files, params)).slice(part?.from, part?.to);
    rows.begin(part?.firstRow ?? 1);
    const secret = params.password === "" ? null : await host.secrets.get(params.password);
    const library = await loadPdfium();
    try {
      let bytes = 0;
      for (const [i, path] of paths.entries()) {
        bytes += (await host.files.stat(path))?.size ?? 0;
        for await (const row of rowsOf({ library, files: host.files, path, secret, params }, signal)) {
          if (signal.aborted) return;
          await rows.push(row);
        }
        if (signal.aborted) return;
        progress(i + 1, paths.length, bytes);
      }
      await rows.flush();
    } finally {
      library.destroy();
    }
  },

  async partition({ params, host, signal }, partition) {
    const paths = await chosenFiles(host.files, params);
    const secret = params.password === "" ? null : await host.secrets.get(params.password);
    const library = await loadPdfium();
    try {
      return await partOfFiles(paths, partition, (path) =>
        countRows({ library, files: host.files, path, secret, params }, signal),
      );
    } finally {
      library.destroy();
    }
  },
});

/** Without drawing a page. A file that cannot be opened is a row that says so. */
async function countRows(file: PdfFile, signal: AbortSignal): Promise<number> {
  try {
    const { document, pages } = await opened(file, signal);
    document.destroy();
    return pages.length;
  } catch {
    signal.throwIfAborted();
    return 1;
  }
}

interface PdfFile {
  readonly library: PDFiumLibrary;
  readonly files: Files;
  readonly path: string;
  readonly secret: string | null;
  readonly params: PdfParams;
}

async function* rowsOf(file: PdfFile, signal: AbortSignal): AsyncGenerator<FileRow> {
  const { path, params } = file;
  try {
    yield* pagesOf(file, signal);
  } catch (thrown) {
    const error = rowErrorOf(thrown, path, params.give === "text" ? "text" : "image", signal);
    yield { cells: { path }, error, bytes: 0 };
  }
}

/** The document and its wanted pages, from 1. */
async function opened({ library, files, path, secret, params }: PdfFile, signal: AbortSignal) {
  const size = (await files.stat(path))?.size ?? 0;
  if (size > params.maxMegabytes * MEGABYTE) throw fileTooLarge(size, params.maxMegabytes);
  if (params.password !== "" && secret === null) throw secretMissing(params.password);
  const document = await openPdf(library, await files.readAll(path, signal), secret);
  const count = document.getPageCount();
  if (count > 0) {
    const all = Array.from({ length: count }, (_, i) => i + 1);
    return { document, count, pages: all.filter(pageRange(params.pages)!) };
  }
  document.destroy();
  throw noPages();
}

async function* pagesOf(file: PdfFile, signal: AbortSignal): AsyncGenerator<FileRow> {
  const { path, params } = file;
  const { document, count, pages } = await opened(file, signal);
  try {
    const column = params.give === "text" ? "text" : "image";
    for (const page of pages) {
      const cells = { path, page, pages: count };
      const wishes = {
        text: params.give !== "pictures",
        dpi: params.give === "text" ? null : params.dpi,
        mostPixels: params.maxMegapixels * 1e6,
        name: `${path}#${page}`,
      };
      let row: FileRow;
      try {
        const { text, image } = await readPage(document, page - 1, wishes);
        const bytes = 2 * (text?.length ?? 0) + (image?.data.length ?? 0);
        row = { cells: { ...cells, text, image }, bytes };
      } catch (thrown) {
        const error = rowErrorOf(thrown, path, column, signal);
        const code = error.code === "FILE_UNREADABLE" ? "PDF_PAGE_UNREADABLE" : error.code;
        row = { cells, error: { ...error, code, cause: `Page ${page}: ${error.cause}` }, bytes: 0 };
      }
      yield row;
    }
  } finally {
    document.destroy();
  }
}

function schemaOf({ give }: PdfParams): Schema {
  return {
    fields: [
      field("path", "text", false),
      field("page", "int32", false),
      field("pages", "int32", false),
      ...(give === "pictures" ? [] : [field("text", "text", false)]),
      ...(give === "text" ? [] : [field("image", "image", false)]),
    ],
  };
}

function rangeIssue(pages: string): NodeIssue {
  return {
    code: "PARAM_INVALID",
    severity: "error",
    path: "params.pages",
    message: `"${pages}" names no pages.`,
    expected: "pages and ranges with commas between them, such as 1-3, 7, 10-",
    got: pages,
    hint: "Write it like that, or leave it empty for all pages.",
  };
}

function fileTooLarge(size: number, most: number): MillraceError {
  return new MillraceError("PDF_TOO_LARGE", {
    message: `It has ${(size / MEGABYTE).toFixed(1)} MB; ${most} MB is the most.`,
    hint: 'Raise "Largest file".',
  });
}

function secretMissing(name: string): MillraceError {
  return new MillraceError("PDF_PASSWORD", {
    message: `There is no secret "${name}" to open it with.`,
    hint: "Give the secret a value, or name another one.",
  });
}

function noPages(): MillraceError {
  return new MillraceError("PDF_EMPTY", {
    message: "It has no pages.",
    hint: "Open it with another program, and save it from there again.",
  });
}
