import { findInstant, readWall } from '../../src/tenants/wall-clock';
import { CliError } from './cli-error';
import { exitCodes } from './exit-codes';

const FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(Z|[+-]\d\d:\d\d)?$/;

/** The moment, or why a text names none, and a text that would. */
export type ParsedMoment =
  | { readonly at: Date; readonly problem?: undefined }
  | { readonly at?: undefined; readonly problem: string; readonly examples: readonly string[] };

/**
 * Returns the moment that a text names: what the clocks of the time zone show, or a time with an offset
 * of its own.
 * @param timeZone - undefined = nobody's clocks are known
 */
export function parseMoment(text: string, timeZone: string | undefined): ParsedMoment {
  const [, wall = '', offset] = FORM.exec(text) ?? [];
  const wallMs = Date.parse(`${wall}Z`);
  // Date.parse takes 31 February for 3 March.
  const isWall = !Number.isNaN(wallMs) && new Date(wallMs).toISOString().startsWith(wall);
  if (!isWall || Number.isNaN(Date.parse(`${wall}${offset ?? 'Z'}`))) {
    const examples = ['2026-12-24T17:30', '2026-12-24T17:30+01:00'];
    return { problem: 'is not a date with a time', examples };
  }
  if (offset !== undefined) return { at: new Date(`${wall}${offset}`) };
  if (timeZone === undefined) {
    const problem = 'the tenant has no hours, and so no time zone';
    return { problem, examples: [`${text}+01:00`] };
  }
  return { at: new Date(findInstant(timeZone, wallMs)) };
}

/** Returns the moment that an option names. @throws {CliError} if it names none */
export function readMoment(option: string, text: string, timeZone: string | undefined): Date {
  const parsed = parseMoment(text, timeZone);
  if (parsed.at !== undefined) return parsed.at;
  const { problem, examples } = parsed;
  throw new CliError(
    exitCodes.usage,
    `--${option} ${text}: ${problem}`,
    examples.map((example) => `--${option} ${example}`).join(', or with an offset: '),
  );
}

/** Returns what the clocks of a time zone show, as `2026-12-24 17:30`. */
export function formatWall(timeZone: string, at: Date): string {
  return new Date(readWall(timeZone, at.getTime())).toISOString().slice(0, 16).replace('T', ' ');
}
