/** The time that one request has. */
export interface Deadline {
  /** The time left; negative once the deadline has passed. */
  readonly remainingMs: () => number;
}

/** Starts a deadline. It uses a clock that does not jump. */
export function startDeadline(ms: number, nowMs: () => number = () => performance.now()): Deadline {
  const endsAtMs = nowMs() + ms;
  return { remainingMs: () => endsAtMs - nowMs() };
}

/** Thrown by `beforeDeadline`: the work continues, but nobody waits for it any more. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/**
 * Returns what the work returns. @throws {DeadlinePassed} when that takes longer than the deadline
 */
export async function beforeDeadline<T>(work: Promise<T>, deadline: Deadline): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_resolve, reject) => {
    const fail = () => reject(new DeadlinePassed('the deadline has passed'));
    timer = setTimeout(fail, Math.max(0, deadline.remainingMs()));
  });
  try {
    return await Promise.race([work, passed]);
  } finally {
    clearTimeout(timer);
  }
}

/** Time kept for building and sending the answer after the requests to others. */
const ANSWER_RESERVE_MS = 1_000;

/** Returns how long others may take, with time kept for the answer. */
export function withoutReserve(remainingMs: number): number {
  return remainingMs - ANSWER_RESERVE_MS;
}
