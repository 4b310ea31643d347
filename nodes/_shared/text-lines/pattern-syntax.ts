// How a pattern is written: signs, ., [a-z], \d \w \s, groups, |, ?, *, +, {2,5}. Capitals do not count.

export type Piece =
  | { readonly is: "sign"; readonly takes: (sign: string) => boolean }
  | { readonly is: "sequence"; readonly parts: readonly Piece[] }
  | { readonly is: "choice"; readonly options: readonly Piece[] }
  | { readonly is: "repeat"; readonly of: Piece; readonly min: number; readonly max: number | null };

const CLASSES: Readonly<Record<string, RegExp>> = { d: /\p{Nd}/u, w: /[\p{L}\p{N}_]/u, s: /\s/u };
const MAX_COUNT = 200;

/** Throws an Error whose message says what is wrong and where. */
export function parsePattern(source: string): Piece {
  const signs = [...source];
  let at = 0;
  const fail = (what: string) => new Error(`${what} at sign ${at + 1}`);

  function choice(): Piece {
    const options = [sequence()];
    while (signs[at] === "|") {
      at++;
      options.push(sequence());
    }
    return options.length === 1 ? options[0] : { is: "choice", options };
  }

  function sequence(): Piece {
    const parts: Piece[] = [];
    while (at < signs.length && signs[at] !== "|" && signs[at] !== ")") parts.push(repeated(single()));
    return { is: "sequence", parts };
  }

  function single(): Piece {
    const sign = signs[at++];
    if (sign === "(") {
      if (signs[at] === "?" && signs[at + 1] === ":") at += 2;
      else if (signs[at] === "?") throw fail("conditions that look ahead or behind are not known");
      const inside = choice();
      if (signs[at] !== ")") throw fail("a bracket is not closed");
      at++;
      return inside;
    }
    if (sign === "[") return { is: "sign", takes: set() };
    if (sign === ".") return { is: "sign", takes: () => true };
    if (sign === "\\") return { is: "sign", takes: escaped() };
    if ("?*+{".includes(sign)) throw fail(`nothing stands before "${sign}" that could be repeated`);
    return { is: "sign", takes: same(sign) };
  }

  function escaped(): (sign: string) => boolean {
    const sign = signs[at++];
    if (sign === undefined) throw fail("nothing stands behind the backslash");
    const small = sign.toLowerCase();
    if (!Object.hasOwn(CLASSES, small)) {
      if (/[a-z0-9]/iu.test(sign)) throw fail(`\\${sign} is not known`);
      return same(sign);
    }
    return small === sign ? (one) => CLASSES[small].test(one) : (one) => !CLASSES[small].test(one);
  }

  function set(): (sign: string) => boolean {
    const not = signs[at] === "^";
    if (not) at++;
    const takes: ((sign: string) => boolean)[] = [];
    while (signs[at] !== "]") {
      if (at >= signs.length) throw fail("a set is not closed");
      const from = signs[at++];
      if (from === "\\") takes.push(escaped());
      else if (signs[at] === "-" && signs[at + 1] !== "]" && at + 1 < signs.length) {
        const to = signs[at + 1];
        at += 2;
        takes.push((sign) =>
          [sign, sign.toLowerCase(), sign.toUpperCase()].some((s) => s >= from && s <= to),
        );
      } else takes.push(same(from));
    }
    at++;
    return (sign) => takes.some((take) => take(sign)) !== not;
  }

  function repeated(of: Piece): Piece {
    const sign = signs[at];
    if (sign === "?" || sign === "*" || sign === "+") {
      at++;
      const max = sign === "?" ? 1 : null;
      return repeated({ is: "repeat", of, min: sign === "+" ? 1 : 0, max });
    }
    if (sign !== "{") return of;
    const counts = /^\{(\d{1,4})(,(\d{0,4}))?\}/u.exec(signs.slice(at, at + 12).join(""));
    if (!counts) throw fail("a count is written {2} or {2,5}");
    const min = Number(counts[1]);
    const max = counts[2] === undefined ? min : counts[3] === "" ? null : Number(counts[3]);
    if (Math.max(min, max ?? 0) > MAX_COUNT) throw fail(`counts go to ${MAX_COUNT}`);
    at += counts[0].length;
    return repeated({ is: "repeat", of, min, max });
  }

  const whole = choice();
  if (at < signs.length) throw fail("a bracket is closed that was not opened");
  return whole;
}

function same(wanted: string): (sign: string) => boolean {
  const small = wanted.toLowerCase();
  return (sign) => sign === wanted || sign.toLowerCase() === small;
}
