// What would a person read of a piece of HTML? Its text, with a line for each block; nothing of scripts, styles and tags.

import { decodeEntities } from "./html-entities.ts";

/** What stands between their tags is no text. */
const SILENT =
  /<(script|style|template|noscript|svg|math|object|iframe)\b(?:[^>"']|"[^"]*"|'[^']*')*>[\s\S]*?(?:<\/\1\s*>|$)/giu;
/** Its end may be left out: the body ends it, and where there is none, nobody knows what of it is text. */
const HEAD = /<head\b[^>]*>(?:(?!<body\b)[\s\S])*?(?:<\/head\s*>|(?=<body\b))/giu;
const TITLE = /<title\b[^>]*>[\s\S]*?<\/title\s*>/giu;
const COMMENT = /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*(?:>|$)/gu;
const TAG = /<\/?([a-zA-Z][\w:-]*)(?:[^>"']|"[^"]*"|'[^']*')*(?:>|$)/gu;

const BLOCKS = new Set(
  (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
    "header hr html legend li main menu nav ol option p pre section summary table tbody tfoot thead title tr ul"
  ).split(" "),
);
const PARAGRAPHS = new Set("p h1 h2 h3 h4 h5 h6 blockquote pre table ul ol".split(" "));
const CELLS = new Set(["td", "th"]);
/** Private signs, which stand for breaks until blanks have been brought together. */
const LINE = "\ue000";
const PARAGRAPH = "\ue001";
const CELL = "\ue002";

export function htmlToText(html: string): string {
  const spoken = html
    .replace(/[\ue000-\ue002]/gu, "")
    .replace(COMMENT, "")
    .replace(SILENT, " ")
    .replace(HEAD, " ")
    .replace(TITLE, " ");
  const marked = spoken.replace(TAG, (tag: string, name: string) => markOf(name.toLowerCase(), tag));
  return decodeEntities(marked.replace(/[ \t\r\n\f]+/gu, " "))
    .replace(/ *\ue002[ \ue002]*/gu, "\t")
    .replace(/[ \t]*[\ue000\ue001][ \t\ue000\ue001]*/gu, (breaks) =>
      breaks.includes(PARAGRAPH) ? "\n\n" : "\n",
    )
    .replace(/\u00a0/gu, " ")
    .replace(/[ \t]+$/gmu, "")
    .trim();
}

function markOf(name: string, tag: string): string {
  if (name === "br") return LINE;
  if (PARAGRAPHS.has(name)) return PARAGRAPH;
  if (CELLS.has(name)) return tag.startsWith("</") ? CELL : "";
  return BLOCKS.has(name) ? LINE : "";
}
