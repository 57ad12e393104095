import { describeError, type Logger } from '../log/logger';

/**
 * Lets a leg last as long as a talk once somebody has pressed the key on it; never throws. If Twilio does
 * not hear of it, the talk will be cut off, so it is asked twice.
 */
export async function raiseLimit(
  callSid: string,
  raise: (callSid: string) => Promise<void>,
  log: Logger,
): Promise<void> {
  try {
    await raise(callSid).catch(() => raise(callSid));
  } catch (error) {
    log.error('leg.limit_not_raised', 'A talk will be cut off', describeError(error));
  }
}
