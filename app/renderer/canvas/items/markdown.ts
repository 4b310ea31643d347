// A small part of Markdown, as data: nothing of it can become code of the page.

export type Inline =
  | { readonly is: "text" | "bold" | "italic" | "code" | "struck"; readonly text: string }
  | { readonly is: "link"; readonly text: string; readonly url: string };

export interface Item {
  readonly inline: readonly Inline[];
  /** How deep it lies in other items; 0 = in none. */
  readonly depth: number;
}

export type Block =
  | { readonly is: "title"; readonly level: 1 | 2 | 3; readonly inline: readonly Inline[] }
  | { readonly is: "list"; readonly ordered: boolean; readonly items: readonly Item[] }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "text" | "quote"; readonly lines: readonly (readonly Inline[])[] }
  | { readonly is: "rule" };

const TITLE = /^(#{1,3})\s+(.*)$/;
const ITEM = /^(\s*)(?:[-*+]|(\d+)[.)])\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const RULE = /^(?:-{3,}|\*{3,}|_{3,})\s*$/;
const FENCE = "```";
/** Spaces that an item is moved in to lie in the one above it. */
const STEP = 2;
const DEEPEST = 3;
const INLINE =
  /\*\*(?<bold>[^*]+)\*\*|__(?<strong>[^_]+)__|\*(?<italic>[^*\s][^*]*)\*|(?<![\w_])_(?<slanted>[^_\s][^_]*)_(?![\w_])|~~(?<struck>[^~]+)~~|`(?<code>[^`]+)`|\[(?<text>[^\]]+)\]\((?<url>https?:\/\/[^\s)]+)\)/g;

export function readMarkdown(source: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = source.split(/\r?\n/);
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    const title = TITLE.exec(line);
    if (line.trim() === "") at++;
    else if (line.startsWith(FENCE)) {
      const end = lines.indexOf(FENCE, at + 1);
      const close = end < 0 ? lines.length : end;
      blocks.push({ is: "code", text: lines.slice(at + 1, close).join("\n") });
      at = close + 1;
    } else if (title) {
      blocks.push({ is: "title", level: title[1].length as 1 | 2 | 3, inline: readInline(title[2]) });
      at++;
    } else if (RULE.test(line)) {
      blocks.push({ is: "rule" });
      at++;
    } else if (ITEM.test(line)) {
      const items = take(lines, at, (next) => ITEM.test(next) && !RULE.test(next));
      blocks.push({ is: "list", ordered: ITEM.exec(line)![2] !== undefined, items: items.map(readItem) });
      at += items.length;
    } else {
      const isQuote = QUOTE.test(line);
      const text = take(lines, at, (next) => QUOTE.test(next) === isQuote && isPlain(next));
      const read = text.map((each) => readInline(QUOTE.exec(each)?.[1] ?? each));
      blocks.push({ is: isQuote ? "quote" : "text", lines: read });
      at += text.length;
    }
  }
  return blocks;
}

function isPlain(line: string): boolean {
  const isBlock = TITLE.test(line) || ITEM.test(line) || RULE.test(line) || line.startsWith(FENCE);
  return line.trim() !== "" && !isBlock;
}

function readItem(line: string): Item {
  const [, before, , text] = ITEM.exec(line)!;
  return { inline: readInline(text), depth: Math.min(DEEPEST, Math.floor(before.length / STEP)) };
}

function take(lines: readonly string[], from: number, belongs: (line: string) => boolean): string[] {
  const end = lines.findIndex((line, at) => at > from && !belongs(line));
  return lines.slice(from, end < 0 ? lines.length : end);
}

export function readInline(text: string): readonly Inline[] {
  const parts: Inline[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > at) parts.push({ is: "text", text: text.slice(at, match.index) });
    parts.push(marked(match.groups!));
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ is: "text", text: text.slice(at) });
  return parts;
}

function marked(groups: Readonly<Record<string, string | undefined>>): Inline {
  const { bold, strong, italic, slanted, struck, code = "", text = "", url } = groups;
  if (url !== undefined) return { is: "link", text, url };
  if (struck !== undefined) return { is: "struck", text: struck };
  const heavy = bold ?? strong;
  if (heavy !== undefined) return { is: "bold", text: heavy };
  const soft = italic ?? slanted;
  return soft !== undefined ? { is: "italic", text: soft } : { is: "code", text: code };
}
