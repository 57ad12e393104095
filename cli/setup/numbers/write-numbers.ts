import type { CliError } from '../../core/cli-error';
import { exitCodes, type ExitCode } from '../../core/exit-codes';
import type { Progress } from '../../core/progress';
import { toCliError, type TwilioClient } from '../../core/twilio-client';
import { fetchAccountNumber, updateAccountNumber } from './account-numbers';
import { listChanges, type NumberChanges, type NumberSettings } from './number-settings';

/**
 * How the change of one number ended. `refused`: unchanged. `not-tried`: Twilio failed at a number
 * before it. `unclear`: Twilio may have changed it, or changed something else.
 */
export type WriteOutcome = 'changed' | 'refused' | 'not-tried' | 'unclear';

/** One number after the attempt to change it. */
export interface WrittenNumber extends NumberChanges {
  readonly outcome: WriteOutcome;
  /** Twilio answered that it refuses the request. */
  readonly isAnswered?: boolean;
  /** Why it was not changed. */
  readonly error?: CliError;
}

export interface NumberWriter {
  readonly client: TwilioClient;
  readonly progress: Progress;
}

/**
 * Makes the changes, one update per number, one after the other. A number that Twilio refuses does
 * not stop the others. A Twilio that fails does, since each further attempt would time out as well.
 */
export async function writeNumbers(
  { client, progress }: NumberWriter,
  numbers: readonly NumberChanges[],
): Promise<WrittenNumber[]> {
  const written: WrittenNumber[] = [];
  let hasFailed = false;
  for (const [index, number] of numbers.entries()) {
    if (hasFailed) {
      written.push({ ...number, outcome: 'not-tried' });
      continue;
    }
    progress.show(`changing ${number.phoneNumber}: ${index + 1} of ${numbers.length}`);
    const attempt = await writeNumber(client, number);
    written.push({ ...number, ...attempt });
    hasFailed = attempt.endsRun;
  }
  return written;
}

/** Returns how a command ends after writing: `otherwise`, unless a number was not changed. */
export function decideExitCode(written: readonly WrittenNumber[], otherwise: ExitCode): ExitCode {
  if (written.every(({ outcome }) => outcome === 'changed')) return otherwise;
  if (isNothingChanged(written)) {
    return written.find(({ error }) => error !== undefined)?.error?.exitCode ?? exitCodes.vendor;
  }
  return exitCodes.partly;
}

/** Returns the numbers that were not changed and why, one sentence each. */
export function listFailures(written: readonly WrittenNumber[]): string[] {
  return written
    .filter(({ outcome }) => outcome !== 'changed')
    .map(({ phoneNumber, error }) =>
      error === undefined ? `${phoneNumber}: not tried after the failure before it` : error.message,
    );
}

/** Returns whether it is certain that no number was changed. */
function isNothingChanged(written: readonly WrittenNumber[]): boolean {
  return written.every(({ outcome }) => outcome === 'refused' || outcome === 'not-tried');
}

/**
 * Returns whether Twilio itself refused the change of every number that was tried. After a time-out
 * or an error of Twilio's, a change may still happen, whatever the number looks like.
 */
export function isRefusedByTwilio(written: readonly WrittenNumber[]): boolean {
  return written.every(({ outcome, isAnswered: wasAnswered }) =>
    outcome === 'refused' ? wasAnswered === true : outcome === 'not-tried',
  );
}

interface Attempt {
  readonly outcome: WriteOutcome;
  /** Twilio answered that it refuses the request. */
  readonly isAnswered?: boolean;
  readonly error?: CliError;
  readonly endsRun: boolean;
}

async function writeNumber(client: TwilioClient, number: NumberChanges): Promise<Attempt> {
  const wanted: Partial<NumberSettings> = Object.fromEntries(
    number.changes.map(({ field, willBe }) => [field, willBe]),
  );
  const what = `changing ${number.phoneNumber}`;
  try {
    const { settings } = await updateAccountNumber(client, number.sid, wanted);
    const kept = listChanges(settings, wanted).map(({ field }) => field);
    if (kept.length === 0) return { outcome: 'changed', endsRun: false };
    const error = toCliError(what, {
      message: `it did not accept ${kept.join(', ')}`,
      status: 200,
    });
    return { outcome: 'unclear', error, endsRun: false };
  } catch (cause) {
    const error = toCliError(what, cause);
    if (isAnswered(cause)) {
      return { outcome: 'refused', isAnswered: true, error, endsRun: !isAboutNumber(cause) };
    }
    const outcome = await findOutcome(client, number, wanted);
    return outcome === 'changed' ? { outcome, endsRun: false } : { outcome, error, endsRun: true };
  }
}

/** An update that failed at Twilio or on the way may still have been made, so this looks. */
async function findOutcome(
  client: TwilioClient,
  { sid, changes }: NumberChanges,
  wanted: Partial<NumberSettings>,
): Promise<WriteOutcome> {
  try {
    const { settings } = await fetchAccountNumber(client, sid);
    if (listChanges(settings, wanted).length === 0) return 'changed';
    const isAsBefore = changes.every(({ field, now }) => settings[field] === now);
    return isAsBefore ? 'refused' : 'unclear';
  } catch {
    return 'unclear';
  }
}

const statusOf = (error: unknown): number =>
  (Object(error) as { readonly status?: number }).status ?? 0;

/** Twilio refused the request: nothing was changed. */
const isAnswered = (error: unknown): boolean => statusOf(error) >= 400 && statusOf(error) < 500;

/** The refusal concerns this number's change, not the credentials or the rate. */
const isAboutNumber = (error: unknown): boolean =>
  isAnswered(error) && ![401, 403, 408, 429].includes(statusOf(error));
