// write-csv: writes rows to a CSV file; what nobody has touched goes out as it came in.

import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, columnList, file, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { pathOfPart } from "../../../engine/sdk/partition.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { repeatedIssues, unknownColumnIssues } from "../../_shared/column-issues.ts";
import { ByteSink } from "../../_shared/csv/byte-sink.ts";
import type { CsvStyle } from "../../_shared/csv/csv-cells.ts";
import { csvHeader, writeCsvRows, writeCsvRowsApart } from "../../_shared/csv/csv-rows.ts";
import { delimiterName, spellingOf } from "../../_shared/csv/spelling.ts";
import { OpenQuote } from "../../_shared/csv/open-quote.ts";
import { splitText } from "../../_shared/csv/split-text.ts";
import { outputColumns, outputNames } from "../../_shared/output-columns.ts";
import { lineEndOf } from "../../_shared/row-file/existing-file.ts";
import {
  followsOf,
  isOneNewFile,
  journalOf,
  rolls,
  rowFileIssues,
  rowFileParams,
} from "../../_shared/row-file/params.ts";
import { RowFile, type RowFormat } from "../../_shared/row-file/row-file.ts";

const FIRST_SINK_BYTES = 256 * 1024;

interface Writing {
  readonly file: RowFile;
  readonly style: CsvStyle;
  readonly lineEnd: Uint8Array;
  /** Used again for every frame; what is given to the writer is a copy, whose memory comes back. */
  readonly sink: ByteSink;
}

