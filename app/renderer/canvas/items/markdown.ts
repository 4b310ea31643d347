// A small part of Markdown, as data: nothing of it can become code of the page.

export type Inline =
  | { readonly is: "text" | "bold" | "italic" | "code"; readonly text: string }
  | { readonly is: "link"; readonly text: string; readonly url: string };

export type Block =
  | { readonly is: "title"; readonly level: 1 | 2 | 3; readonly inline: readonly Inline[] }
  | { readonly is: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "text"; readonly lines: readonly (readonly Inline[])[] };

const TITLE = /^(#{1,3})\s+(.*)$/;
const ITEM = /^\s*(?:[-*]|(\d+)[.)])\s+(.*)$/;
const INLINE =
  /\*\*(?<bold>[^*]+)\*\*|\*(?<italic>[^*\s][^*]*)\*|`(?<code>[^`]+)`|\[(?<text>[^\]]+)\]\((?<url>https?:\/\/[^\s)]+)\)/g;

export function readMarkdown(source: string): readonly Block[] {
  const blocks: Block[] = [];
  const lines = source.split(/\r?\n/);
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    const title = TITLE.exec(line);
    if (line.trim() === "") at++;
    else if (line.startsWith("```")) {
      const end = lines.indexOf("```", at + 1);
      const close = end < 0 ? lines.length : end;
      blocks.push({ is: "code", text: lines.slice(at + 1, close).join("\n") });
      at = close + 1;
    } else if (title) {
      blocks.push({ is: "title", level: title[1].length as 1 | 2 | 3, inline: readInline(title[2]) });
      at++;
    } else if (ITEM.test(line)) {
      const items = take(lines, at, (next) => ITEM.test(next));
      const ordered = ITEM.exec(line)?.[1] !== undefined;
      blocks.push({ is: "list", ordered, items: items.map((item) => readInline(ITEM.exec(item)![2])) });
      at += items.length;
    } else {
      const plain = (next: string) => next.trim() !== "" && !TITLE.test(next) && !ITEM.test(next);
      const text = take(lines, at, plain);
      blocks.push({ is: "text", lines: text.map(readInline) });
      at += text.length;
    }
  }
  return blocks;
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
    const { bold, italic, code, text: label, url } = match.groups!;
    if (url !== undefined) parts.push({ is: "link", text: label, url });
    else if (bold !== undefined) parts.push({ is: "bold", text: bold });
    else if (italic !== undefined) parts.push({ is: "italic", text: italic });
    else parts.push({ is: "code", text: code });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push({ is: "text", text: text.slice(at) });
  return parts;
}
