import type { CommandInput } from '../../core/command';
import { CliError } from '../../core/cli-error';
import { exitCodes } from '../../core/exit-codes';
import { isLive } from '../reconcile/call-rows';
import type { FunctionTrace } from '../reconcile/function-trace';
import type { JoinedCall } from '../reconcile/join-calls';

/** Why a call is left out of a bill, the first that applies. */
export const exclusionRules = ['rejected', 'under-seconds'] as const;

export type ExclusionRule = (typeof exclusionRules)[number];

export interface Rules {
  /** Calls that lasted for less are left out; undefined = none are. */
  readonly underSeconds: number | undefined;
  /** Whether calls that were refused, or that nobody answered, are left out. */
  readonly isRejectedOut: boolean;
}

export const ruleOptions = {
  'exclude-under-seconds': { type: 'string' },
  'exclude-rejected': { type: 'boolean', default: false },
} as const;

const MAX_SECONDS = 600;

/** @throws {CliError} */
export function readRules({ values }: Pick<CommandInput, 'values'>): Rules {
  const text = values['exclude-under-seconds'];
  const isRejectedOut = values['exclude-rejected'] === true;
  if (text === undefined) return { underSeconds: undefined, isRejectedOut };
  const seconds = Number(text);
  if (/^\d{1,3}$/.test(String(text)) && seconds >= 1 && seconds <= MAX_SECONDS) {
    return { underSeconds: seconds, isRejectedOut };
  }
  throw new CliError(
    exitCodes.usage,
    `--exclude-under-seconds is not a whole number from 1 to ${MAX_SECONDS}`,
    '--exclude-under-seconds 10',
  );
}

const NEVER_ANSWERED: ReadonlySet<string> = new Set(['busy', 'no-answer', 'canceled', 'failed']);

/**
 * Returns the rule that leaves a call out; undefined = it is billed. Only the log distinguishes callers
 * who were refused from others; without it, a rejected call is one that was never answered.
 */
export function findExclusion(
  { twilio }: Pick<JoinedCall, 'twilio'>,
  trace: FunctionTrace | undefined,
  { underSeconds = 0, isRejectedOut }: Rules,
): ExclusionRule | undefined {
  // A call that is still in progress has no length yet.
  if (twilio.isOutgoing !== undefined || isLive(twilio)) return undefined;
  const { doorEnd } = trace ?? {};
  const isRefused = doorEnd === 'rejected' || doorEnd === 'refused';
  const isUnanswered = twilio.durationSeconds === 0 && NEVER_ANSWERED.has(twilio.status);
  if (isRejectedOut && (isRefused || isUnanswered)) return 'rejected';
  return twilio.durationSeconds < underSeconds ? 'under-seconds' : undefined;
}
