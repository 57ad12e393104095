import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';

/** A moment as a clock on the wall shows it. */
export interface WallTime {
  /** 0 to 23. */
  readonly hour: number;
  /** `2026-08-01`. */
  readonly day: string;
}

/** No zone changes its offset within it: every offset is a multiple of a quarter of an hour. */
const STEP_MS = 15 * 60_000;

/** Converts times to one time zone, including daylight saving time. */
export class WallClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #known = new Map<number, WallTime>();

  private constructor(
    /** IANA name. */
    readonly timeZone: string,
  ) {
    this.#format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
    });
  }

  /** @param timeZone undefined = the machine's @throws {CliError} if there is no such zone */
  static in(timeZone: string | undefined): WallClock {
    try {
      return new WallClock(timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone);
    } catch {
      throw new CliError(
        exitCodes.usage,
        `--time-zone ${JSON.stringify(timeZone)} is no time zone`,
        '--time-zone Europe/Berlin or --time-zone UTC',
      );
    }
  }

  read(ms: number): WallTime {
    const step = Math.floor(ms / STEP_MS);
    const known = this.#known.get(step);
    if (known !== undefined) return known;
    const parts = this.#format.formatToParts(step * STEP_MS);
    const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
    const time = {
      hour: Number(part('hour')),
      day: `${part('year')}-${part('month')}-${part('day')}`,
    };
    this.#known.set(step, time);
    return time;
  }
}
