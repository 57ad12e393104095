import { formatTable } from '../../print/table';

/** A row of the table. */
export interface PrintedCheck {
  readonly id: string;
  readonly status: string;
  readonly found: string;
  readonly findings?: readonly string[] | undefined;
  readonly fix: string | null;
}

/** Returns the checks as a table, a row for each finding, fixes below them, and a summary of counts. */
export function formatChecks(checks: readonly PrintedCheck[]): string {
  const rows = checks.flatMap(
    ({ id, status, found, findings: [first = found, ...more] = [], fix }) => [
      [id, status, first],
      ...more.map((finding) => ['', '', finding]),
      ...(fix === null ? [] : [['', '', `  fix: ${fix}`]]),
    ],
  );
  const counts = ['pass', 'warn', 'fail', 'skip'].map(
    (word) => `${checks.filter(({ status }) => status === word).length} ${word}`,
  );
  return [formatTable(['check', 'status', 'found'], rows), '', counts.join(', ')].join('\n');
}
