// What would a person read of a piece of HTML? Its text, with a line for each block; nothing of scripts, styles and tags.

import { decodeEntities } from "./html-entities.ts";

/** What stands between their tags is no text; where they are not closed, nothing behind them is. */
const SILENT = new Set("script style template noscript svg math object iframe".split(" "));
/** Their end may be left out: the body ends a head, and without an end nobody knows what of it is text. */
const HIDDEN: Readonly<Record<string, readonly string[]>> = { head: ["/head", "body"], title: ["/title"] };
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
  const broken = spokenOf(html)
    .replace(/[ \t\r\n\f]+/gu, " ")
    .replace(/ ?\ue002[ \ue002]*/gu, "\t")
    .replace(/[ \t]?[\ue000\ue001][ \t\ue000\ue001]*/gu, (breaks) =>
      breaks.includes(PARAGRAPH) ? "\n\n" : "\n",
    );
  const lines = decodeEntities(broken)
    .replace(/\u00a0/gu, " ")
    .split("\n");
  return lines
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}

const TAG = /<(\/?[a-z][\w:-]*)/iuy;

/** The text with a sign for each break. One pass, whatever is broken in it: mails of strangers are read by this. */
function spokenOf(html: string): string {
  const out: string[] = [];
  /** How much was said before a head or title that may be left out as a whole once its end is met. */
  const hiddenFrom = new Map<string, number>();
  const quotes = { '"': html.lastIndexOf('"'), "'": html.lastIndexOf("'") };
  for (let at = 0; at < html.length;) {
    const open = html.indexOf("<", at);
    out.push(html.slice(at, open < 0 ? html.length : open).replace(/[\ue000-\ue002]/gu, ""));
    if (open < 0) break;
    at = behindComment(html, open);
    if (at > open) continue;
    TAG.lastIndex = open;
    const name = TAG.exec(html)?.[1].toLowerCase();
    if (name === undefined) {
      out.push("<");
      at = open + 1;
      continue;
    }
    at = behindTag(html, open + 1 + name.length, quotes);
    if (SILENT.has(name)) {
      out.push(" ");
      at = behindSilent(html, at, name);
      continue;
    }
    for (const [hidden, ends] of Object.entries(HIDDEN)) {
      if (name === hidden && !hiddenFrom.has(hidden)) hiddenFrom.set(hidden, out.length);
      const from = ends.includes(name) ? hiddenFrom.get(hidden) : undefined;
      if (from === undefined) continue;
      out.length = Math.min(out.length, from);
      out.push(" ");
      hiddenFrom.delete(hidden);
    }
    out.push(markOf(name));
  }
  return out.join("");
}

/** `open` itself where no comment, doctype or instruction begins there. */
function behindComment(html: string, open: number): number {
  const isComment = html.startsWith("<!--", open);
  if (!isComment && !html.startsWith("<!", open) && !html.startsWith("<?", open)) return open;
  const end = html.indexOf(isComment ? "-->" : ">", open + (isComment ? 4 : 2));
  return end < 0 ? html.length : end + (isComment ? 3 : 1);
}

/** A ">" in quotes is none; a quote that is never closed is a sign like others. */
function behindTag(html: string, from: number, last: Readonly<Record<'"' | "'", number>>): number {
  const STOP = /[>"']/gu;
  for (STOP.lastIndex = from; ;) {
    const found = STOP.exec(html);
    if (!found) return html.length;
    const sign = found[0] as ">" | '"' | "'";
    if (sign === ">") return found.index + 1;
    if (found.index < last[sign]) STOP.lastIndex = html.indexOf(sign, found.index + 1) + 1;
  }
}

function behindSilent(html: string, from: number, name: string): number {
  const end = new RegExp(`</${name}\\s*>`, "giu");
  end.lastIndex = from;
  return end.exec(html) ? end.lastIndex : html.length;
}

function markOf(tag: string): string {
  const name = tag.replace("/", "");
  if (name === "br") return LINE;
  if (PARAGRAPHS.has(name)) return PARAGRAPH;
  if (CELLS.has(name)) return tag === name ? "" : CELL;
  return BLOCKS.has(name) ? LINE : "";
}
