import { findInstant, readWall } from '../../src/tenants/wall-clock';
import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';

const FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(Z|[+-]\d\d:\d\d)?$/;

/**
 * Returns the moment that an option names: what the clocks of the time zone show, or a time with an
 * offset of its own.
 * @param timeZone - undefined = nobody's clocks are known
 * @throws {CliError} if it names none
 */
export function readMoment(option: string, text: string, timeZone: string | undefined): Date {
  const [, wall = '', offset] = FORM.exec(text) ?? [];
  const wallMs = Date.parse(`${wall}Z`);
  // Date.parse takes 31 February for 3 March.
  if (Number.isNaN(wallMs) || !new Date(wallMs).toISOString().startsWith(wall)) {
    throw new CliError(
      exitCodes.usage,
      `--${option} ${text}: is not a time`,
      `--${option} 2026-12-24T17:30, or with an offset: --${option} 2026-12-24T17:30+01:00`,
    );
  }
  if (offset !== undefined) return new Date(`${wall}${offset}`);
  if (timeZone === undefined) {
    throw new CliError(
      exitCodes.usage,
      `--${option} ${text}: the tenant has no hours, and so no time zone`,
      `an offset behind the time: --${option} ${text}+01:00`,
    );
  }
  return new Date(findInstant(timeZone, wallMs));
}

/** Returns what the clocks of a time zone show, as `2026-12-24 17:30`. */
export function formatWall(timeZone: string, at: Date): string {
  return new Date(readWall(timeZone, at.getTime())).toISOString().slice(0, 16).replace('T', ' ');
}
