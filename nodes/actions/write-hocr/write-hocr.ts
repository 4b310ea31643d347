// write-hocr: a searchable text beside each page: hOCR, which other programs lay under the picture, and plain text.

import type { Frame } from "../../../engine/frames/frame.ts";
import type { ImageCell } from "../../../engine/frames/image.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { column, folder, paramsOf, toggle } from "../../../engine/sdk/params.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { typeIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { missingValue } from "../../_shared/missing-value.ts";
import { folderOfPart, OutputFolder } from "../../_shared/output-folder.ts";
import { pictureError } from "../../_shared/pixels/picture-errors.ts";
import { PictureReader } from "../../_shared/pixels/picture-reader.ts";
import { stemOf } from "../../_shared/safe-name.ts";
import { linesColumn, linesIssues } from "../../_shared/text-lines/lines-column.ts";
import { pageText } from "../../_shared/text-lines/page-text.ts";
import { linesOf, type LineLike } from "../../_shared/text-lines/text-line.ts";
import { hocrOf } from "./hocr.ts";

const encoder = new TextEncoder();

interface PageToWrite {
  readonly row: number;
  readonly name: string;
  readonly image: ImageCell;
  readonly lines: readonly LineLike[];
}

interface Effect {
  readonly frame: Frame;
  readonly pages: readonly PageToWrite[];
}

interface State {
  readonly folder: OutputFolder;
  readonly pictures: PictureReader;
}

export default defineNode({
  kind: "write-hocr",
  version: 1,
  category: "actions",
  field: "pictures",
  icon: "text-search",
  title: "Write searchable text",
  summary: "Writes what was read on each page as hOCR, with the place of every word, and as plain text.",
  keywords: ["ocr", "pdf", "alto", "html", "txt", "save", "export", "index"],
  presets: [
    {
      title: "Write searchable text",
      summary: "hOCR with the place of every word, and plain text.",
      on: { param: "lines", of: "boxes", made: true, has: "text" },
      params: { folder: "out/text" },
    },
  ],
  params: paramsOf({
    folder: folder({ title: "Folder", help: "Where the files go; it is made where it is not there." }),
    lines: linesColumn(),
    column: column({
      title: "Pictures",
      help: "The column with the pages: hOCR says how large they are.",
      of: "image",
      default: "image",
    }),
    name: column({
      title: "Name",
      help: "The column that names the files: a path gives its last part, and .hocr in place of its ending.",
      of: "text",
      default: "path",
    }),
    text: toggle({
      title: "Plain text too",
      help: "Writes a .txt beside each .hocr, in reading order.",
      default: true,
    }),
  }),
  inputs: { in: table() },
  outputs: {},
  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params: { lines, column: pictures, name }, inputs }) {
    const given = inputs.in;
    if (!given) return { outputs: {} };
    const need = (param: string, value: string, type: Parameters<typeof typeIssues>[3], what: string) => [
      ...unknownColumnIssues(given, [value], `params.${param}`),
      ...typeIssues(given, [value], `params.${param}`, type, what, "Choose another column."),
    ];
    const issues = [
      ...linesIssues(given, lines),
      ...need("column", pictures, ({ type }) => type === "image", "a picture"),
      ...need("name", name, ({ type }) => type === "text", "text"),
    ];
    return { outputs: {}, issues };
  },

  async open({ params, host }): Promise<State> {
    return {
      folder: new OutputFolder(host.files, params.folder),
      pictures: await PictureReader.open(host),
    };
  },

  ofPart: ({ folder: path }, partition) => ({ folder: folderOfPart(path, partition) }),

  plan(frame, { params, fail }) {
    const [lines, pictures, names] = [params.lines, params.column, params.name].map((name) =>
      frame.column(name),
    );
    const pages: PageToWrite[] = [];
    for (let row = 0; row < frame.length; row++) {
      const missing = [lines, pictures, names].findIndex((column) => column.isNull(row));
      if (missing >= 0) {
        const column = [params.lines, params.column, params.name][missing];
        fail(frame, row, missingValue(column));
        continue;
      }
      const image = pictures.get(row) as ImageCell;
      pages.push({ row, name: names.get(row) as string, image, lines: linesOf(lines.get(row)) });
    }
    if (pages.length === 0) return null;
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.folder} ${source} ${unit} ${from}-${to}`,
      summary: `write the text of ${pages.length} pages into ${params.folder}`,
      rows: pages.length,
      data: { frame, pages } satisfies Effect,
    };
  },

  async perform({ data }, { state, params, fail, signal }) {
    for (const { row, name, image, lines } of data.pages) {
      if (signal.aborted) return;
      const facts = await state.pictures
        .facts(image)
        .catch((thrown: unknown) => pictureError(thrown, image, params.column));
      if ("code" in facts) {
        fail(data.frame, row, facts);
        continue;
      }
      // What a disk says is no fault of the row: it ends the run.
      const stem = stemOf(name);
      const hocr = hocrOf({ image: name, width: facts.width, height: facts.height, lines });
      await state.folder.write(`${stem}.hocr`, encoder.encode(hocr));
      if (params.text) await state.folder.write(`${stem}.txt`, encoder.encode(`${pageText(lines)}\n`));
    }
  },

  close: async ({ state }, outcome) => {
    if (outcome === "done") await state.folder.make();
  },
});
