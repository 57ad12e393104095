import { formatTable } from '../../print/table';

export interface PrintedStep {
  readonly step: string;
  readonly found: string;
}

/** What was not as expected, for showing. */
export interface PrintedDifference {
  readonly path: string;
  readonly expected: string;
  readonly found: string;
  readonly isHarmless: boolean;
}

export interface PrintedProbe {
  readonly heading: string;
  readonly steps: readonly PrintedStep[];
  readonly differences: readonly PrintedDifference[];
  readonly newFields: readonly string[];
  /** Why not everything could be looked at. */
  readonly obstacles: readonly string[];
}

/** Returns the steps, then the differences, those that callers would meet first. */
export function formatProbe(probe: PrintedProbe): string {
  const { heading, steps, differences, newFields, obstacles } = probe;
  const stepRows = steps.map(({ step, found }) => [step, found]);
  const sorted = [...differences].sort((a, b) => Number(a.isHarmless) - Number(b.isHarmless));
  const rows = sorted.map(({ path, expected, found, isHarmless }) => [
    isHarmless ? 'note' : 'DIFFERS',
    path,
    expected,
    found,
  ]);
  const isWell = obstacles.length === 0 && differences.every(({ isHarmless }) => isHarmless);
  return [
    heading,
    '',
    formatTable(['step', 'found'], stepRows),
    ...(rows.length === 0 ? [] : ['', formatTable(['', 'where', 'expected', 'found'], rows)]),
    ...(newFields.length === 0 ? [] : ['', `fields that are new: ${newFields.join(', ')}`]),
    '',
    ...obstacles,
    ...(isWell ? ['Vapi answers as the code expects.'] : []),
  ]
    .join('\n')
    .trimEnd();
}
