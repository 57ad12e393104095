import { stringify } from 'csv-stringify/sync';
import { toPlainLine } from '../../print/plain-text';

/**
 * Returns rows of a table in RFC 4180. Texts that a spreadsheet would read as a formula begin with `'`. A
 * cell is one line: not every program that reads such a table knows that a quoted line break ends no row.
 */
export function formatCsv(rows: readonly (readonly unknown[])[]): string {
  return stringify(rows as unknown[][], {
    record_delimiter: 'windows',
    escape_formulas: true,
    cast: {
      string: (value) => toPlainLine(value).trim(),
      // A negative number is no formula.
      number: (value) => ({ value: String(value), escape_formulas: false }),
    },
  });
}
