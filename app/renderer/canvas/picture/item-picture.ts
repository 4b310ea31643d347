// A note and a frame in the picture: Markdown as on the screen, broken into lines as wide as the note.

import type { FrameArea, Note } from "../../../../engine/document/types.ts";
import { readMarkdown, type Block, type Inline } from "../items/markdown.ts";
import type { Drawing } from "./picture.ts";
import { clip, rect, words, type Font } from "./svg.ts";

const TITLE: Font = { size: 14, weight: 600 };
const TEXT: Font = { size: 13 };
const TITLES: Readonly<Record<1 | 2 | 3, Font>> = {
  1: { size: 17, weight: 600 },
  2: { size: 15, weight: 600 },
  3: { size: 13, weight: 600 },
};
const LINE = 19;
const GAP = 6;
const PADDING = { x: 12, y: 10 } as const;
const INDENT = 18;

/** The tokens of the colours that a frame can have. */
const TINTS: Readonly<Record<string, string>> = {
  teal: "--mr-sources",
  blue: "--mr-prepare",
  violet: "--mr-models",
  amber: "--mr-control",
  green: "--mr-actions",
  red: "--mr-danger",
};

export function framePicture(frame: FrameArea, { color, measure }: Drawing): string {
  const tint = color(Object.hasOwn(TINTS, frame.color) ? TINTS[frame.color] : "--mr-text-faint");
  const look = { fill: tint, "fill-opacity": 0.06, stroke: tint, "stroke-opacity": 0.45, rx: 12 };
  const title = clip(frame.title, frame.width - 28, TITLE, measure);
  return (
    rect(frame, look) + words(title, { at: { x: frame.x + 14, y: frame.y + 21 }, fill: tint, font: TITLE })
  );
}

export function notePicture(note: Note, drawing: Drawing): string {
  const { color } = drawing;
  const look = { fill: color("--mr-warning-soft"), stroke: color("--mr-border"), rx: 8 };
  const bottom = note.y + note.height - PADDING.y;
  let y = note.y + PADDING.y;
  const parts: string[] = [];
  for (const { words: line, font, indent, mark, gap } of linesOf(note, drawing)) {
    y += gap;
    if (y + LINE > bottom) break;
    const base = y + LINE / 2 + font.size * 0.35;
    const fill = color("--mr-text");
    let x = note.x + PADDING.x + indent;
    if (mark !== "") parts.push(words(mark, { at: { x: x - 6, y: base }, fill, font, anchor: "end" }));
    for (const [place, { text, font: own, space }] of line.entries()) {
      if (space && place > 0) x += drawing.measure(" ", own);
      parts.push(words(text, { at: { x, y: base }, fill, font: own }));
      x += drawing.measure(text, own);
    }
    y += LINE;
  }
  return rect(note, look) + parts.join("");
}

interface Word {
  readonly text: string;
  readonly font: Font;
  /** Whether there is room before it: a full stop behind code has none. */
  readonly space: boolean;
}

interface Line {
  readonly words: readonly Word[];
  readonly font: Font;
  readonly indent: number;
  /** A bullet or a number before it. */
  readonly mark: string;
  readonly gap: number;
}

function linesOf(note: Note, drawing: Drawing): Line[] {
  const width = note.width - 2 * PADDING.x;
  const broken = (inline: readonly Inline[], font: Font, indent: number) =>
    breakLines(
      inline.flatMap((part, at) => wordsOf(part, font, inline[at - 1])),
      width - indent,
      drawing,
    );
  const lines = (inline: readonly Inline[], font: Font, indent = 0, mark = ""): Line[] =>
    broken(inline, font, indent).map((each, at) => ({
      words: each,
      font,
      indent,
      mark: at === 0 ? mark : "",
      gap: 0,
    }));
  return readMarkdown(note.text).flatMap((block, at) => {
    const [first, ...rest] = blockLines(block, lines);
    return first ? [{ ...first, gap: at > 0 ? GAP : 0 }, ...rest] : [];
  });
}

type Break = (inline: readonly Inline[], font: Font, indent?: number, mark?: string) => Line[];

function blockLines(block: Block, lines: Break): Line[] {
  switch (block.is) {
    case "title":
      return lines(block.inline, TITLES[block.level]);
    case "rule":
      return [];
    case "text":
    case "quote":
      return block.lines.flatMap((line) => lines(line, TEXT));
    case "list":
      return block.items.flatMap(({ inline, depth }, at) =>
        lines(inline, TEXT, INDENT * (depth + 1), block.ordered ? `${at + 1}.` : "•"),
      );
    case "code":
      return block.text.split("\n").flatMap((text) => lines([{ is: "code", text }], TEXT));
  }
}

function wordsOf(part: Inline, font: Font, before: Inline | undefined): Word[] {
  const own: Font = {
    ...font,
    ...(part.is === "bold" && { weight: 700 }),
    ...(part.is === "italic" && { italic: true }),
    ...(part.is === "struck" && { line: "line-through" }),
    ...(part.is === "link" && { line: "underline" }),
    ...(part.is === "code" && { code: true, size: 12 }),
  };
  const joins = before !== undefined && !/\s$/.test(before.text) && !/^\s/.test(part.text);
  const texts = part.text.split(/\s+/).filter((text) => text !== "");
  return texts.map((text, at) => ({ text, font: own, space: at > 0 || !joins }));
}

function breakLines(all: readonly Word[], width: number, { measure }: Drawing): Word[][] {
  const lines: Word[][] = [];
  let left = 0;
  for (const word of all) {
    const length = measure(word.text, word.font);
    if (lines.length === 0 || length > left) {
      lines.push([]);
      left = width;
    }
    const fits = length > width ? { ...word, text: clip(word.text, width, word.font, measure) } : word;
    lines[lines.length - 1].push(fits);
    left -= length + (word.space ? measure(" ", word.font) : 0);
  }
  return lines;
}
