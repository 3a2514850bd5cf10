/**
 * A spreadsheet runs a cell that starts like this as a formula, in a Japanese locale with full-width signs
 * too (owasp.org/www-community/attacks/CSV_Injection); a quote in front makes it text. What has a quote there of its
 * own gets another one, so that the reader of a table can take away the first.
 */
const FORMULA_START = /^'*[=+\-@＝＋－＠\t\r\n]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** One line of CSV (RFC 4180), its cells safe to open in a spreadsheet. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(value: string): string {
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
