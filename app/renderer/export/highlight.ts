// JavaScript cut into pieces that are drawn in different colours: enough for the code that an export writes.

export type PieceKind = "comment" | "text" | "number" | "word" | "call" | "key" | "plain";

export interface Piece {
  readonly is: PieceKind;
  readonly text: string;
}

const WORDS =
  "import|from|const|let|export|default|await|async|new|return|true|false|null|undefined|function";

/** In the order in which they are tried. What none of them takes is plain. */
const PATTERNS: readonly (readonly [PieceKind, string])[] = [
  ["comment", String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/|^#![^\n]*`],
  ["text", String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|` + "`(?:[^`\\\\]|\\\\.)*`"],
  ["number", String.raw`\b\d[\d_]*(?:\.\d+)?(?:e[+-]?\d+)?\b`],
  ["word", String.raw`(?<![\w$.])(?:${WORDS})\b(?!\s*:)`],
  ["call", String.raw`(?<![\w$])[A-Za-z_$][\w$]*(?=\()`],
  ["key", String.raw`(?<![\w$.])[A-Za-z_$][\w$]*(?=\s*:)`],
];

const ANY = new RegExp(PATTERNS.map(([is, pattern]) => `(?<${is}>${pattern})`).join("|"), "g");

/** Together they are the code. */
export function highlighted(code: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const { index, groups, 0: text } of code.matchAll(ANY)) {
    if (index > end) pieces.push({ is: "plain", text: code.slice(end, index) });
    const [is] = PATTERNS.find(([name]) => groups?.[name] !== undefined)!;
    pieces.push({ is, text });
    end = index + text.length;
  }
  if (end < code.length) pieces.push({ is: "plain", text: code.slice(end) });
  return pieces;
}
