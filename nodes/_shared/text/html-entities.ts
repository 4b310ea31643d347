// The named characters of HTML 4.01, and numbered ones as HTML reads them.

import { windowsSign } from "./encoding.ts";

/** U+00A0 to U+00FF in their order. */
const LATIN =
  "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil " +
  "sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute " +
  "Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc " +
  "atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide " +
  "oslash ugrave uacute ucirc uuml yacute thorn yuml";
/** U+0391 to U+03C9 in their order; `-` stands for one without a name. */
const GREEK =
  "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi Chi Psi Omega - - - - " +
  "- - - alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigmaf sigma tau upsilon phi chi psi omega";
const OTHERS: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", OElig: "Œ", oelig: "œ", Scaron: "Š", scaron: "š" },
  ...{ Yuml: "Ÿ", fnof: "ƒ", circ: "ˆ", tilde: "˜", ensp: "\u2002", emsp: "\u2003", thinsp: "\u2009" },
  ...{ zwnj: "\u200c", zwj: "\u200d", lrm: "\u200e", rlm: "\u200f", ndash: "–", mdash: "—", lsquo: "‘" },
  ...{ rsquo: "’", sbquo: "‚", ldquo: "“", rdquo: "”", bdquo: "„", dagger: "†", Dagger: "‡", bull: "•" },
  ...{ hellip: "…", permil: "‰", prime: "′", Prime: "″", lsaquo: "‹", rsaquo: "›", oline: "‾", frasl: "⁄" },
  ...{ euro: "€", trade: "™", larr: "←", uarr: "↑", rarr: "→", darr: "↓", harr: "↔", minus: "−", infin: "∞" },
  ...{
    ne: "≠",
    le: "≤",
    ge: "≥",
    asymp: "≈",
    sum: "∑",
    prod: "∏",
    radic: "√",
    part: "∂",
    int: "∫",
    cap: "∩",
  },
  ...{ cup: "∪", isin: "∈", notin: "∉", forall: "∀", exist: "∃", empty: "∅", nabla: "∇", and: "∧", or: "∨" },
  ...{ sub: "⊂", sup: "⊃", sube: "⊆", supe: "⊇", equiv: "≡", sdot: "⋅", loz: "◊", spades: "♠", clubs: "♣" },
  ...{ hearts: "♥", diams: "♦" },
};

const NAMED: ReadonlyMap<string, string> = new Map([
  ...LATIN.split(" ").map((name, i): [string, string] => [name, String.fromCharCode(0xa0 + i)]),
  ...GREEK.split(" ").map((name, i): [string, string] => [name, String.fromCharCode(0x391 + i)]),
  ...Object.entries(OTHERS),
]);

/** `&amp;`, `&#38;` and `&#x26;` become what they stand for; what is no reference stays. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([A-Za-z][A-Za-z\d]*));?/gu,
    (whole, ...found) => {
      const [decimal, hex, name] = found as (string | undefined)[];
      if (name !== undefined)
        return (whole.endsWith(";") || name.length > 1 ? NAMED.get(name) : null) ?? whole;
      return numbered(decimal === undefined ? parseInt(hex!, 16) : Number(decimal)) ?? whole;
    },
  );
}

/** The C1 control characters mean those of windows-1252. */
function numbered(code: number): string | null {
  if (code >= 0x80 && code <= 0x9f) return windowsSign(code);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\ufffd";
  return String.fromCodePoint(code);
}
