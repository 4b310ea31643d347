// How a text is taken apart: at a separator, by a pattern, by widths, or as JSON. Each way gives a list of pieces.

/** The pieces of a text; null where it is not of the form at all. A piece that is not there is null. */
export type TakeApart = (text: string) => readonly (string | null)[] | null;

export function atSeparator(separator: string): TakeApart {
  return (text) => text.split(separator);
}

/** The groups of a pattern, or the whole match where it has none. */
export function byPattern(pattern: RegExp): TakeApart {
  return (text) => {
    const match = pattern.exec(text);
    if (!match) return null;
    const pieces = match.length > 1 ? match.slice(1) : [match[0]];
    return pieces.map((piece: string | undefined) => piece ?? null);
  };
}

/** Widths in characters (code points); blanks around a piece are filling. */
export function byWidths(widths: readonly number[]): TakeApart {
  return (text) => {
    const signs = [...text];
    let at = 0;
    const pieces = widths.map((width) => {
      const piece = signs.slice(at, at + width).join("");
      const isThere = at < signs.length;
      at += width;
      return isThere ? piece.trim() : null;
    });
    return at < signs.length ? [...pieces, signs.slice(at).join("").trim()] : pieces;
  };
}

/** Values at places such as `address.city` or `lines[0].price`; null for a text that is no JSON. */
export function byPaths(paths: readonly string[]): TakeApart {
  const steps = paths.map((path) => path.match(/[^.[\]]+/g) ?? []);
  return (text) => {
    let whole: unknown;
    try {
      whole = JSON.parse(text);
    } catch {
      return null;
    }
    return steps.map((path) => textOf(path.reduce(valueAt, whole)));
  };
}

function valueAt(value: unknown, step: string): unknown {
  if (value === null || typeof value !== "object") return undefined;
  return Object.hasOwn(value, step) ? (value as Readonly<Record<string, unknown>>)[step] : undefined;
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}
