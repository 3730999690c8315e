/** Starts of a cell that spreadsheets run as a formula, also behind spaces. */
const FORMULA = /^\s*[=+\-@\t\r]/;

/** Rows as CSV (RFC 4180) in UTF-8 with a mark, as spreadsheets expect; what looks like a formula becomes text. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  '\uFEFF' + rows.map((row) => row.map(cell).join(',') + '\r\n').join('');

function cell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
