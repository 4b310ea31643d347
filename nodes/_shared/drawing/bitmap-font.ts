// A small font of our own, so that labels can be drawn where no font is installed: 5 × 7 dots a sign.

/** From space to tilde, seven rows a sign, five bits a row: each row is one digit of 0 to 9, a to v. */
const ROWS =
  "0000000 4444404 aa00000 aavavaa 4fke5u4 op248j3 cik8lid 4400000 2488842 8422248 04lel40 044v440 0000c48 000e000 00000cc 01248g0 " +
  "ehjlphe 4c4444e eh1248v v2421he 26aiv22 vgu11he 68guhhe v124888 ehhehhe ehhf12c 0cc0cc0 0cc0c48 248g842 00v0v00 8421248 eh12404 " +
  "eh1dlle ehhvhhh uhhuhhu ehggghe sihhhis vgguggv vgguggg ehgnhhf hhhvhhh e44444e 72222ic hikokih ggggggv hrllhhh hhpljhh ehhhhhe " +
  "uhhuggg ehhhlid uhhukih fgge11u v444444 hhhhhhe hhhhha4 hhhllla hha4ahh hhha444 v1248gv e88888e 0g84210 e22222e 4ah0000 000000v " +
  "8400000 00e1fhf ggmphhu 00egghe 11djhhf 00ehvge 698s888 0fhhf1e ggmphhh 40c444e 20622ic ggikoki c44444e 00qllhh 00mphhh 00ehhhe " +
  "00uhugg 00djf11 00mpggg 00ege1u 88s8896 00hhhjd 00hhha4 00hhlla 00ha4ah 00hhf1e 00v248v 2448442 4444444 8442448 008l200";

const GLYPHS: readonly (readonly number[])[] = ROWS.split(" ").map((glyph) =>
  Array.from(glyph, (digit) => Number.parseInt(digit, 32)),
);
/** What stands for signs that the font does not have: an empty box. */
const UNKNOWN = [31, 17, 17, 17, 17, 17, 31] as const;
const FIRST = 32;

export const GLYPH_WIDTH = 5;
export const GLYPH_HEIGHT = 7;
/** With the space behind a sign. */
export const ADVANCE = GLYPH_WIDTH + 1;

/** Accents go, since the font has none: `ä` is drawn as `a`. */
export function drawable(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss");
}

/** Width of a line in dots. */
export function textWidth(text: string): number {
  return Math.max(0, [...drawable(text)].length * ADVANCE - 1);
}

/** Calls `dot` for each dot of a line of text, from its top left corner. */
export function eachDot(text: string, dot: (x: number, y: number) => void): void {
  let left = 0;
  for (const sign of drawable(text)) {
    const rows = GLYPHS[sign.codePointAt(0)! - FIRST] ?? UNKNOWN;
    rows.forEach((row, y) => {
      for (let x = 0; x < GLYPH_WIDTH; x++) if ((row >> (GLYPH_WIDTH - 1 - x)) & 1) dot(left + x, y);
    });
    left += ADVANCE;
  }
}
