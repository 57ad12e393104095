import { type ExitCode, exitCodes, worstExitCode } from '../../core/exit-codes';

export interface CheckResult {
  /** `warn`: works, but not as intended. `skip`: could not look, `found` says why. */
  readonly status: 'pass' | 'warn' | 'fail' | 'skip';
  /** What was seen, in one line. */
  readonly found: string;
  /** The same, each finding by itself; absent = there is one. */
  readonly findings?: readonly string[];
  /** A command or a place in a console; undefined if there is nothing to fix. */
  readonly fix?: string | undefined;
  /** How the doctor ends because of this result. */
  readonly exitCode: ExitCode;
}

export function pass(found: string): CheckResult {
  return { status: 'pass', found, exitCode: exitCodes.done };
}

/** Returns that something works, but not as intended. */
export function warn(found: string, fix?: string): CheckResult {
  return { status: 'warn', found, fix, exitCode: exitCodes.done };
}

export function fail(
  found: string,
  fix?: string,
  exitCode: ExitCode = exitCodes.found,
): CheckResult {
  return { status: 'fail', found, fix, exitCode };
}

/** Returns that the check could not look. */
export function skip(
  found: string,
  fix?: string,
  exitCode: ExitCode = exitCodes.done,
): CheckResult {
  return { status: 'skip', found, fix, exitCode };
}

const MAX_SHOWN = 5;

/** Returns several results as one: the worst status, its findings, and what fixes them. */
export function combine(results: readonly CheckResult[], otherwise: CheckResult): CheckResult {
  const worst = results.some(({ status }) => status === 'fail') ? 'fail' : 'warn';
  const shown = results.filter(({ status }) => status === 'fail' || status === 'warn');
  if (shown.length === 0) return otherwise;
  // Failures first, because the end may be cut off.
  const ordered = [...shown].sort((a, b) => a.status.localeCompare(b.status));
  const rest = ordered.length - MAX_SHOWN;
  const findings = [
    ...ordered.slice(0, MAX_SHOWN).map((result) => result.found),
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ];
  const fixes = new Set(ordered.flatMap(({ fix }) => fix ?? []));
  const codes = ordered.map(({ exitCode }) => exitCode);
  return {
    status: worst,
    found: findings.join('; '),
    findings,
    fix: fixes.size === 0 ? undefined : [...fixes].slice(0, MAX_SHOWN).join('; '),
    exitCode: worstExitCode(codes),
  };
}
