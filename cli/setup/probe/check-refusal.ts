import { classifyRefusal } from '../../../src/vapi/failure';
import type { OptionalField } from '../../../src/vapi/call-request';
import { exitCodes } from '../../core/exit-codes';
import type { Finding } from '../../core/vapi/check-references';
import type { RawAnswer } from './ask-vapi';
import { maskWords } from './describe-value';
import { breaking, type Difference } from './difference';

/** What Vapi's refusal of `POST /call` means. */
export interface CheckedRefusal {
  readonly differences: readonly Difference[];
  /** Why nothing can be said about the bypass. */
  readonly obstacle?: Finding;
  /** Fields without which the code asks once more. */
  readonly refusedFields?: readonly OptionalField[];
}

/** For an account without a free slot: neither good nor bad news about the bypass. */
export const FULL: Finding = {
  problem: 'all slots of the Vapi account are taken: probe again later',
  exitCode: exitCodes.vendor,
};

/** Distinguishes a bypass that has changed from a call that was refused for another reason. */
export function checkRefusal(
  { status, body }: RawAnswer,
  secrets: readonly string[],
  apiKeyEnv: string,
): CheckedRefusal {
  const {
    reason,
    detail = '',
    refusedFields,
  } = classifyRefusal({
    status,
    body,
    retryAfter: undefined,
  });
  const say = (words: string) => [status, maskWords(words, secrets)].filter(Boolean).join(': ');
  const answered = say(detail);
  const stop = (problem: string, exitCode: Finding['exitCode'] = exitCodes.vendor) => {
    return { differences: [], obstacle: { problem, exitCode } };
  };
  const drift = { differences: [breaking('POST /call', '201', answered)] };
  switch (reason) {
    case 'full':
      return { differences: [], obstacle: FULL };
    case 'unauthorized':
    case 'forbidden':
      return stop(`Vapi refuses the key in ${apiKeyEnv} (${answered})`);
    case 'rate-limited':
    case 'server-error':
      return stop(`Vapi answers ${answered}`);
    case 'not-found':
      if (/^cannot post/i.test(detail)) return drift;
      return stop(
        `Vapi does not know the assistant or the phone number (${answered})`,
        exitCodes.configuration,
      );
    case 'bad-request': {
      const differences = detail
        .split('; ')
        .map((message) => breaking(nameField(message), 'accepted', say(message)));
      return { differences, ...(refusedFields === undefined ? {} : { refusedFields }) };
    }
    case 'unexpected-status':
    // The others are no answers from Vapi, or answers that contain a call.
    case 'timeout':
    case 'unreachable':
    case 'connection-lost':
    case 'malformed-answer':
    case 'no-twiml':
    case 'unsafe-twiml':
      return drift;
  }
}

/** `assistantOverrides.property x should not exist`, `customer.number must be …`. */
function nameField(message: string): string {
  const [, prefix = '', unknown] =
    /^([\w.]*?)property ([\w.:]+) should not exist/.exec(message) ?? [];
  const field = unknown === undefined ? /^([\w.]+) must /.exec(message)?.[1] : prefix + unknown;
  return field === undefined ? 'POST /call' : `the request's ${field}`;
}
