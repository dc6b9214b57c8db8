/** Spreadsheets run cells that begin with these as formulas; with a full-width sign too, in Asian locales. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Whether a spreadsheet would run this text, alone in a cell. */
export const isFormula = (text: string): boolean => FORMULA.test(text);

/** What makes a spreadsheet take a cell for text. */
export const FORMULA_GUARD = "'";

/** A cell of a file that is read by people only: what would run is text. */
export const inertCell = (text: string): string => (isFormula(text) ? FORMULA_GUARD + text : text);

/** Text as a terminal may safely show it: line breaks stay, what steers it or turns its direction goes. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\u2028-\u202E\u2066-\u2069]/gu, (c) => (c === '\n' || c === '\t' ? c : ' '));
}
