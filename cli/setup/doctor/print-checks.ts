import { formatTable } from '../../print/table';

/** A row of the table. */
export interface PrintedCheck {
  readonly id: string;
  readonly status: string;
  readonly found: string;
  readonly fix: string | null;
}

/** Returns the checks as a table, each fix below its finding, and a summary of counts. */
export function formatChecks(checks: readonly PrintedCheck[]): string {
  const rows = checks.flatMap(({ id, status, found, fix }) => [
    [id, status, found],
    ...(fix === null ? [] : [['', '', `  fix: ${fix}`]]),
  ]);
  const counts = ['pass', 'warn', 'fail', 'skip'].map(
    (word) => `${checks.filter(({ status }) => status === word).length} ${word}`,
  );
  return [formatTable(['check', 'status', 'found'], rows), '', counts.join(', ')].join('\n');
}
