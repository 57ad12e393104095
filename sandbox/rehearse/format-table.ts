import type { MeasuredFile } from './measure-environment';

/** Returns rows as text in columns; the first row is the heading. */
export function formatColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Returns the rehearsal's table of everything that was deployed. */
export function formatMeasuredFiles(files: readonly MeasuredFile[]): string {
  const heading = [
    'kind',
    'path',
    'visibility',
    'bytes',
    'signed',
    'unsigned',
    'cold ms',
    'warm ms',
  ];
  const rows = files.map((file) => [
    file.kind,
    file.path,
    file.visibility,
    String(file.sizeBytes),
    file.statusCode === undefined ? '-' : String(file.statusCode),
    String(file.unsignedStatusCode),
    formatMs(file.coldMs),
    formatMs(file.warmMs),
  ]);
  return formatColumns([heading, ...rows]);
}

function formatMs(durationMs: number | undefined): string {
  return durationMs === undefined ? '-' : durationMs.toFixed(1);
}
