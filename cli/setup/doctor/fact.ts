import { CliError } from '../../core/cli-error';
import { type ExitCode, exitCodes } from '../../core/exit-codes';
import { type CheckResult, fail, skip } from './result';

/** Why a fact is not known. */
export interface Unknown {
  /**
   * `absent`: what looking needs is not set. `failed`: looked, and found a problem. `inherited`:
   * its source is unknown, which another check reports.
   */
  readonly kind: 'absent' | 'failed' | 'inherited';
  readonly why: string;
  readonly fix?: string | undefined;
  readonly exitCode: ExitCode;
}

/** Something that several checks look at: gathered once, or known to be missing. */
export type Fact<T> =
  | { readonly value: T; readonly unknown?: undefined }
  | { readonly value?: undefined; readonly unknown: Unknown };

/** A fact that none of the chosen checks looks at. */
export const NOT_ASKED = {
  unknown: { kind: 'inherited', why: 'no chosen check looks at it', exitCode: exitCodes.done },
} as const;

/** Returns what the work returns as a fact. Bugs of ours are thrown on. */
export async function gather<T>(work: () => T | Promise<T>): Promise<Fact<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const { message: why, fix, exitCode } = error;
    return { unknown: { kind: 'failed', why, fix, exitCode } };
  }
}

/** Returns what the work makes of a fact; what is unknown stays unknown. */
export async function gatherFrom<From, T>(
  fact: Fact<From>,
  work: (value: From) => T | Promise<T>,
): Promise<Fact<T>> {
  return fact.unknown === undefined
    ? gather(() => work(fact.value))
    : { unknown: { ...fact.unknown, kind: 'inherited' } };
}

const ASK_AGAIN = 'look at status.twilio.com and at the network, then run the doctor again';

/** Returns the result of the check whose own subject is unknown. */
export function reportUnknown(unknown: Unknown): CheckResult {
  const { kind, why, fix, exitCode } = unknown;
  switch (kind) {
    case 'absent':
      return skip(why, fix, exitCode);
    case 'failed':
      return fail(why, fix ?? (exitCode === exitCodes.vendor ? ASK_AGAIN : undefined), exitCode);
    case 'inherited':
      return skipBecause(unknown);
  }
}

/** Returns the result of a check that needs what another check reports as unknown. */
export function skipBecause({ why }: Unknown): CheckResult {
  return skip(`not looked at: ${why}`);
}
