import { isAxiosError } from 'axios';
import type { WebhookAnswer } from './webhook';

/** What makes Twilio ask again: an answer's status, no connection, or no answer in time. */
export type RetryReason = '4xx' | '5xx' | 'ct' | 'rt';

/** How often a request is sent again, and after what. */
export interface RetryRules {
  readonly retryCount: number;
  readonly retriedAfter: readonly RetryReason[];
}

const ALL: readonly RetryReason[] = ['4xx', '5xx', 'ct', 'rt'];

/** One more try, after a connection that was not made. */
const DEFAULT_RULES: RetryRules = { retryCount: 1, retriedAfter: ['ct'] };

const LARGEST_COUNT = 5;

/** All attempts together, in milliseconds. */
const TOTAL_MS = 15_000;

/**
 * Returns what an address's fragment says about retries; other fragments change nothing. Times and
 * routes are not simulated.
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides (checked 2026-11)
 */
export function readRetryRules(address: string): RetryRules {
  const [, fragment = ''] = address.split('#');
  const overrides = new URLSearchParams(fragment);
  const count = overrides.get('rc') ?? '';
  const policy = overrides.get('rp')?.split(',') ?? [];
  const named = ALL.filter((reason) => policy.includes(reason) || policy.includes('all'));
  return {
    retryCount: /^\d$/.test(count)
      ? Math.min(Number(count), LARGEST_COUNT)
      : DEFAULT_RULES.retryCount,
    retriedAfter: named.length === 0 ? DEFAULT_RULES.retriedAfter : named,
  };
}

/**
 * Sends a request as often as the rules allow and returns the last answer.
 *
 * @param onRetry - called before each retry
 * @throws what the last attempt threw
 */
export async function sendWithRetries(
  { retryCount, retriedAfter }: RetryRules,
  send: () => Promise<WebhookAnswer>,
  onRetry: (reason: RetryReason) => void,
): Promise<WebhookAnswer> {
  const startedAtMs = performance.now();
  for (let retries = 0; ; retries += 1) {
    const outcome = await send().then(
      (answer) => ({ answer, reason: classifyStatus(answer.status) }),
      (error: unknown) => ({ error, reason: classifyError(error) }),
    );
    const { reason } = outcome;
    const isTime = performance.now() - startedAtMs < TOTAL_MS;
    const isAgain = reason !== undefined && retriedAfter.includes(reason);
    if (isAgain && isTime && retries < retryCount) onRetry(reason);
    else if ('answer' in outcome) return outcome.answer;
    else throw outcome.error;
  }
}

function classifyStatus(status: number): RetryReason | undefined {
  if (status >= 500) return '5xx';
  return status >= 400 ? '4xx' : undefined;
}

const NOT_CONNECTED = /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN)$/;

function classifyError(error: unknown): RetryReason {
  return isAxiosError(error) && NOT_CONNECTED.test(error.code ?? '') ? 'ct' : 'rt';
}
