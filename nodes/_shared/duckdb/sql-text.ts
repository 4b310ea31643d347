// How are names and texts written in SQL?

/** A text, between single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a table or a column, whatever signs it has. */
export function named(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Texts as a list. */
export function listed(texts: readonly string[]): string {
  return `[${texts.map(quoted).join(", ")}]`;
}

/**
 * Where a text or a name that begins at `from` ends: behind the quote that closes it. Null where no quote opens one there.
 */
export function endOfQuoted(sql: string, from: number): number | null {
  const quote = sql[from];
  if (quote !== "'" && quote !== '"') return null;
  let at = from + 1;
  while (at < sql.length) {
    if (sql[at] !== quote) at++;
    else if (sql[at + 1] === quote) at += 2;
    else return at + 1;
  }
  return null;
}

/** Comments, texts and names in quotes: what stands in them means nothing to the statement around. In E'…' a backslash hides a quote. */
const OPAQUE =
  /(?<!\w)e'(?:[^'\\]|\\[^]|'')*'|--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\w*)\$[^]*?\$\1\$/giu;

/** The text with blanks in the place of all that is opaque: every sign stands where it stood. */
export function statementSigns(sql: string): string {
  return sql.replace(OPAQUE, (found) => " ".repeat(found.length));
}

/** Without the semicolon that ends a statement, and what stands behind it. */
export function withoutEnd(sql: string): string {
  const end = statementSigns(sql).indexOf(";");
  return end < 0 ? sql : sql.slice(0, end);
}
