import { formatTable } from '../../cli/print/table';
import type { MeasuredFile } from './measure-environment';

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
  return formatTable(heading, rows);
}

function formatMs(durationMs: number | undefined): string {
  return durationMs === undefined ? '-' : durationMs.toFixed(1);
}
