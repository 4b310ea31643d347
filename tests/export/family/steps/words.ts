// Steps and sources of kinds that work on text and documents.

import { makePdf } from "../../../support/make-pdf.ts";
import { hashedSpam, letterLanguages, tokenTable } from "../../../models/text.ts";
import { wordPieces } from "../../../models/tokenizers.ts";
import { columnsOf, withColumns, type ColumnType } from "../table.ts";
import { onColumn, type FieldSteps } from "./step.ts";
import { tables } from "./tables.ts";

const TEXTS = {
  "texts/a.txt":
    "Der Sturm verzögert das Schiff. 3 Tage!\n\nSiehe https://example.org/a?b=1 oder frage a@example.org.\n",
  "texts/b.txt": "The shipment is late.\nIt is the storm, again: 12.5 hours.\n",
  "texts/c.txt": "  <p>Fine &amp; dry</p>  ",
};

const MAILS = {
  "mails/a.eml": "From: a@example.org\nSubject: late\nDate: Thu, 22 Aug 2002 18:26:25 +0700\n\nIt is late.\n",
  "mails/b.eml": "From: b@example.org\nSubject: again\nContent-Type: text/html\n\n<p>Late <b>again</b></p>\n",
};

const HASHING = { pairs: 2, weights: "count", unit: true };
const TABLE = Array.from({ length: 11 }, (_, id) => [id / 8, 1 - id / 8]);

export const words: FieldSteps = {
  sources: {
    "eml-files": {
      params: { path: "mails" },
      columns: new Map([
        ["path", "text"],
        ["subject", "text"],
        ["text", "text"],
      ]),
    },
    // Some of its columns are text.
    generate: tables.sources.generate,
    "pdf-pages": {
      params: { path: "pdfs", dpi: 20 },
      columns: new Map([
        ["path", "text"],
        ["page", "number int32"],
        ["text", "text"],
        ["image", "image"],
      ]),
    },
    "text-files": {
      params: { path: "texts", rows: "line", encoding: "utf-8" },
      columns: new Map([
        ["path", "text"],
        ["text", "text"],
        ["number", "number int32"],
      ]),
    },
  },
  steps: {
    "text-clean": onColumn("text", (column, choose, id) => ({
      params: { column, html: true, letters: choose.of(["lower", "keep"]), links: "mark", output: `${id}_c` },
      adds: { [`${id}_c`]: "text" },
    })),
    "hash-text": onColumn("text", (column, choose, id) => ({
      params: { column, buckets: 6, longest: choose.of([1, 2]), output: `${id}_h` },
      adds: { [`${id}_h`]: "vector" },
    })),
    "tf-idf": onColumn("text", (column, choose, id) => ({
      params: {
        column,
        vocabulary: ["der", "is", "late"],
        idf: [1.5, 1.25, 2],
        norm: choose.of(["l2", "none"]),
        output: `${id}_t`,
      },
      adds: { [`${id}_t`]: "vector" },
    })),
    tokenize: onColumn("text", (column, choose, id) => ({
      params: {
        column,
        tokenizer: "tokenizer.json",
        maxTokens: choose.of([4, 8]),
        ids: `${id}_i`,
        mask: `${id}_m`,
      },
      adds: { [`${id}_i`]: "tensor", [`${id}_m`]: "tensor" },
    })),
    "write-text": (stream, choose, id) => {
      const texts = columnsOf(stream, "text");
      if (texts.length === 0) return null;
      const params = { folder: `out-${id}`, name: "{row}.txt", text: `{${choose.of(texts)}}` };
      return { params, columns: stream.columns, ports: [] };
    },
    "text-split": onColumn("text", (column, choose, id) => ({
      params: {
        column,
        by: choose.of(["sentence", "word"]),
        size: 3,
        overlap: 1,
        output: `${id}_p`,
        prefix: `${id}_p_`,
      },
      adds: { [`${id}_p`]: "text", [`${id}_p_number`]: "number int32" },
    })),
    "nearest-neighbours": (stream, choose, id) => {
      const vectors = columnsOf(stream, "vector");
      if (vectors.length === 0) return null;
      const adds: Record<string, ColumnType> = {
        ...{ [`${id}_n`]: "other", [`${id}_row`]: "number", [`${id}_score`]: "number" },
        ...{ group: "number int32", group_size: "number int32" },
      };
      const params = {
        column: choose.of(vectors),
        against: "own",
        limit: 0.8,
        prefix: `${id}_`,
        output: `${id}_n`,
      };
      return { params, columns: withColumns(stream.columns, adds) };
    },
    "detect-language": onColumn("text", (column, choose, id) => ({
      params: {
        column,
        model: "language.onnx",
        label: `${id}_l`,
        score: `${id}_s`,
        minScore: choose.of([0, 0.6]),
      },
      adds: { [`${id}_l`]: "text", [`${id}_s`]: "number float32" },
    })),
    "text-classifier": onColumn("text", (column, choose, id) => ({
      params: {
        column,
        ...choose.of([
          { model: "spam.onnx" },
          { model: "logits.onnx", tokenizer: "tokenizer.json", labelsFile: "labels.txt" },
        ]),
        label: `${id}_l`,
        score: `${id}_s`,
      },
      adds: { [`${id}_l`]: "text", [`${id}_s`]: "number float32" },
    })),
    "text-embedder": onColumn("text", (column, choose, id) => ({
      params: {
        column,
        model: "tokens.onnx",
        tokenizer: "tokenizer.json",
        pooling: choose.of(["mean", "first"]),
        output: `${id}_e`,
      },
      adds: { [`${id}_e`]: "vector" },
    })),
  },
  files: {
    ...TEXTS,
    ...MAILS,
    "pdfs/a.pdf": makePdf([{ lines: ["Der Sturm is late"] }, { lines: ["Page two"] }]),
    "language.onnx": letterLanguages(),
    "spam.onnx": hashedSpam([3, 5, 8, 13, 21, 34, 55], HASHING),
    "logits.onnx": tokenTable({ table: TABLE, output: "logits", gives: "sum" }),
    "tokens.onnx": tokenTable({ table: TABLE, output: "last_hidden_state", gives: "tokens" }),
    "tokenizer.json": wordPieces(),
    "labels.txt": "late\nfine\n",
  },
  inputs: ["texts", "mails", "pdfs"],
};
