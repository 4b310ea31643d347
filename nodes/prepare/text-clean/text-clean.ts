// text-clean: texts made plainer: HTML to text, letters, accents, links, numbers, punctuation, stop words, blanks.

import * as z from "zod/mini";
import { TextColumn } from "../../../engine/frames/column.ts";
import { field, withFields } from "../../../engine/frames/frame.ts";
import { defineNode } from "../../../engine/sdk/define-node.ts";
import { choice, column, json, paramsOf, text, toggle } from "../../../engine/sdk/params.ts";
import { isListOf, isText } from "../../../engine/sdk/plain-values.ts";
import { table } from "../../../engine/sdk/ports.ts";
import { clashIssues } from "../../_shared/clash-issues.ts";
import { textColumnIssues, textRows } from "../../_shared/text/text-rows.ts";
import { cleaner } from "./clean.ts";

const replaced = (title: string, mark: string, help: string) =>
  choice(["keep", "remove", "mark"], {
    title,
    help,
    labels: { keep: "Stay", remove: "Go", mark: `Become ${mark}` },
    default: "keep",
  });

const Params = paramsOf({
  column: column({ title: "Text", help: "The column with the texts.", of: "text", default: "text" }),
  html: toggle({
    title: "HTML to text",
    help: "Takes out tags, scripts and styles, reads &amp; and the like, and begins a line where a block begins.",
    default: false,
  }),
  unicode: choice(["keep", "NFC", "NFD", "NFKC", "NFKD"], {
    title: "Unicode form",
    help: "One spelling for what can be written in several ways. NFKC and NFKD also make one sign of look-alikes such as ﬁ and fi, ² and 2.",
    labels: { keep: "As it is" },
    default: "NFC",
  }),
  letters: choice(["keep", "lower", "upper"], {
    title: "Letters",
    help: "Small letters or capitals.",
    labels: { keep: "As they are", lower: "Small", upper: "Capitals" },
    default: "keep",
  }),
  accents: toggle({
    title: "Without accents",
    help: "é becomes e, ü becomes u; ß and ø, which are letters of their own, stay.",
    default: false,
  }),
  links: replaced("Links", "<url>", "Addresses that begin with http://, https://, ftp:// or www."),
  mails: replaced("Mail addresses", "<mail>", "Such as somebody@example.org."),
  numbers: replaced(
    "Numbers",
    "<number>",
    "Also with signs, fractions and percent; digits within words stay.",
  ),
  punctuation: toggle({
    title: "Without punctuation",
    help: "What is no letter, digit or blank becomes a blank; apostrophes within words stay.",
    default: false,
  }),
  stopWords: json<string[]>(
    () => z.array(z.string()),
    {
      title: "Words to leave out",
      help: "Whole words; capitals do not count.",
      default: [],
      example: ["the", "a", "of"],
    },
    isListOf(isText),
  ),
  blanks: choice(["one", "lines", "keep"], {
    title: "Blanks",
    help: "What becomes of several blanks, tabs and line ends in a row, and of those at both ends.",
    labels: { one: "One blank", lines: "One blank, lines stay", keep: "As they are" },
    default: "one",
  }),
  output: text({
    title: "Output column",
    help: "Name of the new column; that of the text itself replaces it.",
    minLength: 1,
    default: "clean",
  }),
});

export default defineNode({
  kind: "text-clean",
  version: 1,
  category: "prepare",
  icon: "type",
  title: "Clean text",
  field: "text",
  summary: "Makes texts plainer: HTML, letters, accents, links, numbers, punctuation, blanks.",
  keywords: ["normalize", "lowercase", "strip", "html", "unicode", "accents", "stopwords", "regex", "trim"],
  params: Params,
  inputs: { in: table() },
  outputs: { out: table() },
  effects: [],
  determinism: "pure",
  state: "none",
  needs: [],

  schema({ params, inputs }) {
    if (!inputs.in) return { outputs: {} };
    const added = field(params.output, "text", false);
    const issues = [
      ...textColumnIssues(inputs.in, params.column, "column"),
      ...(params.output === params.column ? [] : clashIssues(inputs.in, [added], ["output"])),
    ];
    return { outputs: { out: withFields(inputs.in, [added]) }, issues };
  },

  open: ({ params }) => cleaner(params),

  map(frame, ctx) {
    const { frame: rows, texts } = textRows(frame, ctx.params.column, ctx);
    const column = new TextColumn(rows.length, texts.map(ctx.state));
    return rows.with([{ name: ctx.params.output, column, nullable: false }], ctx.outputs.out);
  },
});