export default defineNode({
  kind: "write-csv",
  version: 1,
  category: "actions",
  title: "Write CSV",
  summary: "Writes rows to a CSV file.",
  keywords: ["save", "export", "output", "excel", "spreadsheet", "tsv", "store"],
  params: paramsOf({
    path: file({
      title: "File",
      help: "The file to write; it takes its place only when all rows are written (until then it is called .part).",
      extensions: ["csv", "tsv"],
    }),
    columns: columnList({
      title: "Columns",
      help: "Which columns, in which order; all when empty (but tensors, pictures and sound only when named).",
      default: [],
    }),
    header: toggle({ title: "Header", help: "Whether the first row names the columns.", default: true }),
    delimiter: choice([",", ";", "tab", "|"], {
      title: "Delimiter",
      help: "What stands between two cells.",
      default: ",",
    }),
    decimal: choice(["point", "comma"], {
      title: "Decimal sign",
      help: "What stands before the fraction of a number. With a comma, cells need another delimiter or are quoted.",
      default: "point",
    }),
    quoting: choice(["needed", "text"], {
      title: "Quotes",
      help: "Around cells that need them, or around every cell of text.",
      default: "needed",
      labels: { needed: "where needed", text: "around all text" },
    }),
    nullText: text({ title: "Null", help: "What is written where there is no value.", default: "" }),
    formulas: choice(["keep", "escape"], {
      title: "Formulas",
      help: "Text that begins with = + - or @ is computed by spreadsheets. For text of strangers, write an apostrophe before it; numbers stay as they are.",
      default: "keep",
      labels: { keep: "as they are", escape: "as text, behind an apostrophe" },
    }),
    lineEnd: choice(["lf", "crlf"], {
      title: "Line end",
      help: "crlf for programs that insist on it. Rows that are added to a file end as its own do.",
      default: "lf",
      labels: { lf: "LF", crlf: "CR LF" },
    }),
    ...rowFileParams,
  }),
  inputs: { in: table() },
  outputs: {},

  /** Whoever reads the input can then read the output. Commas, points and LF are what is written anyway. */
  suited({ sources }) {
    const spelling = spellingOf(sources);
    if (!spelling) return {};
    const { dialect, crlf } = spelling;
    const delimiter = delimiterName(spelling);
    return {
      ...(delimiter && { delimiter }),
      ...(dialect.decimalComma && { decimal: "comma" as const }),
      ...(crlf && { lineEnd: "crlf" as const }),
    };
  },

  effects: ["writes"],
  determinism: "pure",
  state: "ordered",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const issues = [
      ...unknownColumnIssues(inputs.in, params.columns, "params.columns"),
      ...repeatedIssues(params.columns, "columns"),
      ...rowFileIssues(params),
    ];
    return { outputs: {}, issues };
  },

  async open({ params, host, inputs, warn }): Promise<Writing> {
    const style: CsvStyle = {
      delimiter: params.delimiter === "tab" ? 9 : params.delimiter.charCodeAt(0),
      decimalComma: params.decimal === "comma",
      quoteAll: params.quoting === "text",
      nullText: params.nullText,
      escapeFormulas: params.formulas === "escape",
    };
    const isAdded = params.existing === "append" && !rolls(params);
    const found = isAdded ? await lineEndOf(params.path, host.files) : null;
    const lineEnd = Uint8Array.from((found ?? params.lineEnd) === "crlf" ? [13, 10] : [10]);
    const format = csvFormat(params.header, style, lineEnd);
    const names = outputNames(inputs.in, params.columns);
    const file = await RowFile.open(params, host, format, { names, warn });
    return { file, style, lineEnd, sink: new ByteSink(FIRST_SINK_BYTES) };
  },

  ofPart: (params, partition) =>
    isOneNewFile(params)
      ? { path: pathOfPart(params.path, partition), header: params.header && partition.index === 0 }
      : null,
  journals: ({ params }) => journalOf(params),
  follows: ({ params }) => followsOf(params),
  // Opening looks for the files of earlier runs, and those of this one would be among them.
  plansElsewhere: ({ params }) => !rolls(params),

  appends: ({ header }) => (header ? "header" : "rows"),

  keepsNothing: true,

  plan(frame, { params, state }) {
    if (frame.length === 0) return null;
    const { sink, style, lineEnd } = state;
    const columns = outputColumns(frame, params.columns);
    let ends: readonly number[] | null = null;
    if (columns.length > 0 && rolls(params)) ends = writeCsvRowsApart(sink, frame, columns, style, lineEnd);
    else if (columns.length > 0) writeCsvRows(sink, frame, columns, style, lineEnd);
    const bytes = sink.take();
    const { source, unit, from, to } = frame.lineage;
    return {
      key: `${params.path} ${source} ${unit} ${from}-${to}`,
      summary: `write ${frame.length} rows to ${params.path}`,
      rows: frame.length,
      bytes: bytes.length,
      // Names and cells of the same frame: what stands over a cell is its name, whatever was planned.
      data: { bytes, ends, names: outputNames(frame.schema, params.columns) },
    };
  },

  perform({ data }, { state }) {
    return state.file.write({ ...data, written: () => state.sink.giveBack(data.bytes) });
  },

  snapshot: ({ state }) => state.file.snapshot(),
  restore: (bytes, { state }) => state.file.restore(bytes),

  async close({ state, params, inputs }, outcome) {
    if (outcome !== "done") return state.file.abandon();
    await state.file.commit(outputNames(inputs.in, params.columns));
  },
});

/** A file without a header says nothing of its columns: to it, rows are added as they are. */
function csvFormat(hasHeader: boolean, style: CsvStyle, lineEnd: Uint8Array): RowFormat {
  const header = (names: readonly string[]) => csvHeader(new ByteSink(1024), names, style, lineEnd);
  return {
    lineEnd,
    header: (names) => (hasHeader ? header(names) : null),
    end: () => new OpenQuote(style.delimiter),
    misfit: (line, names) => {
      const expected = new TextDecoder().decode(header(names)).trimEnd();
      const isSame = sameCells(line.trimEnd(), expected, String.fromCharCode(style.delimiter));
      return !hasHeader || isSame ? null : { expected, got: line };
    },
  };
}

/** Other programs put names in quotes that need none. */
function sameCells(line: string, expected: string, delimiter: string): boolean {
  const [got, want] = [line, expected].map(
    (text) => splitText(text, delimiter, '"', true, 1)[0]?.cells ?? [],
  );
  return got.length === want.length && got.every(({ text }, i) => text === want[i].text);
}
