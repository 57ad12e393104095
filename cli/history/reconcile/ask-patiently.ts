import { setTimeout as sleep } from 'node:timers/promises';

/** The result of an attempt: an answer, or why it is worth another one. */
export type Tried<T> =
  | { readonly value: T; readonly problem?: undefined }
  /** @param retryAfter the header of that name, if the answer had one */
  | { readonly value?: undefined; readonly problem: string; readonly retryAfter?: unknown };

export interface Patience {
  readonly maxTries?: number;
  readonly firstWaitMs?: number;
  readonly wait?: (ms: number) => Promise<unknown>;
  readonly nowMs?: () => number;
  /** Ends the waiting, with an exception. */
  readonly signal?: AbortSignal;
}

const MAX_TRIES = 8;
const FIRST_WAIT_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
/** If a server asks for a longer wait, we give up. */
const LONGEST_WISH_MS = 5 * 60_000;

/**
 * Retries until there is an answer: waits as long as the server asks, or else twice as long each
 * time, with jitter.
 * @returns the last attempt, if none had an answer
 */
export async function askPatiently<T>(
  attempt: () => Promise<Tried<T>>,
  patience: Patience = {},
): Promise<Tried<T>> {
  const { maxTries = MAX_TRIES, firstWaitMs = FIRST_WAIT_MS } = patience;
  const { nowMs = Date.now, signal } = patience;
  const { wait = (ms) => sleep(ms, undefined, signal && { signal }) } = patience;
  for (let tries = 1; ; tries += 1) {
    const tried = await attempt();
    if (tried.problem === undefined || tries === maxTries) return tried;
    const wishMs = readRetryAfter(tried.retryAfter, nowMs());
    if (wishMs !== undefined && wishMs > LONGEST_WISH_MS) return tried;
    const backoffMs = Math.min(firstWaitMs * 2 ** (tries - 1), LONGEST_BACKOFF_MS);
    await wait(wishMs ?? backoffMs / 2 + Math.random() * (backoffMs / 2));
  }
}

/**
 * Returns how long a Retry-After asks to wait: seconds or a date. @see
 * https://www.rfc-editor.org/rfc/rfc9110#name-retry-after
 */
export function readRetryAfter(header: unknown, nowMs: number): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1_000;
  // `Date.parse` also accepts other texts: `-1` as a date in 2001.
  const atMs = /GMT$/.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
