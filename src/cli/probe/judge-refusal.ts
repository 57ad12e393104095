import { classifyRefusal } from '../../vapi/failure';
import type { OptionalField } from '../../vapi/call-request';
import { exitCodes } from '../exit-codes';
import type { Finding } from '../vapi/judge-references';
import type { RawAnswer } from './ask-vapi';
import { maskWords } from './describe-value';
import { breaking, type Difference } from './difference';

/** What it means that Vapi refuses `POST /call`. */
export interface JudgedRefusal {
  readonly differences: readonly Difference[];
  /** Why nothing can be said about the bypass. */
  readonly obstacle?: Finding;
  /** Fields without which the code asks once more. */
  readonly refusedFields?: readonly OptionalField[];
}

/** Said of an account without a free line: neither good nor bad news of the bypass. */
export const FULL: Finding = {
  problem: 'all lines of the Vapi account are taken: probe again later',
  exitCode: exitCodes.vendor,
};

/** Tells a bypass that has changed from a call that was refused for another reason. */
export function judgeRefusal(
  { status, body }: RawAnswer,
  secrets: readonly string[],
  apiKeyEnv: string,
): JudgedRefusal {
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
  if (reason === 'full') return { differences: [], obstacle: FULL };
  if (reason === 'unauthorized' || reason === 'forbidden') {
    return stop(`Vapi refuses the key in ${apiKeyEnv} (${answered})`);
  }
  if (reason === 'rate-limited' || reason === 'server-error')
    return stop(`Vapi answers ${answered}`);
  if (reason === 'not-found' && !/^cannot post/i.test(detail)) {
    return stop(
      `Vapi does not know the assistant or the phone number (${answered})`,
      exitCodes.configuration,
    );
  }
  if (reason !== 'bad-request') return { differences: [breaking('POST /call', '201', answered)] };
  const differences = detail
    .split('; ')
    .map((message) => breaking(nameField(message), 'accepted', say(message)));
  return { differences, ...(refusedFields === undefined ? {} : { refusedFields }) };
}

/** `assistantOverrides.property x should not exist`, `customer.number must be …`. */
function nameField(message: string): string {
  const [, prefix = '', unknown] =
    /^([\w.]*?)property ([\w.:]+) should not exist/.exec(message) ?? [];
  const field = unknown === undefined ? /^([\w.]+) must /.exec(message)?.[1] : prefix + unknown;
  return field === undefined ? 'POST /call' : `the request's ${field}`;
}
