// A secret sign by sign, each in any of the ways in which JSON, addresses and web pages write it: servers mix them as they like.

/** From so many signs on, the value is also found in other letters' case; a shorter one would be a word of its own too often. */
const SHORTEST_ANY_CASE = 8;
const NAMED: Readonly<Record<string, string>> = {
  "&": "amp",
  "<": "lt",
  ">": "gt",
  '"': "quot",
  "'": "apos",
};
const ESCAPED: Readonly<Record<string, string>> = { "\n": "n", "\r": "r", "\t": "t", "\b": "b", "\f": "f" };

export function secretPattern(value: string): RegExp {
  // UTF-16 that was read as UTF-8 has a zero beside each plain sign.
  return new RegExp(
    [...value].map(signPattern).join("\\u0000?"),
    value.length < SHORTEST_ANY_CASE ? "g" : "gi",
  );
}

function signPattern(sign: string): string {
  const code = sign.codePointAt(0)!;
  const isPlain = /^[A-Za-z0-9]$/.test(sign);
  const units = Array.from(
    { length: sign.length },
    (_, i) => `\\\\{1,8}u${anyCase(sign.charCodeAt(i).toString(16).padStart(4, "0"))}`,
  );
  const bytes = [...Buffer.from(sign)].map(
    (byte) => `%(?:25){0,4}${anyCase(byte.toString(16).padStart(2, "0"))}`,
  );
  const forms = [
    // JSON in JSON has more and more of them: `\/`, `\\\"`.
    `${isPlain ? "" : "\\\\{0,8}"}${literal(sign)}`,
    units.join(""),
    bytes.join(""),
    `&(?:amp;){0,4}#0{0,6}${code};`,
    `&(?:amp;){0,4}#[xX]0{0,6}${anyCase(code.toString(16))};`,
    ...(sign in NAMED ? [`&(?:amp;){0,4}${NAMED[sign]};`] : []),
    ...(sign in ESCAPED ? [`\\\\{1,8}${ESCAPED[sign]}`] : []),
    ...(sign === " " ? ["\\+"] : []),
  ];
  return `(?:${forms.join("|")})`;
}

function anyCase(hex: string): string {
  return hex.replaceAll(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function literal(sign: string): string {
  return /^[\w]$/.test(sign) || sign.charCodeAt(0) > 127
    ? sign
    : `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
