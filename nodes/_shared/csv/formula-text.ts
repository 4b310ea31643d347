// Texts that a spreadsheet would compute instead of showing: whoever wrote them decides what it does, from links to commands.

/** What a cell begins with that Excel, LibreOffice or Google Sheets take for a formula (owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^[=+\-@\t\r]/u;
/** A number does nothing but be one. */
const NUMBER = /^[+-]?\d+([.,]\d+)*(e[+-]?\d+)?$/iu;

/** The text as a spreadsheet shows it as text: behind an apostrophe, which stays in the cell for other readers. */
export function withoutFormula(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
